package io.selfieregistration.workflow;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.QualityPolicy;
import io.selfieregistration.face.recognition.MatchPolicy;
import io.selfieregistration.platform.Coded;

/**
 * The settings that a model gives to a module, as texts. Missing and blank texts are
 * ignored: the application's setting applies.
 *
 * @param linkExpiry how long the link can be opened, a second or longer
 * @param reminder how long before the expiry an unopened link is sent again, a second or
 * longer
 * @param maximumAttempts 1 to 10
 * @param judgement how a selfie is judged
 */
public record ModuleSettings(Optional<Duration> linkExpiry, Optional<Duration> reminder,
		Optional<Integer> maximumAttempts, Judgement judgement) {

	/** Whether the module runs: the text {@code true} or {@code false}. */
	public static final String ENABLED = "selfieEnabled";

	/** The rule that must be satisfied for the module to run. */
	public static final String RULE = "selfieRule";

	public static final String LINK_EXPIRY = "selfieLinkExpiry";

	public static final String REMINDER = "selfieReminder";

	public static final String MAXIMUM_ATTEMPTS = "selfieMaximumAttempts";

	public static final String QUALITY_POLICY = "selfieQualityPolicy";

	/** The lowest quality of a selfie that is compared with the registered one. */
	public static final String MINIMUM_QUALITY = "selfieMinimumQuality";

	/** How alike a selfie must be to the registered one. */
	public static final String MATCH_POLICY = "selfieMatchPolicy";

	private static final Map<String, Function<String, ?>> READERS = Map.of( //
			ENABLED, ModuleSettings::enabled, //
			RULE, Function.identity(), //
			LINK_EXPIRY, ModuleSettings::duration, //
			REMINDER, ModuleSettings::duration, //
			MAXIMUM_ATTEMPTS, ModuleSettings::attempts, //
			QUALITY_POLICY, ModuleSettings::policy, //
			MINIMUM_QUALITY, ModuleSettings::quality, //
			MATCH_POLICY, ModuleSettings::matchPolicy);

	public ModuleSettings {
		linkExpiry.ifPresent(ModuleSettings::requireDuration);
		reminder.ifPresent(ModuleSettings::requireDuration);
		maximumAttempts.ifPresent(ModuleSettings::requireAttempts);
	}

	/** Returns the names of the settings of all modules. */
	public static Set<String> names() {
		return READERS.keySet();
	}

	/**
	 * Reads the settings of a module that is running.
	 * @param texts of the settings, by name; null where one is missing
	 * @throws IllegalArgumentException if one of them cannot be read
	 */
	public static ModuleSettings of(UnaryOperator<String> texts) {
		return new ModuleSettings(read(texts, LINK_EXPIRY, ModuleSettings::duration),
				read(texts, REMINDER, ModuleSettings::duration),
				read(texts, MAXIMUM_ATTEMPTS, ModuleSettings::attempts),
				new Judgement(read(texts, QUALITY_POLICY, ModuleSettings::policy),
						read(texts, MINIMUM_QUALITY, ModuleSettings::quality),
						read(texts, MATCH_POLICY, ModuleSettings::matchPolicy)));
	}

	/**
	 * Validates the text of a setting.
	 * @param name one of {@link #names()}
	 * @return what it must be instead; empty if it is valid
	 */
	public static Optional<String> problem(String name, String text) {
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
	public static boolean enabled(String text) {
		return switch (text.strip()) {
			case "true" -> true;
			case "false" -> false;
			default -> throw new IllegalArgumentException("must be true or false");
		};
	}

	private static <T> Optional<T> read(UnaryOperator<String> texts, String name, Function<String, T> reader) {
		try {
			return Optional.ofNullable(texts.apply(name))
				.map(String::strip)
				.filter((text) -> !text.isEmpty())
				.map(reader);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("The setting '" + name + "' " + ex.getMessage(), ex);
		}
	}

	private static Duration duration(String text) {
		try {
			return requireDuration(Duration.parse(text));
		}
		catch (DateTimeParseException ex) {
			throw new IllegalArgumentException("must be a duration such as PT24H or P2D", ex);
		}
	}

	private static Duration requireDuration(Duration duration) {
		if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
			throw new IllegalArgumentException("must be a duration of a second or longer");
		}
		return duration;
	}

	private static Integer attempts(String text) {
		return requireAttempts(text.matches("[1-9][0-9]?") ? Integer.parseInt(text) : 0);
	}

	private static Integer requireAttempts(int attempts) {
		if (attempts < ApplicationSettings.FEWEST_ATTEMPTS || attempts > ApplicationSettings.MOST_ATTEMPTS) {
			throw new IllegalArgumentException("must be a whole number from %d to %d"
				.formatted(ApplicationSettings.FEWEST_ATTEMPTS, ApplicationSettings.MOST_ATTEMPTS));
		}
		return attempts;
	}

	private static QualityPolicy policy(String text) {
		return QualityPolicy.of(text).orElseThrow(() -> new IllegalArgumentException("must be standard or strict"));
	}

	private static Integer quality(String text) {
		if (!text.matches("[0-9]|[1-9][0-9]|100")) {
			throw new IllegalArgumentException("must be a whole number from 0 to 100");
		}
		return Integer.valueOf(text);
	}

	private static MatchPolicy matchPolicy(String text) {
		return Coded.parse(MatchPolicy.class, text)
			.orElseThrow(() -> new IllegalArgumentException("must be standard or strict"));
	}

	/**
	 * How a selfie is judged where a model says so.
	 *
	 * @param qualityPolicy empty for that of the application
	 * @param minimumQuality lowest quality of a selfie that is compared, 0 to 100; empty
	 * for 0
	 * @param matchPolicy how alike the selfie must be to the registered one; empty for
	 * {@link MatchPolicy#STANDARD}
	 */
	public record Judgement(Optional<QualityPolicy> qualityPolicy, Optional<Integer> minimumQuality,
			Optional<MatchPolicy> matchPolicy) {

		/** Says nothing. */
		public static final Judgement NONE = new Judgement(Optional.empty(), Optional.empty(), Optional.empty());

	}

}
