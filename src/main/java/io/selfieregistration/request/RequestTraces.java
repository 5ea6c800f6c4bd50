package io.selfieregistration.request;

/**
 * The trace that all work on a request belongs to, from the call that makes it to the
 * last message about it, whichever node and whichever thread does the work.
 */
public interface RequestTraces {

	/**
	 * Begins a piece of work on the current thread. It belongs to the trace of the
	 * request, if that is traced.
	 * @param work what it is, one of few words and the same for all requests
	 */
	Span begin(RequestId id, String work);

	/** A piece of work that goes on. */
	interface Span {

		/** Notes what kind of failure ends it. */
		void failed(Throwable failure);

		void end();

	}

}
