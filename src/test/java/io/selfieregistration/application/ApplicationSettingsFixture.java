package io.selfieregistration.application;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Makes the settings of an application, of which only some differ from the defaults. */
public final class ApplicationSettingsFixture {

	private final String name;

	private String onboardingWorkflow;

	private String verificationWorkflow = "verification";

	private NotificationType notificationType;

	private ResultNotificationWay resultNotificationWay;

	private URI notificationUrl;

	private Duration linkExpiry;

	private Duration sessionLength;

	private Duration reminder;

	private Integer maximumAttempts;

	private Map<String, String> consentTexts;

	private String consentVersion;

	private String gatepassRule;

	private Integer requestsPerMinute;

	private VerificationWay verificationWay;

	private Map<String, MessageTemplate> emailTemplates;

	private Map<String, MessageTemplate> smsTemplates;

	private List<URI> redirectUrls;

	private ResponseType responseType;

	private boolean requireEncryptedRequests;

	private URI deadLetter;

	private QualityPolicy qualityPolicy;

	private boolean allowCameraApp;

	private Duration retention;

	private Branding branding;

	private URI supportAddress;

	private List<String> sdkOrigins;

	private ApplicationSettings.DuplicatePolicy duplicates;

	private ApplicationSettings.BlockListPolicy blockList;

	private ApplicationSettingsFixture(String name) {
		this.name = name;
	}

	/** Settings that are all defaults, to change some of them. */
	public static ApplicationSettingsFixture named(String name) {
		return new ApplicationSettingsFixture(name);
	}

	public ApplicationSettingsFixture onboardingWorkflow(String key) {
		this.onboardingWorkflow = key;
		return this;
	}

	public ApplicationSettingsFixture verificationWorkflow(String key) {
		this.verificationWorkflow = key;
		return this;
	}

	public ApplicationSettingsFixture notificationType(NotificationType type) {
		this.notificationType = type;
		return this;
	}

	public ApplicationSettingsFixture resultNotification(ResultNotificationWay way, URI url) {
		this.resultNotificationWay = way;
		this.notificationUrl = url;
		return this;
	}

	public ApplicationSettingsFixture linkExpiry(Duration expiry) {
		this.linkExpiry = expiry;
		return this;
	}

	public ApplicationSettingsFixture sessionLength(Duration length) {
		this.sessionLength = length;
		return this;
	}

	public ApplicationSettingsFixture reminder(Duration before) {
		this.reminder = before;
		return this;
	}

	public ApplicationSettingsFixture maximumAttempts(int attempts) {
		this.maximumAttempts = attempts;
		return this;
	}

	/**
	 * Asks the person to agree.
	 * @param texts by language tag
	 */
	public ApplicationSettingsFixture consent(String version, Map<String, String> texts) {
		this.consentVersion = version;
		this.consentTexts = texts;
		return this;
	}

	public ApplicationSettingsFixture allowCameraApp() {
		this.allowCameraApp = true;
		return this;
	}

	public ApplicationSettingsFixture gatepassRule(String gatepassRule) {
		this.gatepassRule = gatepassRule;
		return this;
	}

	public ApplicationSettingsFixture requestsPerMinute(int limit) {
		this.requestsPerMinute = limit;
		return this;
	}

	public ApplicationSettingsFixture verificationWay(VerificationWay verificationWay) {
		this.verificationWay = verificationWay;
		return this;
	}

	public ApplicationSettingsFixture emailTemplates(Map<String, MessageTemplate> emailTemplates) {
		this.emailTemplates = emailTemplates;
		return this;
	}

	public ApplicationSettingsFixture smsTemplates(Map<String, MessageTemplate> smsTemplates) {
		this.smsTemplates = smsTemplates;
		return this;
	}

	public ApplicationSettingsFixture requireEncryptedRequests() {
		this.requireEncryptedRequests = true;
		return this;
	}

	public ApplicationSettingsFixture responseType(ResponseType responseType) {
		this.responseType = responseType;
		return this;
	}

	public ApplicationSettingsFixture deadLetter(URI deadLetter) {
		this.deadLetter = deadLetter;
		return this;
	}

	public ApplicationSettingsFixture qualityPolicy(QualityPolicy qualityPolicy) {
		this.qualityPolicy = qualityPolicy;
		return this;
	}

	public ApplicationSettingsFixture retention(Duration retention) {
		this.retention = retention;
		return this;
	}

	public ApplicationSettingsFixture supportAddress(URI supportAddress) {
		this.supportAddress = supportAddress;
		return this;
	}

	public ApplicationSettingsFixture branding(Branding branding) {
		this.branding = branding;
		return this;
	}

	public ApplicationSettingsFixture sdkOrigins(String... origins) {
		this.sdkOrigins = List.of(origins);
		return this;
	}

	public ApplicationSettingsFixture redirectUrls(URI... urls) {
		this.redirectUrls = List.of(urls);
		return this;
	}

	public ApplicationSettingsFixture flaggingDuplicates() {
		this.duplicates = ApplicationSettings.DuplicatePolicy.FLAG;
		return this;
	}

	public ApplicationSettingsFixture refusingBlockedFaces() {
		this.blockList = ApplicationSettings.BlockListPolicy.REFUSE;
		return this;
	}

	public ApplicationSettings build() {
		return new ApplicationSettings(this.name, this.onboardingWorkflow, this.verificationWorkflow,
				this.consentTexts != null, this.consentTexts, this.consentVersion, this.gatepassRule,
				this.requestsPerMinute, this.verificationWay, this.notificationType, null, this.emailTemplates,
				this.smsTemplates, this.resultNotificationWay, this.notificationUrl, this.redirectUrls,
				this.responseType, this.requireEncryptedRequests, this.deadLetter, this.linkExpiry, this.sessionLength,
				this.reminder, this.maximumAttempts, this.qualityPolicy, this.allowCameraApp, this.retention,
				this.branding, this.supportAddress, this.sdkOrigins, this.duplicates, this.blockList);
	}

}
