package io.selfieregistration.application.web;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationChange;
import io.selfieregistration.application.ApplicationChanged;
import io.selfieregistration.application.ApplicationExists;
import io.selfieregistration.application.ApplicationKey;
import io.selfieregistration.application.ApplicationKey.Purpose;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.ApplicationUnknown;
import io.selfieregistration.application.Applications;
import io.selfieregistration.application.Applications.CreatedApplication;
import io.selfieregistration.application.SettingsInvalid;
import io.selfieregistration.operator.EngineUsers;
import io.selfieregistration.operator.Operator;
import io.selfieregistration.platform.Coded;
import io.selfieregistration.operator.WorkspaceUnknown;
import io.selfieregistration.web.EntityTags;
import io.selfieregistration.web.EntityTags.PreconditionInvalid;
import io.selfieregistration.web.EntityTags.PreconditionMissing;
import io.selfieregistration.web.ProblemStatus;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Administration API of applications, for operators of their workspaces. Secrets are
 * shown once, in the response that creates them.
 */
@RestController
@RequestMapping("/api/v1/applications")
class ApplicationController {

	private static final int CHANGES_LIMIT = 200;

	private final Applications applications;

	private final EngineUsers users;

	ApplicationController(Applications applications, EngineUsers users) {
		this.applications = applications;
		this.users = users;
	}

	/** Lists the applications of a workspace. */
	@GetMapping
	ApplicationList list(@AuthenticationPrincipal Operator operator,
			@RequestParam(defaultValue = "default") @Size(max = 64) String workspace,
			@RequestParam(defaultValue = "") @Size(max = 64) String after,
			@RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) throws WorkspaceUnknown {
		this.users.requireWorkspace(operator, workspace);
		List<Application> found = this.applications.list(workspace, after, limit + 1);
		List<Application> page = found.subList(0, Math.min(limit, found.size()));
		return new ApplicationList(page.stream().map(this::answer).toList(),
				(found.size() > limit) ? page.get(page.size() - 1).id() : null);
	}

	/** Creates an application. Its secrets are shown only in this response. */
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	ResponseEntity<CreatedApplicationAnswer> create(@AuthenticationPrincipal Operator operator,
			@Valid @RequestBody NewApplication body) throws ApplicationExists, SettingsInvalid, WorkspaceUnknown {
		String workspace = (body.workspace() != null) ? body.workspace() : "default";
		this.users.requireWorkspace(operator, workspace);
		String id = (body.applicationId() != null) ? body.applicationId() : UUID.randomUUID().toString();
		CreatedApplication created = this.applications.create(id, workspace, body.settings(), operator.id());
		return ResponseEntity.created(URI.create("/api/v1/applications/" + id))
			.eTag(EntityTags.of(created.application().version()))
			.body(new CreatedApplicationAnswer(answer(created.application()), created.secret(), created.webhookSecret(),
					created.encryptionKey()));
	}

	/** Reads an application. */
	@ApiResponse(responseCode = "200", description = "OK")
	@ApiResponse(responseCode = "304", description = "If-None-Match has the current ETag", content = @Content)
	@GetMapping("/{id}")
	ResponseEntity<ApplicationAnswer> read(@AuthenticationPrincipal Operator operator, @PathVariable String id)
			throws ApplicationUnknown {
		return tagged(find(operator, id));
	}

	/** Replaces all settings of an application. */
	@PutMapping("/{id}")
	ResponseEntity<ApplicationAnswer> change(@AuthenticationPrincipal Operator operator, @PathVariable String id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
			@Valid @RequestBody ApplicationSettings settings)
			throws ApplicationUnknown, ApplicationChanged, SettingsInvalid, PreconditionMissing, PreconditionInvalid {
		long version = EntityTags.match(ifMatch, find(operator, id).version());
		return tagged(this.applications.change(id, version, settings, operator.id()));
	}

	/** Removes an application that has no requests. */
	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	ResponseEntity<Void> remove(@AuthenticationPrincipal Operator operator, @PathVariable String id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch)
			throws ApplicationUnknown, ApplicationInUse, ApplicationChanged, PreconditionInvalid {
		Application application = find(operator, id);
		if (ifMatch != null && EntityTags.match(ifMatch, application.version()) != application.version()) {
			throw new ApplicationChanged();
		}
		if (!this.applications.remove(application, operator.id())) {
			throw new ApplicationInUse();
		}
		return ResponseEntity.noContent().build();
	}

	/** Rotates a secret; the earlier ones stay valid for the overlap. */
	@PostMapping("/{id}/secrets")
	@ResponseStatus(HttpStatus.CREATED)
	ResponseEntity<RotatedSecret> rotate(@AuthenticationPrincipal Operator operator, @PathVariable String id,
			@Valid @RequestBody Rotation body) throws ApplicationUnknown {
		Application application = find(operator, id);
		Purpose purpose = Coded.of(Purpose.class, body.purpose());
		Duration overlap = Duration.ofSeconds((body.overlapSeconds() != null) ? body.overlapSeconds() : 86_400);
		String secret = this.applications.rotate(application, purpose, overlap, operator.id());
		return ResponseEntity.status(HttpStatus.CREATED)
			.body(new RotatedSecret(purpose.code(), secret, overlap.toSeconds()));
	}

	/** Lists who changed what in an application, newest first. */
	@GetMapping("/{id}/changes")
	ChangeList changes(@AuthenticationPrincipal Operator operator, @PathVariable String id) throws ApplicationUnknown {
		return new ChangeList(
				this.applications.changes(find(operator, id), CHANGES_LIMIT).stream().map(ChangeAnswer::of).toList());
	}

	/** Operators cannot see applications of other workspaces. */
	private Application find(Operator operator, String id) {
		return this.applications.find(id)
			.filter((application) -> operator.mayAdminister(application.workspace()))
			.orElseThrow(ApplicationUnknown::new);
	}

	private ResponseEntity<ApplicationAnswer> tagged(Application application) {
		return ResponseEntity.ok().eTag(EntityTags.of(application.version())).body(answer(application));
	}

	private ApplicationAnswer answer(Application application) {
		return new ApplicationAnswer(application.id(), application.workspace(), application.version(),
				application.createdAt(), application.updatedAt(), application.endpointDisabledAt(),
				this.applications.keys(application).stream().map(KeyAnswer::of).toList(), application.settings());
	}

	/**
	 * An application to create.
	 *
	 * @param applicationId generated if it is missing
	 * @param workspace {@code default} if it is missing
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record NewApplication(@Pattern(regexp = "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}",
			message = "must be 1 to 64 letters, digits, dots, dashes or underscores, and not . or ..") String applicationId,
			@Size(min = 1, max = 64) String workspace, @NotNull @Valid ApplicationSettings settings) {
	}

	/**
	 * An application as operators see it.
	 *
	 * @param version also its entity tag
	 * @param endpointDisabledAt when the receiver answered that it is gone; absent while
	 * messages are sent
	 * @param keys the valid secrets, without the secrets
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record ApplicationAnswer(String applicationId, String workspace, long version, Instant createdAt, Instant updatedAt,
			Instant endpointDisabledAt, List<KeyAnswer> keys, ApplicationSettings settings) {
	}

	/**
	 * Metadata of one secret.
	 *
	 * @param hint its first characters
	 * @param exposed true if an earlier version kept more of it in the clear than the
	 * hint: rotate it
	 * @param expiresAt absent while it is the current one
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record KeyAnswer(UUID keyId, String purpose, String hint, boolean exposed, Instant createdAt, Instant expiresAt,
			Instant lastUsedAt) {

		static KeyAnswer of(ApplicationKey key) {
			return new KeyAnswer(key.id(), key.purpose().code(), key.hint(), key.exposed(), key.createdAt(),
					key.expiresAt(), key.lastUsedAt());
		}

	}

	/** A new application and its secrets, for the integrator. */
	@JsonNaming(SnakeCaseStrategy.class)
	record CreatedApplicationAnswer(@JsonUnwrapped ApplicationAnswer application, String secret, String webhookSecret,
			String encryptionKey) {

		@Override
		public String toString() {
			return "CreatedApplicationAnswer[" + this.application.applicationId() + "]";
		}

	}

	/**
	 * Applications by id.
	 *
	 * @param next the value of {@code after} that leads to the next page; absent on the
	 * last one
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record ApplicationList(List<ApplicationAnswer> applications, String next) {
	}

	/**
	 * The secret to rotate.
	 *
	 * @param overlapSeconds how long the earlier ones stay valid; a day if it is missing
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record Rotation(
			@NotNull @Pattern(regexp = "api_secret|webhook_secret|encryption_key",
					message = "must be api_secret, webhook_secret or encryption_key") String purpose,
			@Min(0) @Max(30 * 86_400) Long overlapSeconds) {
	}

	/** A new secret, shown only here. */
	@JsonNaming(SnakeCaseStrategy.class)
	record RotatedSecret(String purpose, String secret, long overlapSeconds) {

		@Override
		public String toString() {
			return "RotatedSecret[" + this.purpose + "]";
		}

	}

	/** Changes of an application, newest first. */
	record ChangeList(List<ChangeAnswer> changes) {
	}

	/** One change of an application. */
	@JsonNaming(SnakeCaseStrategy.class)
	record ChangeAnswer(long version, Instant changedAt, String changedBy, String action, Map<String, Object> changes) {

		static ChangeAnswer of(ApplicationChange change) {
			return new ChangeAnswer(change.version(), change.changedAt(), change.changedBy(), change.action(),
					change.changes());
		}

	}

	/** The application has requests, so it cannot be removed. */
	@ProblemStatus(status = 409, code = "application_in_use")
	private static final class ApplicationInUse extends RuntimeException {

		private ApplicationInUse() {
			super("Requests were made for this application, so it cannot be removed");
		}

	}

}
