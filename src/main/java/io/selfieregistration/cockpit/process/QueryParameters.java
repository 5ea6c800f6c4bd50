package io.selfieregistration.cockpit.process;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.selfieregistration.platform.Coded;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.web.ProblemStatus;

/** Parses and validates the query parameters of a call. */
final class QueryParameters {

	private static final Set<Integer> DAYS = Set.of(1, 7, 30);

	/** Request ids begin with their time; this is the latest year that fits. */
	private static final int LAST_YEAR = 9999;

	private static final String NO_DAY = " must be a day such as 2031-12-24";

	private QueryParameters() {
	}

	static RequestId requestId(String name, String text) {
		return RequestId.parse(text).orElseThrow(() -> invalid(name + " must be the id of a request"));
	}

	static int days(String text) {
		return Integer.parseInt(
				required("days", oneOf("days", text, DAYS.stream().map(String::valueOf).collect(Collectors.toSet()))));
	}

	/**
	 * PostgreSQL reads the sign of an offset the other way round, so only names are
	 * accepted.
	 */
	static ZoneId zone(String text) {
		if (text == null) {
			return ZoneId.of("UTC");
		}
		if (!ZoneId.getAvailableZoneIds().contains(text)) {
			throw invalid("zone must be a time zone such as Europe/Berlin");
		}
		return ZoneId.of(text);
	}

	static LocalDate day(String name, String text) {
		try {
			return Optional.of(LocalDate.parse(text))
				.filter((day) -> day.getYear() >= 1970 && day.getYear() <= LAST_YEAR)
				.orElseThrow(() -> invalid(name + NO_DAY));
		}
		catch (DateTimeException ex) {
			throw invalid(name + NO_DAY);
		}
	}

	/** PostgreSQL rejects NUL, also in a parameter. */
	static String text(String name, String text) {
		if (text != null && (text.length() > 64 || text.codePoints().anyMatch(Character::isISOControl))) {
			throw invalid(name + " must be a text of at most 64 characters");
		}
		return text;
	}

	static String oneOf(String name, String text, Set<String> words) {
		if (text != null && !words.contains(text)) {
			throw invalid(name + " must be one of " + words.stream().sorted().collect(Collectors.joining(", ")));
		}
		return text;
	}

	static <E extends Enum<E> & Coded> E coded(String name, String text, Class<E> type) {
		return (oneOf(name, text, codes(type)) != null) ? Coded.of(type, text) : null;
	}

	static <T> T required(String name, T value) {
		if (value == null) {
			throw invalid(name + " is missing");
		}
		return value;
	}

	static <E extends Enum<E> & Coded> Set<String> codes(Class<E> type) {
		return Stream.of(type.getEnumConstants()).map(Coded::code).collect(Collectors.toSet());
	}

	static QueryInvalid invalid(String problem) {
		return new QueryInvalid(problem);
	}

	/** A parameter of the call is missing or wrong. */
	@ProblemStatus(status = 400, code = "invalid_request")
	static final class QueryInvalid extends RuntimeException {

		private QueryInvalid(String problem) {
			super(problem);
		}

	}

}
