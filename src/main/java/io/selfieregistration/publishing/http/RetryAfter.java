package io.selfieregistration.publishing.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

import org.apache.hc.core5.http.Header;

/** Reads the header {@code Retry-After}: seconds or a date. */
final class RetryAfter {

	private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

	private RetryAfter() {
	}

	/**
	 * @param header null if there is none
	 * @return null if the header is missing or malformed
	 */
	static Duration of(Header header, Instant now) {
		String value = (header != null && header.getValue() != null) ? header.getValue().strip() : "";
		if (SECONDS.matcher(value).matches()) {
			return Duration.ofSeconds(Long.parseLong(value));
		}
		try {
			Duration wait = Duration.between(now,
					ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
			return wait.isNegative() ? null : wait;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
