package io.selfieregistration.ciba.web;

import java.util.LinkedHashMap;
import java.util.Map;

import io.selfieregistration.result.AuthReqIdUnknown;
import io.selfieregistration.web.ProblemAnswer;
import io.selfieregistration.web.Problems;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers errors of the CIBA endpoints in the shape of OAuth 2.0. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(assignableTypes = CibaController.class)
class OAuthErrors {

	@ExceptionHandler
	ResponseEntity<Map<String, Object>> refuse(Exception ex) {
		if (ex instanceof OAuthRefused refusal) {
			return error(refusal.status(), refusal.error(), refusal.getMessage(), refusal.members(), null);
		}
		if (ex instanceof AuthReqIdUnknown) {
			return error(HttpStatus.BAD_REQUEST, "invalid_grant", ex.getMessage(), Map.of(), null);
		}
		ProblemAnswer answer = Problems.answerTo(ex);
		HttpStatus status = HttpStatus.valueOf(answer.status());
		String error = switch (status) {
			case FORBIDDEN -> "access_denied";
			case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE -> "temporarily_unavailable";
			default -> status.is5xxServerError() ? "server_error" : OAuthRefused.INVALID_REQUEST;
		};
		boolean kept = status.is5xxServerError() || !error.equals(OAuthRefused.INVALID_REQUEST);
		return error(kept ? status : HttpStatus.BAD_REQUEST, error, answer.detail(), Map.of("code", answer.code()),
				answer.retryAfterSeconds());
	}

	private static ResponseEntity<Map<String, Object>> error(HttpStatus status, String error, String description,
			Map<String, Object> members, String retryAfter) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("error", error);
		body.put("error_description", description);
		body.putAll(members);
		ResponseEntity.BodyBuilder answer = ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
		if (status == HttpStatus.UNAUTHORIZED) {
			answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"selfie-registration\", charset=\"UTF-8\"");
		}
		if (retryAfter != null) {
			answer.header(HttpHeaders.RETRY_AFTER, retryAfter);
		}
		return answer.body(body);
	}

}
