package io.selfieregistration.request;

/**
 * Distributed tracing of a request: one trace from the call that creates it to the last
 * message about it, across nodes and threads.
 */
public interface RequestTraces {

	/**
	 * Begins a span on the current thread, in the trace of the request, if that is
	 * traced.
	 * @param work name of the span, the same for all requests
	 */
	Span begin(RequestId id, String work);

	/** A span in progress. */
	interface Span {

		/** Records the kind of failure that ends the span. */
		void failed(Throwable failure);

		void end();

	}

}
