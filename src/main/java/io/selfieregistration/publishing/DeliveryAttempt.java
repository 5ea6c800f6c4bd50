package io.selfieregistration.publishing;

import java.time.Duration;
import java.time.Instant;

/**
 * One attempt to deliver a message.
 *
 * @param number from 1, over the whole life of the delivery
 * @param status HTTP or SMTP status, or null if there was no answer
 * @param failure why there was no answer, or what was wrong with its body; null if
 * nothing was
 * @param nextAttemptAt when the next attempt was due, or null if none was planned
 */
public record DeliveryAttempt(int number, Instant at, Integer status, Duration latency, String failure,
		Instant nextAttemptAt) {
}
