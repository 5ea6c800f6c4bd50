package io.selfieregistration.publishing.web;

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
import io.selfieregistration.application.ApplicationUnknown;
import io.selfieregistration.application.Applications;
import io.selfieregistration.operator.EngineUsers;
import io.selfieregistration.operator.Operator;
import io.selfieregistration.operator.WorkspaceUnknown;
import io.selfieregistration.platform.Coded;
import io.selfieregistration.publishing.Deliveries;
import io.selfieregistration.publishing.Delivery;
import io.selfieregistration.publishing.Delivery.State;
import io.selfieregistration.publishing.DeliveryAttempt;
import io.selfieregistration.publishing.DeliveryQuery;
import io.selfieregistration.publishing.DeliveryUnknown;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.web.ProblemStatus;

import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * API for operators to inspect and redeliver the messages of their workspaces.
 */
@RestController
class DeliveryController {

	private final Deliveries deliveries;

	private final Applications applications;

	private final EngineUsers users;

	DeliveryController(Deliveries deliveries, Applications applications, EngineUsers users) {
		this.deliveries = deliveries;
		this.applications = applications;
		this.users = users;
	}

	/** Lists the messages to integrators of a workspace, newest first. */
	@GetMapping("/api/v1/deliveries")
	DeliveryList list(@AuthenticationPrincipal Operator operator,
			@RequestParam(defaultValue = "default") @Size(max = 64) String workspace,
			@RequestParam(name = "application_id", required = false) @Size(max = 64) String applicationId,
			@RequestParam(required = false) @Pattern(regexp = "pending|delivered|dead",
					message = "must be pending, delivered or dead") String state,
			@RequestParam(name = "request_id", required = false) @Pattern(regexp = RequestId.FORM,
					message = "must be a request_id") String requestId,
			@RequestParam(required = false) @Size(max = 64) String after,
			@RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) throws WorkspaceUnknown {
		this.users.requireWorkspace(operator, workspace);
		List<Delivery> found = this.deliveries
			.list(new DeliveryQuery(workspace, applicationId, (state != null) ? Coded.of(State.class, state) : null,
					RequestId.parse(requestId).orElse(null), after, limit + 1));
		List<Delivery> page = found.subList(0, Math.min(limit, found.size()));
		return new DeliveryList(page.stream().map((delivery) -> DeliveryAnswer.of(delivery, null)).toList(),
				(found.size() > limit) ? page.get(page.size() - 1).id() : null);
	}

	/** Reads a message and every attempt to deliver it. */
	@GetMapping("/api/v1/deliveries/{id}")
	DeliveryAnswer read(@AuthenticationPrincipal Operator operator, @PathVariable String id) throws DeliveryUnknown {
		return answer(find(operator, id));
	}

	/** Redelivers a message with the same {@code webhook-id} and the same body. */
	@PostMapping("/api/v1/deliveries/{id}/redeliver")
	@ResponseStatus(HttpStatus.ACCEPTED)
	ResponseEntity<DeliveryAnswer> redeliver(@AuthenticationPrincipal Operator operator, @PathVariable String id)
			throws DeliveryUnknown {
		return ResponseEntity.accepted().body(answer(this.deliveries.redeliver(find(operator, id).id())));
	}

	/**
	 * Sends a test event at once. A disabled receiver that accepts it is enabled again.
	 */
	@PostMapping("/api/v1/applications/{id}/test-event")
	AttemptAnswer sendTestEvent(@AuthenticationPrincipal Operator operator, @PathVariable String id)
			throws ApplicationUnknown, ReceiverMissing {
		Application application = this.applications.find(id)
			.filter((found) -> operator.mayAdminister(found.workspace()))
			.orElseThrow(ApplicationUnknown::new);
		return AttemptAnswer
			.of(this.deliveries.sendTestEvent(application, operator.id()).orElseThrow(ReceiverMissing::new));
	}

	/** Operators cannot see deliveries of other workspaces. */
	private Delivery find(Operator operator, String id) {
		return this.deliveries.find(id)
			.filter((delivery) -> operator.mayAdminister(delivery.workspace()))
			.orElseThrow(DeliveryUnknown::new);
	}

	private DeliveryAnswer answer(Delivery delivery) {
		return DeliveryAnswer.of(delivery, this.deliveries.attempts(delivery).stream().map(AttemptAnswer::of).toList());
	}

	/**
	 * A message and the state of its delivery.
	 *
	 * @param deliveryId also the {@code webhook-id}
	 * @param workflow the phase that a result is of
	 * @param about the delivery that a dead letter reports
	 * @param nextAttemptAt absent if it is due, or has ended
	 * @param attempts oldest first; absent in lists
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record DeliveryAnswer(String deliveryId, String kind, String state, String workspace, String applicationId,
			String requestId, String workflow, String about, String url, Instant createdAt, Instant nextAttemptAt,
			Instant deliveredAt, List<AttemptAnswer> attempts) {

		static DeliveryAnswer of(Delivery delivery, List<AttemptAnswer> attempts) {
			return new DeliveryAnswer(delivery.id(), delivery.kind().code(), delivery.state().code(),
					delivery.workspace(), delivery.applicationId(),
					(delivery.requestId() != null) ? delivery.requestId().toString() : null,
					(delivery.phase() != null) ? delivery.phase().code() : null, delivery.about(),
					delivery.url().toString(), delivery.createdAt(), delivery.nextAttemptAt(), delivery.deliveredAt(),
					attempts);
		}

	}

	/**
	 * One attempt to deliver a message.
	 *
	 * @param status HTTP or SMTP status; absent if there was no answer
	 * @param failure why there was no answer, or what was wrong with its body; absent if
	 * nothing was
	 * @param nextAttemptAt when the next one was due; absent if none was planned
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record AttemptAnswer(int number, Instant at, Integer status, long latencyMs, String failure,
			Instant nextAttemptAt) {

		static AttemptAnswer of(DeliveryAttempt attempt) {
			return new AttemptAnswer(attempt.number(), attempt.at(), attempt.status(), attempt.latency().toMillis(),
					attempt.failure(), attempt.nextAttemptAt());
		}

	}

	/**
	 * Deliveries, newest first.
	 *
	 * @param next the value of {@code after} that leads to the next page; absent on the
	 * last one
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record DeliveryList(List<DeliveryAnswer> deliveries, String next) {
	}

	/** The application has no {@code notification_url} to send to. */
	@ProblemStatus(status = 409, code = "notification_url_missing")
	private static final class ReceiverMissing extends RuntimeException {

		private ReceiverMissing() {
			super("The application has no notification_url that an event could be sent to");
		}

	}

}
