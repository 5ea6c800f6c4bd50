package io.selfieregistration.web;

import java.util.Map;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers requests that were rejected before they reached a controller, as problem+json.
 */
@RestController
class ProblemErrorController implements ErrorController {

	/** Request attribute: the {@link ProblemAnswer}, if more is known than its status. */
	static final String ANSWER = "io.selfieregistration.problem";

	/** The filter chains write their headers to calls only, not to errors. */
	@RequestMapping("/error")
	ResponseEntity<Map<String, Object>> answer(HttpServletRequest request, HttpServletResponse response) {
		WebSecurity.writeHeaders(request, response);
		ProblemAnswer answer = (request.getAttribute(ANSWER) instanceof ProblemAnswer known) ? known : general(request);
		return ResponseEntity.status(answer.status())
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(answer.body());
	}

	private static ProblemAnswer general(HttpServletRequest request) {
		Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		HttpStatus known = (status instanceof Integer number) ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
		return ProblemAnswer.of((known != null) ? known : HttpStatus.INTERNAL_SERVER_ERROR);
	}

}
