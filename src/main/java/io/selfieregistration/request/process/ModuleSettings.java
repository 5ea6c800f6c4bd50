package io.selfieregistration.request.process;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.camunda.bpm.engine.delegate.VariableScope;

import io.selfieregistration.application.QualityPolicy;
import io.selfieregistration.request.process.SelfieRegistrationProcess.Variables;

/**
 * The settings that a model gives to the module Selfie Registration, as texts. A missing
 * or blank text sets nothing: the application's setting counts.
 *
 * @param linkExpiry how long the link can be opened, a second or longer
 * @param reminder how long before the expiry an unopened link is sent again, a second or
 * longer
 * @param maximumAttempts 1 to 10
 * @param qualityPolicy how strictly the selfie is judged
 */
public record ModuleSettings(Optional<Duration> linkExpiry, Optional<Duration> reminder,
		Optional<Integer> maximumAttempts, Optional<QualityPolicy> qualityPolicy) {

	private static final Map<String, Function<String, ?>> READERS = Map.of( //
			Variables.SELFIE_ENABLED.name(), ModuleSettings::enabled, //
			Variables.SELFIE_RULE.name(), Function.identity(), //
			Variables.SELFIE_LINK_EXPIRY.name(), ModuleSettings::duration, //
			Variables.SELFIE_REMINDER.name(), ModuleSettings::duration, //
			Variables.SELFIE_MAXIMUM_ATTEMPTS.name(), ModuleSettings::attempts, //
			Variables.SELFIE_QUALITY_POLICY.name(), ModuleSettings::policy);

	/** The names of all settings. */
	public static Set<String> names() {
		return READERS.keySet();
	}

	/**
	 * Reads the settings of the module that is running.
	 * @throws IllegalArgumentException if one of them cannot be read
	 */
	public static ModuleSettings of(VariableScope module) {
		return new ModuleSettings(read(module, Variables.SELFIE_LINK_EXPIRY, ModuleSettings::duration),
				read(module, Variables.SELFIE_REMINDER, ModuleSettings::duration),
				read(module, Variables.SELFIE_MAXIMUM_ATTEMPTS, ModuleSettings::attempts),
				read(module, Variables.SELFIE_QUALITY_POLICY, ModuleSettings::policy));
	}

	/**
	 * Says what is wrong with the text of a setting.
	 * @param name one of {@link #names()}
	 * @return what it must be instead; empty if it can be read
	 */
	static Optional<String> problem(String name, String text) {
		try {
			if (!text.isBlank()) {
				READERS.get(name).apply(text.strip());
			}
			return Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.of(ex.getMessage());
		}
	}

	/**
	 * Reads whether the module is switched on.
	 * @throws IllegalArgumentException if the text is neither {@code true} nor
	 * {@code false}
	 */
	static boolean enabled(String text) {
		return switch (text.strip()) {
			case "true" -> true;
			case "false" -> false;
			default -> throw new IllegalArgumentException("must be true or false");
		};
	}

	private static <T> Optional<T> read(VariableScope module, ProcessVariable<String> variable,
			Function<String, T> reader) {
		try {
			return variable.find(module).map(String::strip).filter((text) -> !text.isEmpty()).map(reader);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("The setting '" + variable.name() + "' " + ex.getMessage(), ex);
		}
	}

	private static Duration duration(String text) {
		try {
			Duration duration = Duration.parse(text);
			if (duration.compareTo(Duration.ofSeconds(1)) >= 0) {
				return duration;
			}
		}
		catch (DateTimeParseException ex) {
			throw new IllegalArgumentException("must be a duration such as PT24H or P2D", ex);
		}
		throw new IllegalArgumentException("must be a duration of a second or longer");
	}

	private static Integer attempts(String text) {
		if (!text.matches("[1-9]|10")) {
			throw new IllegalArgumentException("must be a whole number from 1 to 10");
		}
		return Integer.valueOf(text);
	}

	private static QualityPolicy policy(String text) {
		return QualityPolicy.of(text).orElseThrow(() -> new IllegalArgumentException("must be standard or strict"));
	}

}
