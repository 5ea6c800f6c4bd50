package io.selfieregistration.application;

import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Parses durations in a short form, {@code 2d}, {@code 2h}, {@code 2m}, {@code 2s}, or in
 * ISO-8601, {@code PT2H}.
 */
public final class DurationText {

	private static final Duration LONGEST = Duration.ofDays(365_000);

	private static final Pattern SHORT = Pattern.compile("([0-9]{1,9})([dhms])");

	private DurationText() {
	}

	/**
	 * @return a duration of one second to 1,000 years, which every later time still fits
	 * @throws IllegalArgumentException if the text is no such duration
	 */
	public static Duration parse(String text) {
		Duration duration = read(text.strip());
		if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
			throw new IllegalArgumentException("A duration must be a second or longer");
		}
		if (duration.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException("A duration must be at most 365000 days");
		}
		return duration;
	}

	private static Duration read(String text) {
		Matcher shortForm = SHORT.matcher(text);
		if (shortForm.matches()) {
			long number = Long.parseLong(shortForm.group(1));
			return switch (shortForm.group(2).charAt(0)) {
				case 'd' -> Duration.ofDays(number);
				case 'h' -> Duration.ofHours(number);
				case 'm' -> Duration.ofMinutes(number);
				default -> Duration.ofSeconds(number);
			};
		}
		try {
			return Duration.parse(text);
		}
		catch (DateTimeParseException ex) {
			throw new IllegalArgumentException("A duration must be written as 2d, 2h, 2m, 2s or PT2H", ex);
		}
	}

	/** For JSON. */
	public static final class Deserializer extends StdScalarDeserializer<Duration> {

		Deserializer() {
			super(Duration.class);
		}

		@Override
		public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
			String text = parser.getValueAsString();
			if (text == null || parser.currentToken().isNumeric()) {
				return (Duration) context.handleUnexpectedToken(Duration.class, parser);
			}
			try {
				return parse(text);
			}
			catch (IllegalArgumentException ex) {
				return (Duration) context.handleWeirdStringValue(Duration.class, text, "%s", ex.getMessage());
			}
		}

	}

}
