package io.selfieregistration.intake.web;

import java.net.URI;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.selfieregistration.application.Application;
import io.selfieregistration.intake.CreatedRequest;
import io.selfieregistration.intake.IdempotentAnswers.Idempotency;
import io.selfieregistration.intake.RequestDetails;
import io.selfieregistration.intake.RequestIntake;
import io.selfieregistration.intake.RequestRefused;
import io.selfieregistration.invitation.CaptureLinkPresentation;
import io.selfieregistration.rule.RuleBroken;
import io.selfieregistration.rule.RuleInvalid;
import io.selfieregistration.web.WebSettings;
import io.selfieregistration.workflow.WorkflowMissing;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API that starts requests. */
@RestController
class RequestIntakeController {

	/**
	 * Polling interval for integrators in seconds, the {@code interval} of OpenID CIBA.
	 */
	private static final int POLL_INTERVAL = 5;

	private final RequestIntake intake;

	private final WebSettings web;

	RequestIntakeController(RequestIntake intake, WebSettings web) {
		this.intake = intake;
		this.web = web;
	}

	/** Starts a request. A repetition with the same key gets the same answer. */
	@PostMapping("/api/v1/requests")
	@ResponseStatus(HttpStatus.ACCEPTED)
	ResponseEntity<CreatedRequestAnswer> create(@AuthenticationPrincipal Application application,
			@RequestHeader(name = "Idempotency-Key", required = false) @Size(min = 1, max = 255) @Pattern(
					regexp = "[\\x21-\\x7e]*", message = "must be visible ASCII characters") String idempotencyKey,
			@Valid @RequestBody RequestDetails body, HttpServletRequest http)
			throws RequestRefused, WorkflowMissing, RuleBroken, RuleInvalid {
		Idempotency idempotency = (idempotencyKey != null)
				? new Idempotency(idempotencyKey, (byte[]) http.getAttribute(BodyHash.ATTRIBUTE)) : null;
		CreatedRequest created = this.intake.create(body.toNewRequest(application, http.getRemoteAddr()), idempotency);
		return ResponseEntity.accepted()
			.location(URI.create("/api/v1/requests/" + created.id()))
			.body(new CreatedRequestAnswer(created.id().toString(), created.authReqId(),
					created.expiresIn().toSeconds(), POLL_INTERVAL,
					created.captureUrl()
						.map((link) -> CaptureLinkPresentation.of(link, application.settings(), this.web))
						.orElse(null)));
	}

	/**
	 * A new request, as the integrator gets it.
	 *
	 * @param expiresIn maximum lifetime of the request in seconds
	 * @param interval seconds between two polls
	 * @param link absent when the link is sent to the person
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record CreatedRequestAnswer(String requestId, String authReqId, long expiresIn, int interval,
			@JsonUnwrapped CaptureLinkPresentation link) {

		@Override
		public String toString() {
			return "CreatedRequestAnswer[" + this.requestId + "]";
		}

	}

}
