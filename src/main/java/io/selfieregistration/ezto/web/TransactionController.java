package io.selfieregistration.ezto.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSecret;
import io.selfieregistration.application.Applications;
import io.selfieregistration.ezto.web.TransactionReader.TransactionInvalid;
import io.selfieregistration.intake.CreatedRequest;
import io.selfieregistration.intake.EncryptedRequests;
import io.selfieregistration.intake.EncryptedRequests.EncryptionRequired;
import io.selfieregistration.intake.EncryptedRequests.NotDecrypted;
import io.selfieregistration.intake.RequestDetails;
import io.selfieregistration.intake.RequestIntake;
import io.selfieregistration.intake.RequestRefused;
import io.selfieregistration.invitation.CaptureLinkPresentation;
import io.selfieregistration.login.LoginFailures;
import io.selfieregistration.login.LoginFailures.LoginEndpoint;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.result.AuthReqIdUnknown;
import io.selfieregistration.result.Result;
import io.selfieregistration.result.ResultPending;
import io.selfieregistration.result.Results;
import io.selfieregistration.rule.RuleBroken;
import io.selfieregistration.rule.RuleInvalid;
import io.selfieregistration.web.ProblemStatus;
import io.selfieregistration.web.WebSettings;
import io.selfieregistration.workflow.WorkflowMissing;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Starts transactions and returns their results. Version 1 authenticates by HTTP Basic,
 * version 0 by credentials in the body. Where our own API answers 409 or 422 because a
 * workflow or a rule cannot run, this one answers 402.
 */
@RestController
@ProblemStatus(status = 402, code = { "workflow_missing", "rule_broken", "rule_invalid" })
class TransactionController {

	static final String PATH = "/auth/realms/{workspace}/protocol/openid-connect/transaction";

	/** Polling interval for integrators, in seconds. */
	private static final int POLL_INTERVAL = 5;

	private static final String BASIC = "Basic ";

	private final Applications applications;

	private final RequestIntake intake;

	private final Results results;

	private final WebSettings web;

	private final TransactionReader reader;

	private final LoginFailures failures;

	TransactionController(Applications applications, RequestIntake intake, Results results, WebSettings web,
			TransactionReader reader, LoginFailures failures) {
		this.applications = applications;
		this.intake = intake;
		this.results = results;
		this.web = web;
		this.reader = reader;
		this.failures = failures;
	}

	/**
	 * Starts a transaction, or returns its result: {@code request} is JSON, of a
	 * transaction or with nothing but an {@code auth_req_id}.
	 */
	@ApiResponse(responseCode = "200", description = "The transaction was started, or its result",
			content = @Content(schema = @Schema(oneOf = { StartedTransaction.class, Result.class })))
	@PostMapping(path = PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ResponseEntity<Object> byForm(@PathVariable String workspace,
			@RequestHeader(name = "api-version", defaultValue = "1") String version,
			@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String authorization,
			@RequestParam(required = false) String request,
			@RequestParam(name = "app_id", required = false) String appId,
			@RequestParam(name = "app_secret", required = false) String appSecret, HttpServletRequest http)
			throws TransactionInvalid, TransactionUnauthorized, AuthReqIdUnknown, ResultPending, RequestRefused,
			WorkflowMissing, RuleBroken, RuleInvalid, NotDecrypted, EncryptionRequired {
		Application application = authenticate(workspace, version, authorization, appId, appSecret,
				http.getRemoteAddr());
		if (request == null) {
			throw new TransactionInvalid("The form field 'request' is missing");
		}
		return answer(application, workspace, this.reader.json(application, request), http);
	}

	/** Starts a transaction, or returns its result, with a JSON body. */
	@ApiResponse(responseCode = "200", description = "The transaction was started, or its result",
			content = @Content(schema = @Schema(oneOf = { StartedTransaction.class, Result.class })))
	@PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<Object> byJson(@PathVariable String workspace,
			@RequestHeader(name = "api-version", defaultValue = "0") String version,
			@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String authorization,
			@RequestBody ObjectNode body, HttpServletRequest http)
			throws TransactionInvalid, TransactionUnauthorized, AuthReqIdUnknown, ResultPending, RequestRefused,
			WorkflowMissing, RuleBroken, RuleInvalid, NotDecrypted, EncryptionRequired {
		Application application = authenticate(workspace, version, authorization, text(body, "app_id"),
				text(body, "app_secret"), http.getRemoteAddr());
		JsonNode request = body.has("request") ? body.get("request") : body;
		return answer(application, workspace,
				this.reader.json(application, request.isTextual() ? request.asText() : request.toString()), http);
	}

	/** Starts a transaction, or returns its result, with an encrypted body. */
	@ApiResponse(responseCode = "200", description = "The transaction was started, or its result",
			content = @Content(schema = @Schema(oneOf = { StartedTransaction.class, Result.class })))
	@PostMapping(path = PATH, consumes = EncryptedRequests.CONTENT_TYPE)
	ResponseEntity<Object> encrypted(@PathVariable String workspace,
			@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String authorization,
			@RequestBody String body, HttpServletRequest http)
			throws TransactionInvalid, TransactionUnauthorized, AuthReqIdUnknown, ResultPending, RequestRefused,
			WorkflowMissing, RuleBroken, RuleInvalid, NotDecrypted, EncryptionRequired {
		Application application = authenticate(workspace, "1", authorization, null, null, http.getRemoteAddr());
		return answer(application, workspace, this.reader.json(application, body), http);
	}

	private ResponseEntity<Object> answer(Application application, String workspace, JsonNode request,
			HttpServletRequest http) {
		TransactionBody body = this.reader.read(request);
		if (body.authReqId() != null) {
			List<Result> results = this.results.poll(application, body.authReqId()).done();
			return ResponseEntity.ok(results.get(results.size() - 1));
		}
		RequestDetails details = body.toDetails();
		this.reader.requireValid(details);
		CreatedRequest created = this.intake.create(details.toNewRequest(application, http.getRemoteAddr()), null);
		return ResponseEntity
			.ok(new StartedTransaction(created.authReqId(), created.expiresIn().toSeconds(), POLL_INTERVAL,
					created.captureUrl()
						.map((link) -> Link.of(created.id(), this.web.address(PATH.replace("{workspace}", workspace)),
								CaptureLinkPresentation.of(link, application.settings(), this.web)))
						.orElse(null)));
	}

	private Application authenticate(String workspace, String version, String authorization, String appId,
			String appSecret, String address) {
		Optional<String[]> credentials = switch (version) {
			case "1" -> basic(authorization);
			case "0" ->
				Optional.ofNullable((appId != null && appSecret != null) ? new String[] { appId, appSecret } : null);
			default -> throw new TransactionInvalid("'api-version' must be 0 or 1");
		};
		Optional<Application> application = credentials
			.flatMap((pair) -> this.applications.authenticate(pair[0], new ApplicationSecret(pair[1]), address))
			.filter((found) -> found.workspace().equals(workspace));
		if (credentials.isPresent() && application.isEmpty()) {
			this.failures.count(LoginEndpoint.APPLICATION);
		}
		return application.orElseThrow(TransactionUnauthorized::new);
	}

	private static Optional<String[]> basic(String authorization) {
		if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
			return Optional.empty();
		}
		try {
			String decoded = new String(Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip()),
					StandardCharsets.UTF_8);
			return Optional.of(decoded.split(":", 2)).filter((pair) -> pair.length == 2);
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static String text(ObjectNode body, String field) {
		return body.path(field).isTextual() ? body.get(field).asText() : null;
	}

	/**
	 * A new transaction.
	 *
	 * @param link absent when the link is sent to the person
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record StartedTransaction(@JsonProperty("auth_req_id") String authReqId, @JsonProperty("expires_in") long expiresIn,
			int interval, @JsonUnwrapped Link link) {

		@Override
		public String toString() {
			return "StartedTransaction[…]";
		}

	}

	/**
	 * A link for the integrator to pass on.
	 *
	 * @param trxId id of the transaction, the {@code request_id} of our own API
	 * @param pollUrl where its result is polled, by its {@code auth_req_id}
	 * @param openInNewTab always true: a page in a frame may not use the camera
	 * @param success true with a QR code, else absent
	 * @param qr the QR code as a PNG picture, as a {@code data:} address
	 * @param qrPayload the text of the QR code
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Link(String url, String trxId, String pollUrl, boolean openInNewTab, Boolean success, String qr,
			@JsonProperty("qr_payload") String qrPayload, @JsonUnwrapped CaptureLinkPresentation presentation) {

		static Link of(RequestId id, URI pollUrl, CaptureLinkPresentation presentation) {
			boolean qr = presentation.qrPng() != null;
			return new Link(presentation.captureUrl(), id.toString(), pollUrl.toString(), true, qr ? true : null,
					presentation.qrPng(), qr ? presentation.captureUrl() : null, presentation);
		}

		@Override
		public String toString() {
			return "Link[" + this.trxId + "]";
		}

	}

	/** The credentials are missing, wrong or of another workspace. */
	@ProblemStatus(status = 401, code = "unauthorized")
	private static final class TransactionUnauthorized extends RuntimeException {

		private TransactionUnauthorized() {
			super("The id and the secret of an application of this workspace are needed");
		}

	}

}
