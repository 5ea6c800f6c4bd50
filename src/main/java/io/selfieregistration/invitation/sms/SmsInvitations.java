package io.selfieregistration.invitation.sms;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.VerificationWay;
import io.selfieregistration.invitation.CaptureLinkUndeliverable;
import io.selfieregistration.invitation.InvitationSender;
import io.selfieregistration.invitation.InvitationTexts;
import io.selfieregistration.invitation.Outbox;
import io.selfieregistration.platform.IncidentCause;
import io.selfieregistration.platform.NetworkFault;
import io.selfieregistration.request.Request;
import io.selfieregistration.rule.RuleBroken;
import io.selfieregistration.rule.RuleEvaluator;

import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Sends capture links by SMS, through the gateway of {@link SmsSettings}. Answers of the
 * gateway may quote the number, so only the status is passed on.
 */
@Component
class SmsInvitations implements InvitationSender {

	private static final Logger logger = LoggerFactory.getLogger(SmsInvitations.class);

	private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {
	};

	/** Maximum size of an answer to read, in bytes. */
	private static final int ANSWER_LIMIT = 64 * 1024;

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(to|from|text)}}");

	private static final String FIELD = "phone";

	/** Rules in the settings cannot call named rules. */
	private static final String NO_WORKSPACE = "";

	private final SmsSettings settings;

	private final InvitationTexts texts;

	private final Outbox outbox;

	private final RuleEvaluator rules;

	private final ObjectMapper json;

	private final HttpClient http;

	/**
	 * @throws io.selfieregistration.rule.RuleInvalid if a rule of the settings is
	 * invalid; the service then refuses to start
	 */
	SmsInvitations(SmsSettings settings, InvitationTexts texts, Outbox outbox, RuleEvaluator rules, ObjectMapper json) {
		this.settings = settings;
		this.texts = texts;
		this.outbox = outbox;
		this.rules = rules;
		this.json = json;
		for (String rule : List.of(settings.successRule(), settings.undeliverableRule())) {
			rules.namedRules(rule);
		}
		this.http = HttpClient.newBuilder()
			.connectTimeout(settings.timeout())
			.followRedirects(HttpClient.Redirect.NEVER)
			.build();
	}

	@Override
	public boolean serves(ApplicationSettings application) {
		return application.verificationWay() == VerificationWay.WEB
				&& application.notificationType() == NotificationType.SMS
				&& (this.settings.configured() || this.outbox.enabled());
	}

	@Override
	public Optional<ContactProblem> problem(String email, String phone) {
		if (phone == null) {
			return Optional.of(ContactProblem.missing(FIELD));
		}
		return isPossible(phone) ? Optional.empty()
				: Optional.of(new ContactProblem(FIELD, "is a number that cannot exist"));
	}

	@Override
	public void send(Application application, Request request, URI link, Duration expiresIn)
			throws CaptureLinkUndeliverable {
		requireReachable(request);
		String text = this.texts.sms(application, request, link, expiresIn);
		if (this.outbox.enabled()) {
			this.outbox.add(NotificationType.SMS, request.phone(), null, text);
			return;
		}
		Map<String, Object> answer = call(request.phone(), text);
		Object status = answer.get("status");
		if (isTrue(this.settings.successRule(), answer)) {
			logger.info("The SMS of request {} was taken by the gateway as {}", request.id(), messageId(answer));
			return;
		}
		if (isTrue(this.settings.undeliverableRule(), answer)) {
			throw new CaptureLinkUndeliverable("The SMS gateway refused the number for good, HTTP " + status);
		}
		throw new SmsNotSent("The SMS gateway answered HTTP " + status);
	}

	private Map<String, Object> call(String to, String text) {
		Map<String, String> values = Map.of("to", to, "from",
				(this.settings.from() != null) ? this.settings.from() : "", "text", text);
		String body = PLACEHOLDER.matcher(this.settings.body())
			.replaceAll((found) -> Matcher.quoteReplacement(written(values.get(found.group(1)))));
		HttpRequest.Builder call = HttpRequest.newBuilder(this.settings.url())
			.header("Content-Type", this.settings.contentType())
			.header("Accept", "application/json")
			.method(this.settings.method(), HttpRequest.BodyPublishers.ofString(body));
		if (this.settings.username() != null) {
			String credentials = this.settings.username() + ":" + this.settings.password();
			call.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
		}
		this.settings.headers().forEach(call::header);
		AtomicInteger status = new AtomicInteger();
		ByteArrayOutputStream answer = new ByteArrayOutputStream();
		CompletableFuture<?> called = this.http.sendAsync(call.build(), (head) -> {
			status.set(head.statusCode());
			return BodySubscribers.ofByteArrayConsumer(
					(part) -> part.filter((bytes) -> answer.size() < ANSWER_LIMIT).ifPresent(answer::writeBytes));
		});
		try {
			called.get(this.settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
			return Map.of("status", status.get(), "body", read(answer.toString(StandardCharsets.UTF_8)));
		}
		catch (ExecutionException | TimeoutException ex) {
			called.cancel(true);
			// The gateway decided before its answer broke off.
			if (status.get() != 0) {
				return Map.of("status", status.get(), "body", Map.of());
			}
			throw new SmsNotSent(StringUtils.capitalize(NetworkFault.describe("SMS gateway", ex)));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SmsNotSent("The call of the SMS gateway was interrupted");
		}
	}

	private String written(String value) {
		return this.settings.contentType().equals("application/json")
				? new String(JsonStringEncoder.getInstance().quoteAsString(value))
				: URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

	private Map<String, Object> read(String body) {
		try {
			return this.json.readTree(body) instanceof ObjectNode object ? this.json.convertValue(object, MAP)
					: Map.of();
		}
		catch (JsonProcessingException ex) {
			return Map.of();
		}
	}

	/** Evaluates a rule; if the answer lacks what the rule reads, it is not satisfied. */
	private boolean isTrue(String rule, Map<String, Object> answer) {
		try {
			return this.rules.decide(rule, answer, NO_WORKSPACE).satisfied();
		}
		catch (RuleBroken ex) {
			logger.debug("A rule of the SMS gateway cannot be evaluated and counts as not satisfied", ex);
			return false;
		}
	}

	private String messageId(Map<String, Object> answer) {
		if (this.settings.messageId() == null) {
			return "(unnamed)";
		}
		JsonNode id = this.json.<JsonNode>valueToTree(answer.get("body")).at(this.settings.messageId());
		return id.asText("(unnamed)").replaceAll("[^A-Za-z0-9._-]", "");
	}

	private static boolean isPossible(String phone) {
		try {
			PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
			return numbers.isPossibleNumberWithReason(numbers.parse(phone, null)) == ValidationResult.IS_POSSIBLE;
		}
		catch (NumberParseException ex) {
			return false;
		}
	}

	/** Temporary failure of the gateway; names no recipient. */
	@IncidentCause("sms_gateway")
	static class SmsNotSent extends RuntimeException {

		SmsNotSent(String problem) {
			super(problem);
		}

	}

}
