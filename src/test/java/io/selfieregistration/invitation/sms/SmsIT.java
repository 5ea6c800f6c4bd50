package io.selfieregistration.invitation.sms;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.invitation.CaptureLinkUndeliverable;
import io.selfieregistration.invitation.InvitationTexts;
import io.selfieregistration.invitation.Outbox;
import io.selfieregistration.invitation.sms.SmsInvitations.SmsNotSent;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestFixture;
import io.selfieregistration.rule.RuleEvaluator;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.Person;
import io.selfieregistration.system.Secrets;
import io.selfieregistration.system.SystemContext;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Sends SMS through a real HTTP server that stands for the gateway. */
@SystemTest
class SmsIT {

	private static final URI LINK = URI.create("https://selfie.example/capture/#token&more");

	private final WireMockServer gateway = SystemContext.smsGateway();

	private final String phone = Secrets
		.remember("+4915" + ThreadLocalRandom.current().nextLong(100_000_000, 999_999_999));

	private StubMapping stub;

	@Autowired
	private Integrators integrators;

	@Autowired
	private InvitationTexts texts;

	@Autowired
	private Outbox outbox;

	@Autowired
	private RuleEvaluator rules;

	@Autowired
	private ObjectMapper json;

	@AfterEach
	void forget() {
		if (this.stub != null) {
			this.gateway.removeStub(this.stub);
		}
	}

	@Test
	void bringsThePersonFromMessageToResult() throws Exception {
		try (Integrator integrator = this.integrators.with(NotificationType.SMS).start()) {
			JsonNode created = integrator
				.start(Map.of("user_id", "user-" + UUID.randomUUID(), "phone", this.phone, "locale", "de"));
			assertThat(created.has("capture_url")).isFalse();

			LoggedRequest message = await().atMost(Duration.ofSeconds(30))
				.until(() -> this.messages(), (messages) -> !messages.isEmpty())
				.get(0);
			JsonNode body = this.json.readTree(message.getBodyAsString());
			assertThat(body.get("from").asText()).isEqualTo("Selfie");
			assertThat(body.get("text").asText()).startsWith("Test Bank bittet Sie um ein Selfie");
			Person person = new Person(link(body.get("text").asText()));
			person.open();
			person.submit(Portrait.goodJpeg());

			assertThat(integrator.awaitResult(created.get("request_id").asText()).get("selfie_registered").asText())
				.isEqualTo("true");
		}
	}

	@Test
	void endsAsUndeliverableWhenTheGatewayKnowsNoSuchNumber() {
		answer((call) -> call.willReturn(WireMock.jsonResponse("{\"error\":\"unknown number\"}", 404)));
		try (Integrator integrator = this.integrators.with(NotificationType.SMS).start()) {
			JsonNode created = integrator.start(Map.of("user_id", "user-" + UUID.randomUUID(), "phone", this.phone));

			JsonNode result = integrator.awaitResult(created.get("request_id").asText());
			assertThat(result.get("selfie_registered").asText()).isEqualTo("false");
			assertThat(result.get("reason").asText()).isEqualTo("undeliverable");
		}
	}

	@Test
	void triesAgainWhatIsTemporary() {
		for (int status : new int[] { 404, 429, 500, 503, 301 }) {
			answer((call) -> call.willReturn(WireMock.aResponse().withStatus(status).withBody("not JSON")));
			assertThatExceptionOfType(SmsNotSent.class)
				.isThrownBy(() -> generic().send(application(), request(), LINK, Duration.ofMinutes(10)))
				.withMessage("The SMS gateway answered HTTP " + status);
			forget();
		}
		answer((call) -> call.willReturn(WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
		assertThatExceptionOfType(SmsNotSent.class)
			.isThrownBy(() -> generic().send(application(), request(), LINK, Duration.ofMinutes(10)))
			.withMessage("The connection to the SMS gateway broke")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(this.phone));
		forget();
		answer((call) -> call.willReturn(WireMock.ok("{}").withFixedDelay(5_000)));
		assertThatExceptionOfType(SmsNotSent.class)
			.isThrownBy(() -> generic().send(application(), request(), LINK, Duration.ofMinutes(10)))
			.withMessage("The SMS gateway did not answer in time");
	}

	@Test
	void takesTheAnswerOfTheGatewayWhateverBecomesOfItsBody() throws Exception {
		answer((call) -> call.willReturn(WireMock.aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)));
		generic().send(application(), request(), LINK, Duration.ofMinutes(10));
		forget();
		answer((call) -> call.willReturn(WireMock.ok("x".repeat(100_000)).withChunkedDribbleDelay(100, 60_000)));
		generic().send(application(), request(), LINK, Duration.ofMinutes(10));

		assertThat(messages()).hasSize(2);
	}

	@Test
	void speaksToTwilioByItsPreset() throws Exception {
		answer((call) -> call.willReturn(WireMock.jsonResponse("{\"sid\":\"SM1\",\"status\":\"queued\"}", 201)));

		twilio().send(application(), request(), LINK, Duration.ofMinutes(10));

		LoggedRequest message = messages().get(0);
		assertThat(message.getHeader("Authorization")).startsWith("Basic ");
		assertThat(message.formParameters().get("To").firstValue()).isEqualTo(this.phone);
		assertThat(message.formParameters().get("From").firstValue()).isEqualTo("+15005550006");
		assertThat(message.formParameters().get("Body").firstValue()).contains(LINK.toString());
	}

	@Test
	void knowsWhatTwilioCallsANumberThatCannotBeReached() {
		answer((call) -> call
			.willReturn(WireMock.jsonResponse("{\"code\":21614,\"message\":\"not a mobile number\"}", 400)));
		assertThatExceptionOfType(CaptureLinkUndeliverable.class)
			.isThrownBy(() -> twilio().send(application(), request(), LINK, Duration.ofMinutes(10)));
		forget();
		answer((call) -> call.willReturn(WireMock.jsonResponse("{\"code\":20003,\"message\":\"who?\"}", 400)));
		assertThatExceptionOfType(SmsNotSent.class)
			.isThrownBy(() -> twilio().send(application(), request(), LINK, Duration.ofMinutes(10)));
	}

	private void answer(java.util.function.UnaryOperator<MappingBuilder> answer) {
		this.stub = this.gateway.stubFor(
				answer.apply(WireMock.post("/messages").withRequestBody(WireMock.containing(this.phone.substring(1))))
					.atPriority(1));
	}

	private List<LoggedRequest> messages() {
		return this.gateway.findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/messages"))
			.withRequestBody(WireMock.containing(this.phone.substring(1))));
	}

	private static String link(String text) {
		Matcher link = Pattern.compile("https?://\\S+").matcher(text);
		assertThat(link.find()).isTrue();
		return link.group();
	}

	private SmsInvitations generic() {
		return invitations(new SmsSettings(null, URI.create(this.gateway.url("/messages")), "POST", Map.of(), null,
				null, "Selfie", "application/json", "{\"to\":\"{{to}}\",\"text\":\"{{text}}\"}",
				"status >= 200 and status < 300", "status = 404 and body.error = \"unknown number\"", null,
				Duration.ofSeconds(2)));
	}

	private SmsInvitations twilio() {
		return invitations(new SmsSettings("twilio", URI.create(this.gateway.url("/messages")), "POST", Map.of(), "AC1",
				"auth-token", "+15005550006", null, null, null, null, null, Duration.ofSeconds(2)));
	}

	private SmsInvitations invitations(SmsSettings settings) {
		return new SmsInvitations(settings, this.texts, this.outbox, this.rules, this.json);
	}

	private static Application application() {
		ApplicationSettings settings = ApplicationSettingsFixture.named("Test \"Bank\"")
			.notificationType(NotificationType.SMS)
			.build();
		return new Application("a", "default", settings, 1, Instant.now(), Instant.now(), null);
	}

	private Request request() {
		return RequestFixture.request().phone(this.phone).locale("en").build();
	}

}
