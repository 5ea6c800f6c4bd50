package io.selfieregistration.web.body;

import java.io.IOException;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

import org.springframework.http.HttpHeaders;

/**
 * Reads away what callers still send after they have got their answer, as those who are
 * cut off while they send do not see it. Tomcat does so too, but lets a thread wait for
 * each of them.
 */
class UnreadBodies extends ValveBase {

	private static final long MOST_BYTES = 12 * 1024 * 1024;

	private static final long MOST_MILLISECONDS = 20_000;

	UnreadBodies() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		getNext().invoke(request, response);
		if (request.isAsync() || request.isFinished()) {
			return;
		}
		if (!mayBeReadAway(request)) {
			if (!response.isCommitted()) {
				response.setHeader(HttpHeaders.CONNECTION, "close");
			}
			response.finishResponse();
			hangUp(request);
			return;
		}
		response.finishResponse();
		AsyncContext async = request.startAsync();
		async.setTimeout(MOST_MILLISECONDS);
		ServletInputStream body = request.getInputStream();
		Rest rest = new Rest(request, body, async);
		async.addListener(rest);
		body.setReadListener(rest);
	}

	/** Not after it was read in another manner, or by a reader of text. */
	private static boolean mayBeReadAway(Request request) {
		if (request.getCoyoteRequest().getReadListener() != null || !request.isAsyncSupported()
				|| request.getContext() == null || request.getContentLengthLong() > MOST_BYTES) {
			return false;
		}
		try {
			return request.getInputStream() != null;
		}
		catch (IllegalStateException | IOException ex) {
			return false;
		}
	}

	private static void hangUp(Request request) {
		request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
	}

	/** What is left of a body. */
	private static final class Rest extends BrokenConnection implements ReadListener {

		private final Request request;

		private final ServletInputStream body;

		private final byte[] buffer = new byte[8 * 1024];

		private long left = MOST_BYTES;

		private Rest(Request request, ServletInputStream body, AsyncContext async) {
			super(async);
			this.request = request;
			this.body = body;
		}

		@Override
		public void onDataAvailable() throws IOException {
			while (this.body.isReady()) {
				int read = this.body.read(this.buffer);
				if (read < 0) {
					return;
				}
				this.left -= read;
				if (this.left < 0) {
					hangUp(this.request);
					complete();
					return;
				}
			}
		}

		@Override
		public void onAllDataRead() {
			complete();
		}

		@Override
		public void onError(Throwable failure) {
			// The listener of the connection ends the call
		}

		@Override
		public void onTimeout(AsyncEvent event) {
			hangUp(this.request);
			super.onTimeout(event);
		}

	}

}
