package io.selfieregistration.web;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.validation.Errors;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Maps every exception to problem+json: ours by their {@link ProblemStatus}, and those of
 * Spring MVC in the same shape.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

	private final List<ProblemMembers> members;

	ProblemAdvice(List<ProblemMembers> members) {
		this.members = List.copyOf(members);
	}

	@Override
	protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		if (ex.getCause() instanceof IOException refusal && !Problems.statuses(refusal.getClass()).isEmpty()) {
			ProblemAnswer answer = Problems.answerTo(refusal);
			HttpStatus refused = HttpStatus.valueOf(answer.status());
			return handleExceptionInternal(ex, Problems.of(refused, answer.code(), answer.detail()), headers, refused,
					request);
		}
		ProblemDetail problem = Problems.of(HttpStatus.BAD_REQUEST, "invalid_request", describe(ex.getCause()));
		return handleExceptionInternal(ex, problem, headers, status, request);
	}

	@Override
	protected ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		String detail = sentence(describe(ex.getBindingResult()));
		ProblemDetail problem = Problems.of(HttpStatus.BAD_REQUEST, "invalid_request", detail);
		return handleExceptionInternal(ex, problem, headers, status, request);
	}

	/** Handles constraints on parameters and headers, and on a body beside them. */
	@Override
	protected ResponseEntity<Object> handleHandlerMethodValidationException(HandlerMethodValidationException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		Stream<String> problems = ex.getParameterValidationResults()
			.stream()
			.flatMap((result) -> (result instanceof ParameterErrors errors) ? describe(errors)
					: result.getResolvableErrors()
						.stream()
						.map((error) -> "'" + nameOf(result.getMethodParameter()) + "' " + error.getDefaultMessage()));
		ProblemDetail problem = Problems.of(HttpStatus.BAD_REQUEST, "invalid_request", sentence(problems));
		return handleExceptionInternal(ex, problem, headers, HttpStatus.BAD_REQUEST, request);
	}

	@Override
	protected ResponseEntity<Object> handleTypeMismatch(TypeMismatchException ex, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		String name = (ex instanceof MethodArgumentTypeMismatchException argument) ? nameOf(argument.getParameter())
				: ex.getPropertyName();
		ProblemDetail problem = Problems.of(HttpStatus.BAD_REQUEST, "invalid_request",
				"'" + name + "' does not have the right type");
		return handleExceptionInternal(ex, problem, headers, status, request);
	}

	@Override
	protected ResponseEntity<Object> handleExceptionInternal(Exception ex, Object body, HttpHeaders headers,
			HttpStatusCode statusCode, WebRequest request) {
		// Whatever the caller accepts: no other type tells of an error
		HttpHeaders problemHeaders = new HttpHeaders();
		problemHeaders.addAll(headers);
		problemHeaders.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		ResponseEntity<Object> answer = super.handleExceptionInternal(ex, body, problemHeaders, statusCode, request);
		if (answer != null && answer.getBody() instanceof ProblemDetail problem
				&& (problem.getProperties() == null || !problem.getProperties().containsKey("code"))) {
			ProblemAnswer known = ProblemAnswer.of(HttpStatus.valueOf(statusCode.value()));
			problem.setProperty("code", known.code());
			if (known.status() != HttpStatus.BAD_REQUEST.value()) {
				problem.setDetail(known.detail());
			}
		}
		return answer;
	}

	@Override
	protected ResponseEntity<Object> handleNoResourceFoundException(NoResourceFoundException ex, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		ProblemDetail problem = Problems.of(HttpStatus.NOT_FOUND, "not_found", "There is nothing at this address");
		return handleExceptionInternal(ex, problem, headers, status, request);
	}

	/**
	 * Handles our own exceptions, and unexpected ones.
	 */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> handle(Exception ex, HttpServletRequest call) {
		ProblemAnswer answer = Problems.answerTo(ex, controllerOf(call));
		ProblemDetail problem = Problems.of(HttpStatus.valueOf(answer.status()), answer.code(), answer.detail());
		answer.members().forEach(problem::setProperty);
		this.members.forEach((edge) -> edge.of(ex, call).forEach(problem::setProperty));
		HttpHeaders headers = new HttpHeaders();
		headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		if (answer.retryAfterSeconds() != null) {
			headers.set(HttpHeaders.RETRY_AFTER, answer.retryAfterSeconds());
		}
		if (answer.status() == HttpStatus.UNAUTHORIZED.value()) {
			headers.set(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"selfie-registration\", charset=\"UTF-8\"");
		}
		return ResponseEntity.status(answer.status()).headers(headers).body(problem);
	}

	/** Handles what the firewall of Spring Security finds once a part is read. */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> handleRejected(RequestRejectedException ex) {
		CommonProblem problem = CommonProblem.INVALID_REQUEST;
		return ResponseEntity.status(problem.status())
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(Problems.of(problem.status(), problem.code(),
					"A header or the name of a parameter holds control characters"));
	}

	private static Class<?> controllerOf(HttpServletRequest call) {
		return (call.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod method)
				? method.getBeanType() : null;
	}

	private static Stream<String> describe(Errors errors) {
		return errors.getFieldErrors()
			.stream()
			.map((error) -> "'" + Problems.fieldName(error.getField()) + "' " + error.getDefaultMessage());
	}

	private static String sentence(Stream<String> problems) {
		return problems.sorted().reduce((one, other) -> one + "; " + other).orElse("The request is not valid");
	}

	/** Returns the name of a parameter in the API. */
	static String nameOf(MethodParameter parameter) {
		RequestParam named = parameter.getParameterAnnotation(RequestParam.class);
		RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
		PathVariable variable = parameter.getParameterAnnotation(PathVariable.class);
		String name = (named != null) ? named.name()
				: (header != null) ? header.name() : (variable != null) ? variable.value() : "";
		return name.isEmpty() ? parameter.getParameter().getName() : name;
	}

	private static String describe(Throwable cause) {
		if (cause instanceof UnrecognizedPropertyException unknown) {
			return "'" + pathOf(unknown) + "' is not a known field";
		}
		if (cause instanceof InvalidFormatException wrong && wrong.getTargetType() == Duration.class) {
			return "'" + pathOf(wrong)
					+ "' must be a duration such as 2d, 2h, 2m, 2s or PT2H, of a second to 365000 days";
		}
		if (cause instanceof InvalidFormatException wrong && wrong.getTargetType().isEnum()) {
			return "'" + pathOf(wrong) + "' is not a known value";
		}
		if (cause instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
			return "'" + pathOf(mapping) + "' does not have the right type";
		}
		if (cause instanceof JsonProcessingException processing && processing.getLocation() != null) {
			return "The body is not valid JSON at line " + processing.getLocation().getLineNr() + ", column "
					+ processing.getLocation().getColumnNr();
		}
		return "The body is missing or cannot be read";
	}

	private static String pathOf(JsonMappingException ex) {
		StringBuilder path = new StringBuilder();
		for (JsonMappingException.Reference reference : ex.getPath()) {
			if (reference.getFieldName() != null) {
				path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
			}
			else {
				path.append("[").append(reference.getIndex()).append("]");
			}
		}
		return path.toString();
	}

}
