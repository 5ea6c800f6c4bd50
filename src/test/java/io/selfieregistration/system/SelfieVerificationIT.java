package io.selfieregistration.system;

import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.face.AnotherFace;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;
import io.selfieregistration.workflow.WorkflowDrawing;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Registers people, and verifies them later, from the call of the integrator on. */
@SystemTest
class SelfieVerificationIT {

	private final String key = "verify-" + UUID.randomUUID();

	private final String user = "user-" + UUID.randomUUID();

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	@Autowired
	private IdentityService identity;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void verifiesTheSameFaceAndTellsTheIntegrator() {
		register();
		try (Integrator integrator = verifying(Map.of())) {
			JsonNode created = integrator.start(Map.of("user_id", this.user));
			Person person = new Person(created.get("capture_url").asText());
			assertThat(person.look().getBody().get("module").asText()).isEqualTo("selfie-verification");
			person.open();

			JsonNode verdict = person.submit(Portrait.asJpeg(Portrait.mirrored(), 0.9f)).getBody();

			assertThat(verdict.get("accepted").asBoolean()).isTrue();
			JsonNode result = result(integrator, created);
			assertThat(integrator.awaitWebhook(created.get("request_id").asText())).isEqualTo(result);
			assertThat(result.fieldNames()).toIterable()
				.containsExactly("request_id", "workflow", "user_id", "selfie_registered_at", "photo_url",
						"selfie_registered", "selfie_verified", "selfie_verified_at", "selfie_quality_score");
			assertThat(result.get("selfie_verified").asText()).isEqualTo("true");
			assertThat(result.get("selfie_verified_at").asText()).matches("[0-9]{10}");
			assertThat(Integer.parseInt(result.get("selfie_quality_score").asText())).isBetween(50, 100);
			assertThat(result.get("selfie_registered").asText()).isEqualTo("false");
			assertThat(integrator.photo(created.get("request_id").asText()).getBody()).startsWith(0xff, 0xd8, 0xff);
			assertThat(templates()).as("that of the registration").isOne();
		}
	}

	@Test
	void refusesAnotherFaceUntilAttemptsAreUsedUp() {
		register();
		try (Integrator integrator = verifying(Map.of("selfieMaximumAttempts", "2"))) {
			JsonNode created = integrator.start(Map.of("user_id", this.user));
			Person person = new Person(created.get("capture_url").asText());
			person.open();

			JsonNode first = person.submit(AnotherFace.jpeg()).getBody();
			JsonNode last = person.submit(AnotherFace.jpeg()).getBody();

			assertThat(first.toString()).isEqualTo("{\"accepted\":false,\"attempts_left\":1,"
					+ "\"findings\":[{\"code\":\"not_matched\",\"severity\":\"refuse\"}]}");
			assertThat(last.get("attempts_left").asInt()).isZero();
			JsonNode result = result(integrator, created);
			assertThat(result.get("selfie_verified").asText()).isEqualTo("false");
			assertThat(result.get("reason").asText()).isEqualTo("not_matched");
			assertThat(result.get("photo_url").isNull()).isTrue();
			assertThat(result.has("selfie_quality_score")).isFalse();
			assertThat(result.toString()).doesNotContainIgnoringCase("distance");
			assertThat(person.look().getBody().get("code").asText()).isEqualTo("attempts_exhausted");
		}
	}

	@Test
	void tellsAtOnceThatUserIsNotRegistered() {
		try (Integrator integrator = verifying(Map.of())) {
			JsonNode created = integrator.start(Map.of("user_id", this.user));

			JsonNode result = result(integrator, created);

			assertThat(result.get("selfie_verified").asText()).isEqualTo("false");
			assertThat(result.get("reason").asText()).isEqualTo("not_registered");
			ResponseEntity<JsonNode> page = new Person(created.get("capture_url").asText()).look();
			assertThat(page.getStatusCode().value()).isEqualTo(410);
			assertThat(page.getBody().get("code").asText()).isEqualTo("not_registered");
			assertThat(steps(created)).as("no link was sent").isZero();
		}
	}

	@Test
	void letsUserWaitAfterFiveFailuresAndNotForEver() {
		register();
		fail(5);
		try (Integrator integrator = verifying(Map.of())) {
			JsonNode created = integrator.start(Map.of("user_id", this.user));
			Person person = new Person(created.get("capture_url").asText());
			person.look();

			ResponseEntity<JsonNode> paused = person.openEarly();

			assertThat(paused.getStatusCode().value()).isEqualTo(429);
			assertThat(paused.getBody().get("code").asText()).isEqualTo("comparisons_paused");
			assertThat(Integer.parseInt(paused.getHeaders().getFirst(HttpHeaders.RETRY_AFTER))).isBetween(1, 30);

			this.jdbc
				.sql("update failed_comparison set failed_at = failed_at - interval '31 seconds' where user_id = :user")
				.param("user", this.user)
				.update();
			assertThat(person.open().getStatusCode().value()).isEqualTo(200);
			fail(1);
			assertThat(person.submit(Portrait.goodJpeg()).getStatusCode().value()).as("a minute after the sixth")
				.isEqualTo(429);
			this.jdbc
				.sql("update failed_comparison set failed_at = failed_at - interval '61 seconds' where user_id = :user")
				.param("user", this.user)
				.update();
			assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
			assertThat(result(integrator, created).get("selfie_verified").asText()).isEqualTo("true");
		}
	}

	@Test
	void letsUserRegisterAgainAfterFiftyFailures() {
		register();
		fail(49);
		this.jdbc.sql("update failed_comparison set failed_at = failed_at - interval '2 hours' where user_id = :user")
			.param("user", this.user)
			.update();
		try (Integrator integrator = verifying(Map.of())) {
			JsonNode created = integrator.start(Map.of("user_id", this.user));
			Person person = new Person(created.get("capture_url").asText());
			person.open();
			assertThat(person.submit(AnotherFace.jpeg()).getBody().get("attempts_left").asInt()).isZero();
			assertThat(result(integrator, created).get("reason").asText()).isEqualTo("not_matched");
			JsonNode next = integrator.start(Map.of("user_id", this.user));
			assertThat(result(integrator, next).get("reason").asText()).isEqualTo("not_matched");

			register();

			JsonNode last = integrator.start(Map.of("user_id", this.user));
			Person again = new Person(last.get("capture_url").asText());
			again.open();
			assertThat(again.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
		}
	}

	@Test
	@BrowserTest
	void leadsThePersonThroughTheScreens() {
		register();
		try (Integrator integrator = verifying(Map.of("selfieMaximumAttempts", "3"))) {
			JsonNode created = integrator.start(Map.of("user_id", this.user));
			String link = created.get("capture_url").asText();
			try (Phone phone = Phone.seeing(AnotherFace.picture())) {
				phone.open(link);
				assertThat(phone.text()).contains("so that we can confirm it is you");
				phone.takePhoto().usePhoto().expect("Let\u2019s try that again");
				assertThat(phone.text()).contains("We could not confirm it is you.", "You have 2 attempts left.");
				phone.screenshot("verification-not-matched");
				fail(4);

				phone.browser().press("Try again");

				phone.expect("Please wait before you try again");
				assertThat(phone.text()).containsPattern("Trying again in [0-9]+ seconds?");
				phone.screenshot("verification-paused");
			}
			this.jdbc
				.sql("update failed_comparison set failed_at = failed_at - interval '31 seconds' where user_id = :user")
				.param("user", this.user)
				.update();
			try (Phone phone = Phone.seeing(Portrait.good())) {
				phone.open(link).takePhoto().usePhoto().expect("Completed");
			}
			assertThat(result(integrator, created).get("selfie_verified").asText()).isEqualTo("true");
		}
		try (Integrator integrator = verifying(Map.of()); Phone phone = Phone.seeing(Portrait.good())) {
			JsonNode created = integrator.start(Map.of("user_id", "stranger-" + UUID.randomUUID()));
			result(integrator, created);

			phone.browser().open(created.get("capture_url").asText());

			phone.expect("There is no photo to compare with");
			phone.screenshot("verification-not-registered");
		}
	}

	private void register() {
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start(Map.of("user_id", this.user));
			Person person = new Person(created.get("capture_url").asText());
			person.open();
			assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
			assertThat(result(integrator, created).get("selfie_registered").asText()).isEqualTo("true");
		}
	}

	private Integrator verifying(Map<String, String> settings) {
		OperatorClient.deployer(this.identity, this.web.baseUrl(), "default")
			.deploy(this.key, WorkflowDrawing.verifying(this.key, settings), "default");
		return this.integrators.with(NotificationType.LINK).workflow(this.key).start();
	}

	/** Comparisons that failed in other requests of the user. */
	private void fail(int times) {
		this.jdbc.sql("""
				insert into failed_comparison (workspace, user_id, failed_at)
				select 'default', :user, clock_timestamp() from generate_series(1, :times)
				""").param("user", this.user).param("times", times).update();
	}

	private static JsonNode result(Integrator integrator, JsonNode created) {
		return integrator.awaitResult(created.get("request_id").asText());
	}

	private int templates() {
		return this.jdbc.sql("select count(*) from facial_template where user_id = :user")
			.param("user", this.user)
			.query(Integer.class)
			.single();
	}

	private int steps(JsonNode created) {
		return this.jdbc.sql("select count(*) from capture_step where request_id = cast(:id as uuid)")
			.param("id", created.get("request_id").asText())
			.query(Integer.class)
			.single();
	}

}
