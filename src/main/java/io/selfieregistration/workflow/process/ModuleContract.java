package io.selfieregistration.workflow.process;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a module is to the workflows that call it and to the service: one constant beside
 * the names of its model, listed in {@link Modules}.
 *
 * @param key the process id
 * @param messages names of all messages that it receives, one for each {@link Message}
 * @param settings names of the input parameters that it reads
 * @param outputs texts that it gives back, each with FEEL that decides by it, in which
 * {@code %s} is the name
 * @param outcomes the outcome of each end event that has one
 */
public record ModuleContract(String key, Set<String> messages, Set<String> settings, Map<String, String> outputs,
		Map<String, String> outcomes) {

	/**
	 * Returns the name of a message in the model.
	 * @throws IllegalArgumentException if the module does not receive it
	 */
	public String name(Message message) {
		return this.messages.stream()
			.filter((name) -> name.endsWith("." + message.stem))
			.findAny()
			.orElseThrow(() -> new IllegalArgumentException("The module " + this.key + " does not receive " + message));
	}

	/**
	 * Finds the name of the message that another module has by another name.
	 * @param name that any of the modules has for it
	 */
	public Stream<String> namesLike(String name) {
		String stem = name.substring(name.indexOf('.'));
		return this.messages.stream().filter((own) -> own.endsWith(stem));
	}

	/**
	 * Returns the outcome of an end event.
	 * @throws IllegalStateException if it has none
	 */
	public String outcome(String endEvent) {
		String outcome = this.outcomes.get(endEvent);
		if (outcome == null) {
			throw new IllegalStateException("The end event " + endEvent + " of " + this.key + " has no outcome");
		}
		return outcome;
	}

	/**
	 * What a module is told while it waits. The name in a model is the name of the
	 * module, a full stop, and the stem.
	 */
	public enum Message {

		/** A submitted selfie was judged. */
		SELFIE_SUBMITTED("selfieSubmitted"),

		/** The module is to end. */
		CANCELLATION_REQUESTED("cancellationRequested"),

		/** The person does not want to be photographed. */
		CONSENT_REFUSED("consentRefused"),

		/** The link is to be sent anew. */
		RESEND_REQUESTED("resendRequested");

		private final String stem;

		Message(String stem) {
			this.stem = stem;
		}

	}

}
