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
 * Keeps receivers from slowing each other down on one node. Only a few messages at a time
 * go to one receiver, and those that are known to be slow share a few places: the other
 * threads of the job executor stay free for the rest.
 * <p>
 * Who finds no permit is told when to come back, and does not wait here.
 */
@Component
class ReceiverBulkhead {

	/** Messages at a time to one receiver. */
	static final int PERMITS = 2;

	/** Messages at a time to all slow receivers together. */
	static final int SLOW_PERMITS = 2;

	/** A receiver whose last answer took longer is slow. */
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
	 * Takes a permit.
	 * @return empty if there is none
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
	 * When to ask for a permit again. Those who ask one after the other get times as far
	 * apart as the receiver needs for one message.
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

	/** The right to send one message. */
	final class Permit {

		private final Receiver receiver;

		private final boolean slow;

		private Permit(Receiver receiver, boolean slow) {
			this.receiver = receiver;
			this.slow = slow;
		}

		/**
		 * Gives the permit back.
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
