package io.selfieregistration.publishing;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

/**
 * Bulkhead per receiver: keeps a slow receiver from slowing down the others on one node.
 * Limits concurrent messages to each receiver, and to all slow receivers together, so
 * that the other threads of the job executor stay free.
 * <p>
 * Never blocks: a caller without a permit is told when to retry.
 */
@Component
class ReceiverBulkhead {

	/** Concurrent messages to one receiver. */
	static final int PERMITS = 2;

	/** Concurrent messages to all slow receivers together. */
	static final int SLOW_PERMITS = 2;

	/** Latency above which a receiver counts as slow. */
	static final Duration SLOW = Duration.ofSeconds(2);

	private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

	private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

	private static final int KNOWN_RECEIVERS = 10_000;

	private final Clock clock;

	private final Map<String, Receiver> receivers = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Receiver> eldest) {
			return size() > KNOWN_RECEIVERS && eldest.getValue().inUse == 0;
		}

	};

	private int slowInUse;

	ReceiverBulkhead(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Acquires a permit.
	 * @return empty if none is available
	 */
	synchronized Optional<Permit> tryAcquire(URI url) {
		Receiver receiver = receiver(url);
		boolean slow = receiver.latency.compareTo(SLOW) > 0;
		if (receiver.inUse >= PERMITS || (slow && this.slowInUse >= SLOW_PERMITS)) {
			return Optional.empty();
		}
		receiver.inUse++;
		this.slowInUse += slow ? 1 : 0;
		return Optional.of(new Permit(receiver, slow));
	}

	/**
	 * Returns when to try again. Successive callers get times as far apart as the
	 * receiver needs for one message.
	 */
	synchronized Instant retryAt(URI url) {
		Instant now = this.clock.instant();
		Receiver receiver = receiver(url);
		Instant earliest = now.plus(SHORTEST_WAIT);
		Instant retry = (receiver.lastRetry != null && receiver.lastRetry.isAfter(earliest)) ? receiver.lastRetry
				: earliest;
		Instant latest = now.plus(LONGEST_WAIT);
		receiver.lastRetry = retry.plus(receiver.latency.dividedBy(PERMITS));
		if (receiver.lastRetry.isAfter(latest)) {
			receiver.lastRetry = latest;
		}
		return retry.isAfter(latest) ? latest : retry;
	}

	private Receiver receiver(URI url) {
		return this.receivers.computeIfAbsent(url.getScheme() + "://" + url.getRawAuthority(), (key) -> new Receiver());
	}

	private static final class Receiver {

		private int inUse;

		private Duration latency = Duration.ZERO;

		private Instant lastRetry;

	}

	/** Permission to send one message. */
	final class Permit {

		private final Receiver receiver;

		private final boolean slow;

		private Permit(Receiver receiver, boolean slow) {
			this.receiver = receiver;
			this.slow = slow;
		}

		/**
		 * Returns the permit.
		 * @param latency how long the message took
		 */
		void release(Duration latency) {
			synchronized (ReceiverBulkhead.this) {
				this.receiver.inUse--;
				this.receiver.latency = latency;
				ReceiverBulkhead.this.slowInUse -= this.slow ? 1 : 0;
			}
		}

	}

}
