package io.selfieregistration.result.web;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.selfieregistration.application.Application;
import io.selfieregistration.platform.UserId;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestDecided;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestStore.Query;
import io.selfieregistration.request.RequestUnknown;
import io.selfieregistration.request.Requests;
import io.selfieregistration.result.Result;
import io.selfieregistration.result.Results;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** API to list, read and cancel requests. */
@RestController
@RequestMapping("/api/v1/requests")
class RequestController {

	private final Requests requests;

	private final Results results;

	RequestController(Requests requests, Results results) {
		this.requests = requests;
		this.results = results;
	}

	/** Lists the requests of the application, newest first. */
	@GetMapping
	RequestList list(@AuthenticationPrincipal Application application,
			@RequestParam(name = "user_id", required = false) @Size(max = UserId.LONGEST) @Pattern(regexp = UserId.FORM,
					message = UserId.MESSAGE) String userId,
			@RequestParam(required = false) @Pattern(regexp = "pending|completed",
					message = "must be pending or completed") String status,
			@RequestParam(name = "created_from", required = false) Instant createdFrom,
			@RequestParam(name = "created_before", required = false) Instant createdBefore,
			@RequestParam(required = false) @Pattern(regexp = RequestId.FORM,
					message = "must be a request_id") String before,
			@RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
		Query query = new Query(application.id(), UserId.normalized(userId),
				(status != null) ? status.equals("completed") : null, createdFrom, createdBefore,
				RequestId.parse(before).orElse(null), limit + 1);
		List<Request> found = this.requests.list(query);
		List<Request> page = found.subList(0, Math.min(limit, found.size()));
		return new RequestList(page.stream().map(this::answer).toList(),
				(found.size() > limit) ? page.get(page.size() - 1).id().toString() : null);
	}

	/** Reads a request and, once there is one, its result. */
	@GetMapping("/{id}")
	RequestAnswer read(@AuthenticationPrincipal Application application, @PathVariable String id)
			throws RequestUnknown {
		return answer(this.requests.find(application.id(), parse(id)));
	}

	/** Cancels a request that has not been decided. */
	@PostMapping("/{id}/cancel")
	RequestAnswer cancel(@AuthenticationPrincipal Application application, @PathVariable String id)
			throws RequestUnknown, RequestDecided {
		return answer(this.requests.cancel(application.id(), parse(id)));
	}

	private RequestAnswer answer(Request request) {
		List<Result> results = this.results.published(request);
		return new RequestAnswer(request.id().toString(), request.completed() ? "completed" : "pending",
				request.phase().code(), request.userId(), request.createdAt(), request.completedAt(),
				results.isEmpty() ? null : results.get(results.size() - 1), (request.phases() > 1) ? results : null);
	}

	private static RequestId parse(String id) {
		return RequestId.parse(id).orElseThrow(RequestUnknown::new);
	}

	/**
	 * A request, as the integrator gets it.
	 *
	 * @param status {@code pending} or {@code completed}
	 * @param workflow the current phase
	 * @param result of the last phase that has ended; absent while there is none
	 * @param results of all phases that have ended, for a request with two phases
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record RequestAnswer(String requestId, String status, String workflow, String userId, Instant createdAt,
			Instant completedAt, Result result, List<Result> results) {

		@Override
		public String toString() {
			return "RequestAnswer[" + this.requestId + "]";
		}

	}

	/**
	 * Requests, newest first.
	 *
	 * @param next the value of {@code before} that leads to the next page; absent on the
	 * last one
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record RequestList(List<RequestAnswer> requests, String next) {
	}

}
