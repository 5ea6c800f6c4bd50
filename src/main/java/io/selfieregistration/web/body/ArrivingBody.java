package io.selfieregistration.web.body;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;

/**
 * One body on its way, read whenever bytes of it are there. Then the call is dispatched
 * again, with the whole body or with the reason why there is none.
 */
final class ArrivingBody extends BrokenConnection implements ReadListener {

	/**
	 * Time for a request that needs no more than this: seconds of a network that is gone.
	 */
	static final Duration FIRST = Duration.ofSeconds(20);

	static final int FIRST_BYTES = 16 * 1024;

	/** A tenth of what the slowest networks of phones (EDGE) bring. */
	static final int BYTES_PER_SECOND = 1024;

	private static final int BUFFER = 16 * 1024;

	private final LimitedCall call;

	private final AsyncContext async;

	private final ServletInputStream connection;

	private final ArrivingBodies bodies;

	private final String sender;

	private final long beganNanos;

	private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private boolean ended;

	ArrivingBody(LimitedCall call, AsyncContext async, ServletInputStream connection, ArrivingBodies bodies,
			String sender, long nowNanos) {
		super(async);
		this.call = call;
		this.async = async;
		this.connection = connection;
		this.bodies = bodies;
		this.sender = sender;
		this.beganNanos = nowNanos;
	}

	String sender() {
		return this.sender;
	}

	/**
	 * Returns whether fewer bytes are there than any usable network would have brought.
	 */
	synchronized boolean isTooSlow(long nowNanos) {
		long late = nowNanos - this.beganNanos - FIRST.toNanos();
		return late > 0
				&& this.bytes.size() < FIRST_BYTES + late / 1_000_000_000.0 * BYTES_PER_SECOND - BYTES_PER_SECOND;
	}

	@Override
	public void onDataAvailable() throws IOException {
		byte[] buffer = new byte[BUFFER];
		int more = 0;
		synchronized (this) {
			while (!this.ended && this.connection.isReady()) {
				int read = this.connection.read(buffer, 0, buffer.length);
				if (read < 0) {
					break;
				}
				more += read;
				this.bytes.write(buffer, 0, read);
				if (this.bytes.size() > this.call.limit().bytes()) {
					end(null);
				}
			}
		}
		this.bodies.grew(more);
	}

	@Override
	public void onAllDataRead() {
		end(null);
	}

	@Override
	public void onError(Throwable failure) {
		synchronized (this) {
			if (this.ended) {
				return;
			}
			this.ended = true;
			release();
		}
		// The listener of the connection ends the call
	}

	/**
	 * @param refusal why the body is not read to its end; null if it is
	 */
	synchronized void end(BodyRefused refusal) {
		if (this.ended) {
			return;
		}
		this.ended = true;
		if (refusal != null) {
			this.call.refuse(refusal);
		}
		else {
			this.call.arrive(this.bytes.toByteArray());
		}
		release();
		if (finish()) {
			this.async.dispatch();
		}
	}

	private void release() {
		this.bodies.left(this, this.bytes.size());
		this.bytes = new ByteArrayOutputStream(0);
	}

}
