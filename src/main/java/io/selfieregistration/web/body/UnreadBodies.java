package io.selfieregistration.web.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

import org.springframework.http.HttpHeaders;

/**
 * Reads away what callers still send after they have got their answer, as those who are
 * cut off while they send do not see it. Tomcat does so too, but lets any number of
 * threads wait for callers who are slow; here the other callers are cut off.
 */
class UnreadBodies extends ValveBase {

	private static final long MOST_BYTES = 12 * 1024 * 1024;

	private static final Duration MOST_TIME = Duration.ofSeconds(20);

	/** A tenth of the threads that Tomcat has. */
	private static final int MOST_CALLERS = 20;

	private final Semaphore places = new Semaphore(MOST_CALLERS);

	UnreadBodies() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		getNext().invoke(request, response);
		// A client that waits for 100-continue sends no body
		if (request.isAsync() || request.isFinished() || request.getHeader(HttpHeaders.EXPECT) != null) {
			return;
		}
		response.finishResponse();
		if (!this.places.tryAcquire()) {
			hangUp(request);
			return;
		}
		try {
			if (!readAway(request)) {
				hangUp(request);
			}
		}
		finally {
			this.places.release();
		}
	}

	private static boolean readAway(Request request) {
		long until = System.nanoTime() + MOST_TIME.toNanos();
		long left = MOST_BYTES;
		Rest rest = new Rest();
		try {
			while (!request.isFinished()) {
				int read = request.getCoyoteRequest().doRead(rest);
				left -= read;
				if (read == 0 || left < 0 || System.nanoTime() > until) {
					return false;
				}
				if (read < 0) {
					return true;
				}
			}
			return true;
		}
		catch (IOException ex) {
			// The caller hung up, or sends nothing more
			return false;
		}
	}

	private static void hangUp(Request request) {
		request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
	}

	/** Takes what is left of a body, and keeps nothing of it. */
	private static final class Rest implements ApplicationBufferHandler {

		private ByteBuffer buffer = ByteBuffer.allocate(0);

		@Override
		public void setByteBuffer(ByteBuffer buffer) {
			this.buffer = buffer;
		}

		@Override
		public ByteBuffer getByteBuffer() {
			return this.buffer;
		}

		@Override
		public void expand(int size) {
			// The buffer is the connection's own
		}

	}

}
