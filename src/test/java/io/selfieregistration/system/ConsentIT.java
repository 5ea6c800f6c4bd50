package io.selfieregistration.system;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person agrees to is written before anything of a picture is taken. */
@SystemTest
class ConsentIT {

	private static final Map<String, String> TEXTS = Map.of("en", "We keep your photo.", "de",
			"Wir bewahren Ihr Foto auf.");

	@Autowired
	private Integrators integrators;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void takesNoPictureBeforeThePersonAgreedAndWritesToWhat() throws Exception {
		try (Integrator integrator = asking()) {
			// given
			JsonNode created = integrator.start();
			String id = created.get("request_id").asText();
			Person person = new Person(created.get("capture_url").asText());
			JsonNode consent = person.look().getBody().get("consent");
			assertThat(consent.get("version").asText()).isEqualTo("2026-11");
			assertThat(consent.at("/texts/de/text").asText()).isEqualTo(TEXTS.get("de"));
			person.open();

			// when, then
			assertProblem(person.submit(Portrait.goodJpeg()), 403, "consent_required");
			assertProblem(person.preview(Portrait.goodJpeg(), 1), 403, "consent_required");
			assertProblem(person.agree("de", "2026-10", sha256(TEXTS.get("de"))), 403, "consent_required");
			assertProblem(person.agree("fr", "2026-11", sha256(TEXTS.get("de"))), 403, "consent_required");
			assertProblem(person.agree("de", "2026-11", sha256(TEXTS.get("en"))), 403, "consent_required");
			assertProblem(person.agree("de", "2026-11", "no hash"), 400, "invalid_request");
			assertThat(consents(id)).isZero();

			// when
			Instant before = Instant.now().minusMillis(1);
			ResponseEntity<JsonNode> agreed = person.agree("de", "2026-11", sha256(TEXTS.get("de")));

			// then
			assertThat(agreed.getStatusCode().value()).isEqualTo(200);
			assertThat(agreed.getBody().has("consent")).isFalse();
			assertThat(person.agree("en", "2026-11", sha256(TEXTS.get("en"))).getStatusCode().value()).isEqualTo(200);
			Map<String, Object> row = this.jdbc.sql("select * from consent where request_id = ?::uuid")
				.param(id)
				.query()
				.singleRow();
			assertThat(row.get("language")).as("the first time counts").isEqualTo("de");
			assertThat(row.get("version")).isEqualTo("2026-11");
			assertThat(HexFormat.of().formatHex((byte[]) row.get("text_hash"))).isEqualTo(sha256(TEXTS.get("de")));
			assertThat(this.jdbc.sql("select consented_at from consent where request_id = ?::uuid")
				.param(id)
				.query(OffsetDateTime.class)
				.single()
				.toInstant()).isBetween(before, Instant.now());
			assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
			assertThat(integrator.awaitResult(id).get("selfie_registered").asText()).isEqualTo("true");
		}
	}

	@Test
	void endsRequestOfPersonWhoDoesNotAgree() {
		try (Integrator integrator = asking()) {
			JsonNode created = integrator.start();
			Person person = new Person(created.get("capture_url").asText());

			assertThat(person.refuse().getStatusCode().value()).isEqualTo(204);

			assertThat(person.refuse().getStatusCode().value()).as("may be repeated").isEqualTo(204);
			assertProblem(person.look(), 410, "consent_refused");
			assertProblem(person.submit(Portrait.goodJpeg()), 403, "consent_required");
			JsonNode result = integrator.awaitWebhook(created.get("request_id").asText());
			assertThat(result.get("selfie_registered").asText()).isEqualTo("false");
			assertThat(result.get("reason").asText()).isEqualTo("consent_refused");
		}
	}

	@Test
	void asksNobodyWhereTheApplicationDoesNot() {
		try (Integrator integrator = this.integrators.byLink()) {
			Person person = new Person(integrator.start().get("capture_url").asText());

			assertThat(person.look().getBody().has("consent")).isFalse();
			person.open();
			assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
			assertProblem(person.refuse(), 409, "request_decided");
		}
	}

	private Integrator asking() {
		return this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.consent("2026-11", TEXTS))
			.start();
	}

	private int consents(String id) {
		return this.jdbc.sql("select count(*) from consent where request_id = ?::uuid")
			.param(id)
			.query(Integer.class)
			.single();
	}

	private static String sha256(String text) throws Exception {
		return HexFormat.of()
			.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
	}

	private static void assertProblem(ResponseEntity<JsonNode> answer, int status, String code) {
		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(status);
		assertThat(answer.getBody().get("code").asText()).isEqualTo(code);
	}

}
