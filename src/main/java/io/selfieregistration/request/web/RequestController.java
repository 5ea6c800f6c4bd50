package io.selfieregistration.request.web;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;

import io.selfieregistration.application.Application;
import io.selfieregistration.request.ContactMissing;
import io.selfieregistration.request.CreatedRequest;
import io.selfieregistration.request.NewRequest;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestDecided;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestUnknown;
import io.selfieregistration.request.Requests;
import io.selfieregistration.request.Result;
import io.selfieregistration.request.WorkflowMissing;
import io.selfieregistration.web.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Starts requests and tells what became of them. */
@RestController
@RequestMapping("/api/v1/requests")
class RequestController {

	/** Seconds between two polls that an integrator should keep, as CIBA has it. */
	private static final int POLL_INTERVAL = 5;

	private final Requests requests;

	RequestController(Requests requests) {
		this.requests = requests;
	}

	@PostMapping
	ResponseEntity<CreatedAnswer> create(@AuthenticationPrincipal Application application,
			@Valid @RequestBody RequestBodyJson body, HttpServletRequest http) throws ContactMissing, WorkflowMissing {
		NewRequest details = new NewRequest(application, body.phase(), body.userId(), body.email(), body.locale(),
				(body.metadata() != null) ? body.metadata() : Map.of(), http.getRemoteAddr());
		CreatedRequest created = this.requests.create(details);
		return ResponseEntity.accepted()
			.location(URI.create("/api/v1/requests/" + created.id()))
			.body(new CreatedAnswer(created.id().toString(), created.authReqId(), created.expiresIn().toSeconds(),
					POLL_INTERVAL, created.captureUrl().map(URI::toString).orElse(null)));
	}

	@GetMapping("/{id}")
	RequestAnswer read(@AuthenticationPrincipal Application application, @PathVariable String id)
			throws RequestUnknown {
		return answer(this.requests.find(application.id(), parse(id)));
	}

	@PostMapping("/{id}/cancel")
	RequestAnswer cancel(@AuthenticationPrincipal Application application, @PathVariable String id)
			throws RequestUnknown, RequestDecided {
		return answer(this.requests.cancel(application.id(), parse(id)));
	}

	private RequestAnswer answer(Request request) {
		Optional<Result> result = this.requests.result(request);
		return new RequestAnswer(request.id().toString(), result.isPresent() ? "completed" : "pending",
				request.phase().code(), request.createdAt(), result.orElse(null));
	}

	private static RequestId parse(String id) throws RequestUnknown {
		return RequestId.parse(id).orElseThrow(RequestUnknown::new);
	}

	/** What an integrator is told of a new request. */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record CreatedAnswer(String requestId, String authReqId, long expiresIn, int interval, String captureUrl) {
	}

	/**
	 * What an integrator is told of a request.
	 *
	 * @param status {@code pending} or {@code completed}
	 * @param result absent while pending
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record RequestAnswer(String requestId, String status, String workflow, Instant createdAt,
			@JsonInclude(JsonInclude.Include.NON_NULL) Result result) {
	}

	/**
	 * The exceptions of requests, wherever a controller of another feature meets them.
	 */
	@RestControllerAdvice
	static class RequestProblems {

		@ExceptionHandler
		ProblemDetail handle(RequestUnknown ex) {
			return Problems.of(HttpStatus.NOT_FOUND, "request_unknown", ex.getMessage());
		}

		@ExceptionHandler
		ProblemDetail handle(RequestDecided ex) {
			return Problems.of(HttpStatus.CONFLICT, "request_decided", ex.getMessage());
		}

		@ExceptionHandler
		ProblemDetail handle(ContactMissing ex) {
			return Problems.of(HttpStatus.UNPROCESSABLE_ENTITY, "contact_missing", ex.getMessage());
		}

		@ExceptionHandler
		ProblemDetail handle(WorkflowMissing ex) {
			return Problems.of(HttpStatus.UNPROCESSABLE_ENTITY, "workflow_missing", ex.getMessage());
		}

	}

}
