package io.selfieregistration.application;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.selfieregistration.platform.DomainNames;
import io.selfieregistration.platform.LanguageTag;
import io.selfieregistration.platform.ShownText;

/**
 * Everything about an application that an operator sets. It is also the shape of the
 * settings in the API and in the database.
 *
 * @param name shown to the person
 * @param onboardingWorkflow key of the process that runs for new users; null sends
 * everyone straight to verification
 * @param verificationWorkflow key of the process that runs for known users; null means
 * that there is none
 * @param showConsent whether the person must agree before a picture is taken
 * @param consentTexts what the person agrees to, by language tag
 * @param consentVersion the integrator's name for these texts
 * @param gatepassRule FEEL expression that a request must satisfy to start; null means
 * always
 * @param requestsPerMinute how many requests may be started in a minute; null means that
 * there is no limit
 * @param senderName who messages to the person come from; the application's name if null
 * @param emailTemplates words of e-mails by language tag; the product's own if there are
 * none for a language
 * @param smsTemplates words of SMS by language tag
 * @param notificationUrl where pings and pushed results go; as all addresses with its
 * host in A-labels
 * @param redirectUrls addresses that a person may be sent back to, compared exactly
 * @param requireEncryptedRequests whether the bodies of the application's calls must be
 * encrypted with its encryption key
 * @param deadLetter where it is told that a message could not be delivered, as a
 * {@code mailto:} or {@code https:} address; null means that only operators see it
 * @param linkExpiry how long a capture link can be opened
 * @param sessionLength how long a selfie can be taken after the person saw the page
 * @param reminder how long before the link's expiry an unopened link is sent again; null
 * means never
 * @param maximumAttempts how many selfies a person may submit, 1 to 10
 * @param allowCameraApp whether a picture of the phone's camera app is taken where the
 * page cannot use the camera
 * @param retention how long results are kept
 * @param supportAddress where a person finds help when the link leads nowhere; null means
 * that the page names nothing
 * @param sdkOrigins origins of pages that may embed the capture page
 * @param duplicates whether other users with the same face are looked for
 * @param blockList whether selfies with a face of the workspace's block list are refused
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApplicationSettings(@NotBlank @Size(max = 100) @ShownText String name,
		@Pattern(regexp = KEY, message = KEY_MESSAGE) String onboardingWorkflow,
		@Pattern(regexp = KEY, message = KEY_MESSAGE) String verificationWorkflow, boolean showConsent,
		@Size(max = 50) Map<@NotNull @LanguageTag String, @NotBlank @Size(max = 20_000) @ShownText(
				paragraphs = true) String> consentTexts,
		@Size(max = 100) @ShownText String consentVersion,
		@Size(max = 4096) @ShownText(paragraphs = true) String gatepassRule,
		@Min(1) @Max(100_000) Integer requestsPerMinute, VerificationWay verificationWay,
		NotificationType notificationType, @Size(max = 100) @ShownText String senderName,
		@Size(max = 50) Map<@NotNull @LanguageTag String, @NotNull @Valid MessageTemplate> emailTemplates,
		@Size(max = 50) Map<@NotNull @LanguageTag String, @NotNull @Valid MessageTemplate> smsTemplates,
		ResultNotificationWay resultNotificationWay, URI notificationUrl,
		@Size(max = 20) List<@NotNull URI> redirectUrls, ResponseType responseType, boolean requireEncryptedRequests,
		URI deadLetter,
		@JsonDeserialize(using = DurationText.Deserializer.class) @JsonFormat(
				shape = JsonFormat.Shape.STRING) Duration linkExpiry,
		@JsonDeserialize(using = DurationText.Deserializer.class) @JsonFormat(
				shape = JsonFormat.Shape.STRING) Duration sessionLength,
		@JsonDeserialize(using = DurationText.Deserializer.class) @JsonFormat(
				shape = JsonFormat.Shape.STRING) Duration reminder,
		@Min(FEWEST_ATTEMPTS) @Max(MOST_ATTEMPTS) Integer maximumAttempts, QualityPolicy qualityPolicy,
		boolean allowCameraApp,
		@JsonDeserialize(
				using = DurationText.Deserializer.class) @JsonFormat(
						shape = JsonFormat.Shape.STRING) Duration retention,
		@Valid Branding branding, URI supportAddress,
		@Size(max = 20) List<@NotNull @Pattern(regexp = "https?://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?",
				message = "must be an origin such as https://bank.example") String> sdkOrigins,
		DuplicatePolicy duplicates, BlockListPolicy blockList) {

	/** The bounds of {@code maximumAttempts}, also where a model sets it. */
	public static final int FEWEST_ATTEMPTS = 1;

	public static final int MOST_ATTEMPTS = 10;

	private static final String KEY = "[A-Za-z_][A-Za-z0-9._-]{0,63}";

	private static final String KEY_MESSAGE = "must be the key of a process";

	private static final Duration SESSION_LENGTH = Duration.ofMinutes(30);

	private static final int MAXIMUM_ATTEMPTS = 3;

	private static final Duration RETENTION = Duration.ofDays(1095);

	public ApplicationSettings {
		consentTexts = copy(consentTexts);
		verificationWay = (verificationWay != null) ? verificationWay : VerificationWay.WEB;
		notificationType = (notificationType != null) ? notificationType : NotificationType.LINK;
		emailTemplates = copy(emailTemplates);
		smsTemplates = copy(smsTemplates);
		resultNotificationWay = (resultNotificationWay != null) ? resultNotificationWay : ResultNotificationWay.POLL;
		notificationUrl = DomainNames.ascii(notificationUrl);
		redirectUrls = (redirectUrls != null) ? copy(redirectUrls.stream().map(DomainNames::ascii).toList())
				: List.of();
		deadLetter = DomainNames.ascii(deadLetter);
		responseType = (responseType != null) ? responseType : ResponseType.PLAINTEXT;
		linkExpiry = (linkExpiry != null) ? linkExpiry : notificationType.linkExpiry();
		sessionLength = (sessionLength != null) ? sessionLength : SESSION_LENGTH;
		maximumAttempts = (maximumAttempts != null) ? maximumAttempts : MAXIMUM_ATTEMPTS;
		qualityPolicy = (qualityPolicy != null) ? qualityPolicy : QualityPolicy.STANDARD;
		retention = (retention != null) ? retention : RETENTION;
		branding = (branding != null) ? branding : Branding.NONE;
		supportAddress = DomainNames.ascii(supportAddress);
		sdkOrigins = copy(sdkOrigins);
		duplicates = (duplicates != null) ? duplicates : DuplicatePolicy.OFF;
		blockList = (blockList != null) ? blockList : BlockListPolicy.OFF;
	}

	/** Whether there is a process for at least one phase. */
	@JsonIgnore
	public boolean hasWorkflow() {
		return this.onboardingWorkflow != null || this.verificationWorkflow != null;
	}

	/**
	 * Whether we bring the link to the person; otherwise it comes in the answer to the
	 * request.
	 */
	@JsonIgnore
	public boolean linkIsSent() {
		return this.verificationWay != VerificationWay.WEB || this.notificationType.sent();
	}

	/** Maps of the database and of callers may hold null; the checks name it. */
	private static <K, V> Map<K, V> copy(Map<K, V> map) {
		return (map != null) ? java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(map)) : Map.of();
	}

	private static <T> List<T> copy(List<T> list) {
		return (list != null) ? java.util.Collections.unmodifiableList(new java.util.ArrayList<>(list)) : List.of();
	}

	/** Policy on other users of the workspace who have the face of an accepted selfie. */
	public enum DuplicatePolicy {

		/** They are not looked for. */
		@JsonProperty("off")
		OFF,

		/** Candidates are shown to operators, and nothing is refused. */
		@JsonProperty("flag")
		FLAG

	}

	/** Policy on selfies with a face of the workspace's block list. */
	public enum BlockListPolicy {

		/** They are not looked for. */
		@JsonProperty("off")
		OFF,

		/** They are refused as attempts. */
		@JsonProperty("refuse")
		REFUSE

	}

}
