package io.selfieregistration.request;

import java.time.Duration;

import io.selfieregistration.request.Request.Channel;

/**
 * An event in the life of a request, published in the transaction in which it happens.
 */
public sealed interface RequestEvent {

	RequestId id();

	/**
	 * A request was created, and its first workflow starts.
	 *
	 * @param phase the first one
	 */
	record Created(RequestId id, String applicationId, Phase phase, Channel channel) implements RequestEvent {
	}

	/** A module run has its outcome. */
	record RunEnded(ModuleRun run) implements RequestEvent {

		@Override
		public RequestId id() {
			return this.run.id().request();
		}

	}

	/**
	 * The result of a phase is published.
	 *
	 * @param sinceCreation time since the request was created
	 */
	record PhaseCompleted(RequestId id, Phase phase, Outcome outcome, Duration sinceCreation) implements RequestEvent {
	}

	/**
	 * The process instance of a phase ended without publishing the result: an operator
	 * deleted it, or its model has no step that publishes.
	 */
	record Abandoned(RequestId id, String processInstanceId) implements RequestEvent {
	}

}
