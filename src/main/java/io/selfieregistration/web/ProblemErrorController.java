package io.selfieregistration.web;

import java.util.Locale;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers requests that were rejected before they reached a controller, as problem+json.
 */
@RestController
class ProblemErrorController implements ErrorController {

	@RequestMapping("/error")
	ResponseEntity<ProblemDetail> answer(HttpServletRequest request) {
		Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		HttpStatus status = (code instanceof Integer number) ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
		status = (status != null) ? status : HttpStatus.INTERNAL_SERVER_ERROR;
		return ResponseEntity.status(status)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(Problems.of(status, codeOf(status), "The request cannot be served"));
	}

	private static String codeOf(HttpStatus status) {
		return switch (status) {
			case BAD_REQUEST -> "invalid_request";
			case INTERNAL_SERVER_ERROR -> "internal_error";
			default -> status.name().toLowerCase(Locale.ROOT);
		};
	}

}
