package io.selfieregistration.request;

import java.time.Duration;

/**
 * The result of a phase is out, in the current transaction.
 *
 * @param sinceCreation time since the request was made
 */
public record PhaseCompleted(RequestId id, Phase phase, Outcome outcome, Duration sinceCreation) {
}
