package io.selfieregistration.ciba.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSecret;
import io.selfieregistration.application.Applications;
import io.selfieregistration.intake.CreatedRequest;
import io.selfieregistration.intake.RequestDetails;
import io.selfieregistration.intake.RequestIntake;
import io.selfieregistration.login.LoginFailures;
import io.selfieregistration.login.LoginFailures.LoginEndpoint;
import io.selfieregistration.publishing.IdTokens;
import io.selfieregistration.publishing.IdTokens.Tokens;
import io.selfieregistration.result.AuthReqIdUnknown;
import io.selfieregistration.result.PollAnswer;
import io.selfieregistration.result.Result;
import io.selfieregistration.result.Results;
import io.selfieregistration.web.Problems;
import io.selfieregistration.web.StrictJson;
import io.selfieregistration.web.StrictJson.UnusableValue;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * The endpoints of OpenID CIBA Core 1.0 in the modes poll and ping. Errors have the shape
 * of OAuth 2.0, because its clients read no other. They are described by the metadata
 * document that those clients read, not by our API description.
 */
@Hidden
@RestController
class CibaController {

	static final String AUTHORIZE = "/oauth2/bc-authorize";

	static final String TOKEN = "/oauth2/token";

	static final String GRANT = "urn:openid:params:grant-type:ciba";

	/** Polling interval in seconds. */
	private static final int POLL_INTERVAL = 5;

	private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {
	};

	private final Applications applications;

	private final RequestIntake intake;

	private final Results results;

	private final IdTokens tokens;

	private final ObjectMapper json;

	private final Validator validator;

	private final LoginFailures failures;

	CibaController(Applications applications, RequestIntake intake, Results results, IdTokens tokens, ObjectMapper json,
			Validator validator, LoginFailures failures) {
		this.applications = applications;
		this.intake = intake;
		this.results = results;
		this.tokens = tokens;
		this.json = json;
		this.validator = validator;
		this.failures = failures;
	}

	/** The backchannel authentication endpoint: starts a request. */
	@PostMapping(path = AUTHORIZE, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	Started authorize(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String authorization,
			HttpServletRequest call) {
		Form form = Form.of(call);
		Application application = authenticate(authorization, form, call.getRemoteAddr());
		if (application.settings().requireEncryptedRequests()) {
			throw OAuthRefused.of("unauthorized_client", "The application takes encrypted requests only");
		}
		RequestDetails details = details(form);
		requireValid(details);
		CreatedRequest created = this.intake.create(details.toNewRequest(application, call.getRemoteAddr()), null);
		return new Started(created.authReqId(), created.expiresIn().toSeconds(), POLL_INTERVAL, created.id().toString(),
				created.captureUrl().map(URI::toString).orElse(null));
	}

	/** The token endpoint: returns the result, and tokens if a selfie was registered. */
	@PostMapping(path = TOKEN, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	Granted token(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String authorization,
			HttpServletRequest call) throws AuthReqIdUnknown {
		Form form = Form.of(call);
		Application application = authenticate(authorization, form, call.getRemoteAddr());
		if (!GRANT.equals(form.required("grant_type"))) {
			throw OAuthRefused.of("unsupported_grant_type", "'grant_type' must be " + GRANT);
		}
		PollAnswer answer = this.results.poll(application, form.required("auth_req_id"));
		List<Result> all = answer.results();
		Result last = all.isEmpty() ? null : all.get(all.size() - 1);
		return switch (answer.status()) {
			case DONE -> granted(application, last);
			case AUTHORIZATION_PENDING -> throw OAuthRefused.of("authorization_pending", "There is no result yet");
			case SLOW_DOWN -> throw OAuthRefused.of("slow_down", "Poll once in " + POLL_INTERVAL + " seconds");
			case EXPIRED_TOKEN -> throw refused("expired_token", "No selfie was taken in time", last);
			case ACCESS_DENIED -> throw refused("access_denied", "The request was cancelled or refused", last);
		};
	}

	/** A token says that the person was there, so it needs a registered selfie. */
	private Granted granted(Application application, Result result) {
		if (!Boolean.parseBoolean(result.selfieRegistered())) {
			throw refused("access_denied", "No selfie was registered", result);
		}
		Tokens issued = this.tokens.issue(application, result);
		return new Granted(issued.accessToken(), "Bearer", issued.expiresIn().toSeconds(), issued.idToken(), result);
	}

	private OAuthRefused refused(String error, String description, Result result) {
		Map<String, Object> members = (result != null) ? this.json.convertValue(result, METADATA) : Map.of();
		return new OAuthRefused(HttpStatus.BAD_REQUEST, error, description, members);
	}

	private Application authenticate(String authorization, Form form, String address) {
		ClientCredentials credentials = ClientCredentials
			.of(authorization, form.value("client_id"), form.value("client_secret"))
			.orElseThrow(OAuthRefused::unknownClient);
		return this.applications.authenticate(credentials.id(), new ApplicationSecret(credentials.secret()), address)
			.orElseThrow(() -> {
				this.failures.count(LoginEndpoint.APPLICATION);
				return OAuthRefused.unknownClient();
			});
	}

	private RequestDetails details(Form form) {
		if (!List.of(form.required("scope").split(" ")).contains("openid")) {
			throw OAuthRefused.of("invalid_scope", "'scope' must hold openid");
		}
		for (String unsupported : List.of("request", "login_hint_token", "id_token_hint")) {
			if (form.value(unsupported) != null) {
				throw OAuthRefused.invalid("'" + unsupported + "' is not supported; name the user by 'login_hint'");
			}
		}
		if (form.value("binding_message") != null) {
			throw OAuthRefused.of("invalid_binding_message", "'binding_message' is not supported");
		}
		String locales = form.value("ui_locales");
		return new RequestDetails(form.required("login_hint"), form.value("workflow"), null, form.value("email"),
				form.value("phone"), (locales != null) ? locales.split(" ")[0] : null, metadata(form.value("metadata")),
				redirect(form.value("redirect_url")), form.value("state"), form.value("client_notification_token"));
	}

	private Map<String, Object> metadata(String text) {
		if (text == null) {
			return Map.of();
		}
		try {
			StrictJson.check(this.json, text);
			return this.json.readValue(text, METADATA);
		}
		catch (UnusableValue ex) {
			throw OAuthRefused.invalid("'metadata': " + ex.getMessage());
		}
		catch (JsonProcessingException ex) {
			throw OAuthRefused.invalid("'metadata' must be a JSON object");
		}
	}

	private static URI redirect(String url) {
		try {
			return (url != null) ? URI.create(url) : null;
		}
		catch (IllegalArgumentException ex) {
			throw OAuthRefused.invalid("'redirect_url' is no address");
		}
	}

	private void requireValid(RequestDetails details) {
		Set<ConstraintViolation<RequestDetails>> violations = this.validator.validate(details);
		if (!violations.isEmpty()) {
			throw OAuthRefused
				.invalid(String.join("; ", violations.stream().map(CibaController::describe).sorted().toList()));
		}
	}

	private static String describe(ConstraintViolation<RequestDetails> violation) {
		String field = Problems.fieldName(violation.getPropertyPath().toString());
		return "'" + (field.equals("user_id") ? "login_hint" : field) + "' " + violation.getMessage();
	}

	/** The fields of a form, each at most once, and none of them in the query. */
	private record Form(Map<String, String[]> fields) {

		static Form of(HttpServletRequest call) {
			if (StringUtils.hasLength(call.getQueryString())) {
				throw OAuthRefused.invalid("Parameters belong in the body, not in the address");
			}
			call.getParameterMap().forEach((name, values) -> {
				if (values.length > 1) {
					throw OAuthRefused.invalid("'" + name + "' is given more than once");
				}
			});
			return new Form(call.getParameterMap());
		}

		/** Returns null for a field that is missing or empty. */
		String value(String name) {
			return Stream.of(this.fields.getOrDefault(name, new String[0]))
				.filter(StringUtils::hasLength)
				.findFirst()
				.orElse(null);
		}

		String required(String name) {
			String value = value(name);
			if (value == null) {
				throw OAuthRefused.invalid("'" + name + "' is missing");
			}
			return value;
		}

	}

	/**
	 * The request was started.
	 *
	 * @param captureUrl absent when the link is sent to the person
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Started(@JsonProperty("auth_req_id") String authReqId, @JsonProperty("expires_in") long expiresIn,
			int interval, @JsonProperty("request_id") String requestId,
			@JsonProperty("capture_url") String captureUrl) {

		@Override
		public String toString() {
			return "Started[" + this.requestId + "]";
		}

	}

	/** The tokens, and the result. */
	record Granted(@JsonProperty("access_token") String accessToken, @JsonProperty("token_type") String tokenType,
			@JsonProperty("expires_in") long expiresIn, @JsonProperty("id_token") String idToken,
			@JsonUnwrapped Result result) {

		@Override
		public String toString() {
			return "Granted[" + this.result + "]";
		}

	}

}
