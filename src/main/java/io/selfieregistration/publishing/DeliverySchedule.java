package io.selfieregistration.publishing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Retry schedule of deliveries: the back-off of Standard Webhooks 1.0.0 with random
 * jitter, so that messages which failed together are not retried together. Honours
 * {@code Retry-After}, up to a limit.
 */
final class DeliverySchedule {

	static final List<Duration> WAITS = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(30),
			Duration.ofHours(2), Duration.ofHours(5), Duration.ofHours(10), Duration.ofHours(14), Duration.ofHours(20),
			Duration.ofHours(24));

	static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);

	/** Maximum jitter, as a share of the wait. */
	private static final double JITTER = 0.1;

	private final RandomGenerator random;

	DeliverySchedule(RandomGenerator random) {
		this.random = random;
	}

	/**
	 * @param tries number of attempts so far, 1 or more
	 * @return empty when the schedule is exhausted
	 */
	Optional<Instant> next(int tries, WebhookAnswer answer, Instant now) {
		if (tries > WAITS.size()) {
			return Optional.empty();
		}
		Duration wait = WAITS.get(tries - 1);
		Duration jittered = wait.plusMillis((long) (wait.toMillis() * JITTER * this.random.nextDouble()));
		return Optional.of(now.plus(longer(jittered, answer.retryAfter())));
	}

	private static Duration longer(Duration wait, Duration retryAfter) {
		if (retryAfter == null) {
			return wait;
		}
		Duration wanted = (retryAfter.compareTo(LONGEST_RETRY_AFTER) > 0) ? LONGEST_RETRY_AFTER : retryAfter;
		return (wanted.compareTo(wait) > 0) ? wanted : wait;
	}

}
