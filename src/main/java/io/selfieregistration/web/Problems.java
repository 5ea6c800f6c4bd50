package io.selfieregistration.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.BadRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.selfieregistration.jdbc.DatabaseFault;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/**
 * Builds problem details (RFC 9457) with a stable {@code code}, the one shape of all
 * errors. Callers branch on the code; the detail is for people.
 */
public final class Problems {

	private static final Logger logger = LoggerFactory.getLogger(Problems.class);

	/** A name, the key of a map, the index of a list, or what the validation adds. */
	private static final Pattern PART = Pattern.compile("([A-Za-z]+)|(\\[[0-9]*])|\\[([^\\]]*)]|\\.?<[^>]*>");

	private static final int NAME = 1;

	private static final int INDEX = 2;

	private static final int KEY = 3;

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
			return DatabaseFault.isTemporary(ex) ? databaseUnavailable(ex)
					: (ex instanceof BadRequestException) ? brokenOff(ex) : unexpected(ex);
		}
		String code = codeOf(ex);
		if (!statuses.containsKey(code)) {
			return unexpected(new IllegalStateException("@ProblemStatus does not list the code " + code, ex));
		}
		return (ex instanceof Problem problem)
				? new ProblemAnswer(statuses.get(code), code, problem.detail(), problem.members(), problem.retryAfter())
				: new ProblemAnswer(statuses.get(code), code, ex.getMessage(), Map.of(),
						retryAfter(ex.getClass(), code));
	}

	static Duration retryAfter(Class<?> type, String code) {
		return Stream.of(type.getAnnotationsByType(ProblemStatus.class))
			.filter((problem) -> List.of(problem.code()).contains(code))
			.map((problem) -> Duration.ofSeconds(problem.retryAfterSeconds()))
			.findFirst()
			.orElse(Duration.ZERO);
	}

	private static ProblemAnswer databaseUnavailable(Exception ex) {
		logger.warn("Answered 503, the database failed to serve a request: {}", ex.getClass().getName());
		CommonProblem problem = CommonProblem.TEMPORARILY_UNAVAILABLE;
		return new ProblemAnswer(problem.status().value(), problem.code(), problem.detail(), Map.of(),
				DATABASE_RETRY_AFTER);
	}

	/** Most callers do not wait for it, such as a phone without a network. */
	private static ProblemAnswer brokenOff(Exception ex) {
		logger.debug("A caller broke off", ex);
		return ProblemAnswer.of(CommonProblem.INVALID_REQUEST, "The body broke off or cannot be read");
	}

	private static ProblemAnswer unexpected(Exception ex) {
		logger.error("Answered 500 to an unexpected error", ex);
		return ProblemAnswer.of(CommonProblem.INTERNAL_ERROR, CommonProblem.INTERNAL_ERROR.detail());
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

	/**
	 * Returns the place of a property as callers write it: {@code user_id} for
	 * {@code userId}, {@code sms_templates.pt-BR.body} for
	 * {@code smsTemplates[pt-BR].body}.
	 */
	public static String fieldName(String property) {
		return PART.matcher(property).replaceAll((part) -> {
			if (part.group(KEY) != null) {
				return Matcher.quoteReplacement("." + part.group(KEY));
			}
			return (part.group(NAME) != null)
					? part.group().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT)
					: Matcher.quoteReplacement((part.group(INDEX) != null) ? part.group() : "");
		});
	}

	/**
	 * Answers from a servlet filter by the error page, which writes the headers that all
	 * answers have.
	 */
	public static void send(HttpServletRequest call, HttpServletResponse response, ProblemAnswer answer)
			throws IOException {
		call.setAttribute(ProblemErrorController.ANSWER, answer);
		if (answer.retryAfterSeconds() != null) {
			response.setHeader(HttpHeaders.RETRY_AFTER, answer.retryAfterSeconds());
		}
		response.sendError(answer.status());
	}

	/**
	 * Writes a problem from a servlet filter, where no message converter is available.
	 */
	public static void write(HttpServletResponse response, HttpStatus status, String code, String detail)
			throws IOException {
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setCharacterEncoding(StandardCharsets.UTF_8.name());
		response.getWriter().write(json(status, code, detail));
	}

	/** Writes an answer from a servlet filter, when to come back included. */
	public static void write(HttpServletResponse response, ProblemAnswer answer) throws IOException {
		if (answer.retryAfterSeconds() != null) {
			response.setHeader("Retry-After", answer.retryAfterSeconds());
		}
		write(response, HttpStatus.valueOf(answer.status()), answer.code(), answer.detail());
	}

	/**
	 * Returns the body of a problem where no message converter is available.
	 * @param detail without quotes and backslashes
	 */
	static String json(HttpStatus status, String code, String detail) {
		return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"code\":\"%s\"}"
			.formatted(status.getReasonPhrase(), status.value(), detail, code);
	}

}
