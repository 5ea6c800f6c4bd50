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
 * Who finds no place is told when to come back, and does not wait here.
 */
@Component
class SendingLanes {

	/** Messages at a time to one receiver. */
	static final int PLACES = 2;

	/** Messages at a time to all slow receivers together. */
	static final int SLOW_PLACES = 2;

	/** A receiver whose last answer took longer is slow. */
	static final Duration SLOW = Duration.ofSeconds(2);

	private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

	private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

	private static final int KNOWN_RECEIVERS = 10_000;

	private final Clock clock;

	private final Map<String, Lane> lanes = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Lane> eldest) {
			return size() > KNOWN_RECEIVERS && eldest.getValue().taken == 0;
		}

	};

	private int slowTaken;

	SendingLanes(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Takes a place.
	 * @return empty if there is none
	 */
	synchronized Optional<Place> enter(URI url) {
		Lane lane = lane(url);
		boolean slow = lane.latency.compareTo(SLOW) > 0;
		if (lane.taken >= PLACES || (slow && this.slowTaken >= SLOW_PLACES)) {
			return Optional.empty();
		}
		lane.taken++;
		this.slowTaken += slow ? 1 : 0;
		return Optional.of(new Place(lane, slow));
	}

	/**
	 * When to ask for a place again. Those who ask one after the other get times as far
	 * apart as the receiver needs for one message.
	 */
	synchronized Instant comeBackAt(URI url) {
		Instant now = this.clock.instant();
		Lane lane = lane(url);
		Instant soon = now.plus(SHORTEST_WAIT);
		Instant turn = (lane.lastTurn != null && lane.lastTurn.isAfter(soon)) ? lane.lastTurn : soon;
		Instant latest = now.plus(LONGEST_WAIT);
		lane.lastTurn = turn.plus(lane.latency.dividedBy(PLACES));
		if (lane.lastTurn.isAfter(latest)) {
			lane.lastTurn = latest;
		}
		return turn.isAfter(latest) ? latest : turn;
	}

	private Lane lane(URI url) {
		return this.lanes.computeIfAbsent(url.getScheme() + "://" + url.getRawAuthority(), (key) -> new Lane());
	}

	private static final class Lane {

		private int taken;

		private Duration latency = Duration.ZERO;

		private Instant lastTurn;

	}

	/** The right to send one message. */
	final class Place {

		private final Lane lane;

		private final boolean slow;

		private Place(Lane lane, boolean slow) {
			this.lane = lane;
			this.slow = slow;
		}

		/**
		 * Gives the place back.
		 * @param latency how long the message took
		 */
		void leave(Duration latency) {
			synchronized (SendingLanes.this) {
				this.lane.taken--;
				this.lane.latency = latency;
				SendingLanes.this.slowTaken -= this.slow ? 1 : 0;
			}
		}

	}

}
