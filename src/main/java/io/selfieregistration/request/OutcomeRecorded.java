package io.selfieregistration.request;

/** The registration of a phase ended, in the current transaction. */
public record OutcomeRecorded(RequestId id, Phase phase, Outcome outcome) {
}
