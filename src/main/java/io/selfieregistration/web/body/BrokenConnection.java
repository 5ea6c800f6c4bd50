package io.selfieregistration.web.body;

import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;

/** Ends a call whose connection broke, which is no error of the service. */
abstract class BrokenConnection implements AsyncListener {

	private final AsyncContext async;

	private final HttpServletResponse response;

	private final AtomicBoolean done = new AtomicBoolean();

	BrokenConnection(AsyncContext async) {
		this.async = async;
		this.response = (HttpServletResponse) async.getResponse();
	}

	/** Returns whether this is the one who may complete or dispatch the call. */
	final boolean finish() {
		return this.done.compareAndSet(false, true);
	}

	final void complete() {
		if (finish()) {
			this.async.complete();
		}
	}

	@Override
	public void onError(AsyncEvent event) {
		if (finish()) {
			if (!this.response.isCommitted()) {
				this.response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
			}
			this.async.complete();
		}
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		complete();
	}

	@Override
	public void onComplete(AsyncEvent event) {
		// All is done
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// What comes next has listeners of its own
	}

}
