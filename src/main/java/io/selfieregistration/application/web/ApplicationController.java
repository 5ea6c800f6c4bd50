package io.selfieregistration.application.web;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.Application.Notification;
import io.selfieregistration.application.Application.Webhook;
import io.selfieregistration.application.ApplicationSecret;
import io.selfieregistration.application.Applications;
import io.selfieregistration.web.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Adds applications, for operators. The secrets are shown once, in the answer. */
@RestController
class ApplicationController {

	private static final String DEFAULT_WORKSPACE = "default";

	private static final String DEFAULT_WORKFLOW = "verification";

	private static final Duration SESSION = Duration.ofMinutes(15);

	private static final int MAXIMUM_ATTEMPTS = 3;

	private static final SecureRandom RANDOM = new SecureRandom();

	private final Applications applications;

	ApplicationController(Applications applications) {
		this.applications = applications;
	}

	@PostMapping("/api/v1/applications")
	ResponseEntity<CreatedApplication> create(@Valid @RequestBody NewApplication body) throws ApplicationExists {
		if (this.applications.find(body.applicationId()).isPresent()) {
			throw new ApplicationExists();
		}
		Notification notification = Notification.valueOf(body.notification().toUpperCase(Locale.ROOT));
		Webhook webhook = (body.webhookUrl() != null) ? new Webhook(URI.create(body.webhookUrl()), newWebhookSecret())
				: null;
		Duration linkExpiry = (body.linkExpirySeconds() != null) ? Duration.ofSeconds(body.linkExpirySeconds())
				: defaultLinkExpiry(notification);
		ApplicationSecret secret = ApplicationSecret.generate();
		this.applications.save(new Application(body.applicationId(), DEFAULT_WORKSPACE, body.name(), DEFAULT_WORKFLOW,
				notification, linkExpiry, SESSION, null,
				(body.maximumAttempts() != null) ? body.maximumAttempts() : MAXIMUM_ATTEMPTS, webhook), secret);
		return ResponseEntity.status(HttpStatus.CREATED)
			.body(new CreatedApplication(body.applicationId(), secret.value(),
					(webhook != null) ? webhook.secret() : null));
	}

	private static Duration defaultLinkExpiry(Notification notification) {
		return switch (notification) {
			case EMAIL -> Duration.ofHours(24);
			case LINK -> Duration.ofSeconds(120);
		};
	}

	private static String newWebhookSecret() {
		byte[] bytes = new byte[32];
		RANDOM.nextBytes(bytes);
		return "whsec_" + Base64.getEncoder().encodeToString(bytes);
	}

	@ExceptionHandler
	ProblemDetail handle(ApplicationExists ex) {
		return Problems.of(HttpStatus.CONFLICT, "application_exists", ex.getMessage());
	}

	/**
	 * What an operator says of a new application.
	 *
	 * @param webhookUrl where results are pushed; they are only polled if it is missing
	 * @param linkExpirySeconds how long a link can be opened; 24 hours by e-mail and 120
	 * seconds in the answer, if it is missing
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record NewApplication(
			@NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,64}",
					message = "must be 1 to 64 letters, digits, dots, dashes or underscores") String applicationId,
			@NotBlank @Size(max = 100) String name,
			@NotNull @Pattern(regexp = "email|link", message = "must be email or link") String notification,
			@Size(max = 2000) @Pattern(regexp = "https?://[^\\s/@]+(/\\S*)?",
					message = "must be an address such as https://host/path") String webhookUrl,
			@Min(10) @Max(30 * 24 * 3600) Long linkExpirySeconds, @Min(1) @Max(10) Integer maximumAttempts) {
	}

	/** What an operator is told once, to hand it to the integrator. */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record CreatedApplication(String applicationId, String secret, String webhookSecret) {
	}

	/** There is an application with this id. */
	private static final class ApplicationExists extends Exception {

		private ApplicationExists() {
			super("There is an application with this id already");
		}

	}

}
