package io.selfieregistration.renewal.web;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.selfieregistration.operator.EngineUsers;
import io.selfieregistration.operator.Operator;
import io.selfieregistration.operator.WorkspaceUnknown;
import io.selfieregistration.renewal.Renewal;
import io.selfieregistration.renewal.RenewalFailure;
import io.selfieregistration.renewal.RenewalInProgress;
import io.selfieregistration.renewal.RenewalNotSupported;
import io.selfieregistration.renewal.RenewalUnknown;
import io.selfieregistration.renewal.TemplateRenewals;
import io.selfieregistration.request.RequestId;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * API for operators to renew the facial templates of their workspaces after the
 * recognition model was changed.
 */
@RestController
@RequestMapping("/api/v1/template-renewals")
class TemplateRenewalController {

	private final TemplateRenewals renewals;

	private final EngineUsers users;

	TemplateRenewalController(TemplateRenewals renewals, EngineUsers users) {
		this.renewals = renewals;
		this.users = users;
	}

	/**
	 * Starts to renew the facial templates of a workspace that are not of the configured
	 * recognition model, from the stored photos.
	 */
	@PostMapping
	@ResponseStatus(HttpStatus.ACCEPTED)
	ResponseEntity<RenewalAnswer> start(@AuthenticationPrincipal Operator operator,
			@RequestParam(defaultValue = "default") @Size(max = 64) String workspace)
			throws WorkspaceUnknown, RenewalInProgress, RenewalNotSupported {
		this.users.requireWorkspace(operator, workspace);
		Renewal renewal = this.renewals.start(workspace, operator.id());
		return ResponseEntity.accepted()
			.location(URI.create("/api/v1/template-renewals/" + renewal.id()))
			.body(answer(renewal));
	}

	/** Lists the renewals of a workspace, newest first. */
	@GetMapping
	RenewalList list(@AuthenticationPrincipal Operator operator,
			@RequestParam(defaultValue = "default") @Size(max = 64) String workspace,
			@RequestParam(required = false) @Size(max = 64) String after,
			@RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) throws WorkspaceUnknown {
		this.users.requireWorkspace(operator, workspace);
		List<Renewal> found = this.renewals.list(workspace, after, limit + 1);
		List<Renewal> page = found.subList(0, Math.min(limit, found.size()));
		return new RenewalList(page.stream().map(this::answer).toList(),
				(found.size() > limit) ? page.get(page.size() - 1).id() : null);
	}

	/** Reads how far a renewal is. */
	@GetMapping("/{id}")
	RenewalAnswer read(@AuthenticationPrincipal Operator operator, @PathVariable String id) throws RenewalUnknown {
		return answer(find(operator, id));
	}

	/** Lists the templates that a renewal could not recompute, oldest request first. */
	@GetMapping("/{id}/failures")
	FailureList failures(@AuthenticationPrincipal Operator operator, @PathVariable String id,
			@RequestParam(required = false) @Pattern(regexp = RequestId.FORM,
					message = "must be a request_id") String after,
			@RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) throws RenewalUnknown {
		List<RenewalFailure> found = this.renewals.failures(find(operator, id), RequestId.parse(after).orElse(null),
				limit + 1);
		List<RenewalFailure> page = found.subList(0, Math.min(limit, found.size()));
		return new FailureList(page.stream().map(FailureAnswer::of).toList(),
				(found.size() > limit) ? page.get(page.size() - 1).requestId().toString() : null);
	}

	/** Operators cannot see renewals of other workspaces. */
	private Renewal find(Operator operator, String id) {
		return this.renewals.find(id)
			.filter((renewal) -> operator.mayAdminister(renewal.workspace()))
			.orElseThrow(RenewalUnknown::new);
	}

	private RenewalAnswer answer(Renewal renewal) {
		return new RenewalAnswer(renewal.id(), renewal.workspace(), renewal.model(), renewal.state().code(),
				renewal.startedBy(), renewal.startedAt(), renewal.endedAt(), renewal.total(), renewal.renewed(),
				renewal.failed(), this.renewals.left(renewal));
	}

	/**
	 * A renewal and its progress. Templates of users who register anew in the meantime
	 * count in {@code total} only.
	 *
	 * @param model that the templates get
	 * @param state {@code running}, {@code completed}, or {@code cancelled} if its
	 * process was deleted
	 * @param endedAt absent while it runs
	 * @param total templates of other models when it started
	 * @param failed templates that cannot be recomputed
	 * @param left templates of other models that it has not looked at
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record RenewalAnswer(String renewalId, String workspace, String model, String state, String startedBy,
			Instant startedAt, Instant endedAt, int total, int renewed, int failed, int left) {
	}

	/**
	 * Renewals, newest first.
	 *
	 * @param next the value of {@code after} that leads to the next page; absent on the
	 * last one
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record RenewalList(List<RenewalAnswer> renewals, String next) {
	}

	/**
	 * A template that cannot be recomputed. It stays as it is until the user registers
	 * anew.
	 *
	 * @param requestId in which the user was registered
	 * @param reason {@code photo_missing}, {@code photo_altered},
	 * {@code photo_unreadable} or {@code no_single_face}
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record FailureAnswer(String requestId, String userId, String reason, Instant failedAt) {

		static FailureAnswer of(RenewalFailure failure) {
			return new FailureAnswer(failure.requestId().toString(), failure.userId(), failure.reason().code(),
					failure.failedAt());
		}

		@Override
		public String toString() {
			return "FailureAnswer[" + this.requestId + ", " + this.reason + "]";
		}

	}

	/**
	 * Templates that cannot be recomputed.
	 *
	 * @param next the value of {@code after} that leads to the next page; absent on the
	 * last one
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record FailureList(List<FailureAnswer> failures, String next) {
	}

}
