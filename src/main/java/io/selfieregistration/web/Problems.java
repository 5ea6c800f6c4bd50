package io.selfieregistration.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Builds problem details (RFC 9457) with a stable {@code code}, the one shape of all
 * errors. Callers branch on the code; the detail is for people.
 */
public final class Problems {

	private static final Logger logger = LoggerFactory.getLogger(Problems.class);

	private static final Duration DATABASE_RETRY_AFTER = Duration.ofSeconds(5);

	private Problems() {
	}

	/**
	 * Returns the codes that an exception can have, with their statuses, from its
	 * {@link ProblemStatus}. A sealed type stands for its subclasses.
	 * @return empty if it has none
	 */
	public static Map<String, Integer> statuses(Class<?> type) {
		Map<String, Integer> statuses = new LinkedHashMap<>();
		for (ProblemStatus problem : type.getAnnotationsByType(ProblemStatus.class)) {
			for (String code : problem.code()) {
				statuses.put(code, problem.status());
			}
		}
		if (type.isSealed()) {
			for (Class<?> subclass : type.getPermittedSubclasses()) {
				statuses.putAll(statuses(subclass));
			}
		}
		return statuses;
	}

	/**
	 * Returns the codes as the callers of a controller get them.
	 * @param controller may have an overriding {@link ProblemStatus}; or null
	 */
	static Map<String, Integer> statuses(Class<?> type, Class<?> controller) {
		Map<String, Integer> statuses = statuses(type);
		if (controller != null) {
			statuses(controller).forEach(statuses::replace);
		}
		return statuses;
	}

	/**
	 * Returns the code of an exception with {@link ProblemStatus}.
	 */
	public static String codeOf(Exception ex) {
		return (ex instanceof Problem problem) ? problem.code() : statuses(ex.getClass()).keySet().iterator().next();
	}

	/**
	 * Returns the answer to an exception. One without {@link ProblemStatus} is
	 * unexpected: it is logged, and the caller gets no details.
	 */
	public static ProblemAnswer answerTo(Exception ex) {
		return answerTo(ex, null);
	}

	/**
	 * Returns the answer for callers of a controller.
	 */
	static ProblemAnswer answerTo(Exception ex, Class<?> controller) {
		Map<String, Integer> statuses = statuses(ex.getClass(), controller);
		if (statuses.isEmpty()) {
			return isDatabaseUnavailable(ex) ? databaseUnavailable(ex) : unexpected(ex);
		}
		String code = codeOf(ex);
		if (!statuses.containsKey(code)) {
			return unexpected(new IllegalStateException("@ProblemStatus does not list the code " + code, ex));
		}
		return (ex instanceof Problem problem)
				? new ProblemAnswer(statuses.get(code), code, problem.detail(), problem.members(), problem.retryAfter())
				: new ProblemAnswer(statuses.get(code), code, ex.getMessage(), Map.of(), Duration.ZERO);
	}

	private static boolean isDatabaseUnavailable(Exception ex) {
		return ex instanceof CannotCreateTransactionException || ex instanceof DataAccessResourceFailureException
				|| ex instanceof TransientDataAccessException;
	}

	private static ProblemAnswer databaseUnavailable(Exception ex) {
		logger.warn("Answered 503, the database failed to serve a request: {}", ex.getClass().getName());
		return new ProblemAnswer(503, "temporarily_unavailable",
				"The service cannot do this right now. Nothing was changed; please try again.", Map.of(),
				DATABASE_RETRY_AFTER);
	}

	private static ProblemAnswer unexpected(Exception ex) {
		logger.error("Answered 500 to an unexpected error", ex);
		return new ProblemAnswer(500, "internal_error", "Something went wrong on our side. Please try again.", Map.of(),
				Duration.ZERO);
	}

	/**
	 * @param code lower_snake, never changed once published
	 * @param detail one sentence for people, without secret or personal data
	 */
	static ProblemDetail of(HttpStatus status, String code, String detail) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		problem.setProperty("code", code);
		return problem;
	}

	/** Returns the name of a property in the API: {@code user_id} for {@code userId}. */
	public static String fieldName(String property) {
		return property.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
	}

	/**
	 * Writes a problem from a servlet filter, where no message converter is available.
	 */
	public static void write(HttpServletResponse response, HttpStatus status, String code, String detail)
			throws IOException {
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setCharacterEncoding(StandardCharsets.UTF_8.name());
		response.getWriter()
			.write("{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"code\":\"%s\"}"
				.formatted(status.getReasonPhrase(), status.value(), detail, code));
	}

}
