package io.selfieregistration.system;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What people see when their selfie is not good enough, comes too late or is not wanted.
 */
@SystemTest
@BrowserTest
@Tag("durability")
class RefusedSelfieIT {

	private static final String REFUSED = "Let’s try that again";

	@Autowired
	private Integrators integrators;

	@Autowired
	private JdbcClient jdbc;

	@ParameterizedTest
	@EnumSource
	void namesReasonAndTakesNextGoodSelfie(BadCamera camera) throws Exception {
		try (Integrator integrator = this.integrators.byLink()) {
			// given
			JsonNode created = integrator.start();
			String id = created.get("request_id").asText();
			String link = created.get("capture_url").asText();

			// when
			try (Phone phone = Phone.seeing(camera.picture())) {
				phone.open(link).takePhoto().usePhoto().expect(REFUSED);
				phone.screenshot("refused-" + camera.code);

				// then
				assertThat(phone.text()).contains(text("finding." + camera.code + ".what"),
						text("finding." + camera.code + ".advice"), "You have 2 attempts left.");
			}
			assertThat(integrator.read(id).get("status").asText()).isEqualTo("pending");
			assertNothingStored(id);

			// when
			try (Phone phone = Phone.seeing(Portrait.good())) {
				phone.open(link).takePhoto().usePhoto().expect("Completed");
			}

			// then
			assertThat(integrator.awaitWebhook(id).get("selfie_registered").asText()).isEqualTo("true");
			assertThat(stored("photo", id)).isOne();
			assertThat(stored("facial_template", id)).isOne();
		}
	}

	@Test
	void endsAfterLastAttempt() {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK).maximumAttempts(2).start();
				Phone phone = Phone.seeing(BadCamera.NO_FACE.picture())) {
			JsonNode created = integrator.start();
			phone.open(created.get("capture_url").asText()).takePhoto().usePhoto().expect(REFUSED);
			assertThat(phone.text()).contains("You have 1 attempt left.");

			phone.takePhotoAgain().usePhoto().expect("No attempts are left");

			phone.screenshot("attempts-exhausted");
			assertThat(phone.text()).contains("None of the photos could be accepted.", "We could not find a face.")
				.doesNotContain("No attempts are left.", "Try again");
			assertNotRegistered(integrator, created, "attempts_exhausted");
			phone.browser().driver().navigate().refresh();
			phone.expect("No attempts are left").screenshot("attempts-exhausted-reopened");
		}
	}

	@Test
	void tellsThatLinkHasExpiredWhenItIsOpenedTooLate() {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK)
			.linkExpiry(Duration.ofSeconds(2))
			.start(); Phone phone = Phone.seeing(Portrait.good())) {
			JsonNode created = integrator.start();
			assertNotRegistered(integrator, created, "expired");

			phone.browser().open(created.get("capture_url").asText());

			phone.expect("This link has expired").screenshot("link-expired");
		}
	}

	@Test
	void tellsThatLinkHasExpiredWhenTimeEndsWithThePageOpen() {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK)
			.session(Duration.ofSeconds(2))
			.start(); Phone phone = Phone.seeing(Portrait.good())) {
			JsonNode created = integrator.start();
			phone.open(created.get("capture_url").asText()).browser().press("Start");

			phone.expect("This link has expired");
			assertNotRegistered(integrator, created, "expired");
		}
	}

	@Test
	void tellsThatRequestWasWithdrawn() {
		try (Integrator integrator = this.integrators.byLink(); Phone phone = Phone.seeing(Portrait.good())) {
			// given
			JsonNode created = integrator.start();
			String id = created.get("request_id").asText();
			phone.open(created.get("capture_url").asText()).takePhoto();

			// when
			assertThat(integrator.client()
				.post()
				.uri("/api/v1/requests/{id}/cancel", id)
				.retrieve()
				.toBodilessEntity()
				.getStatusCode()
				.is2xxSuccessful()).isTrue();

			// then
			assertNotRegistered(integrator, created, "cancelled");
			phone.usePhoto().expect("This request was withdrawn").screenshot("request-cancelled");
			assertNothingStored(id);
		}
	}

	private void assertNotRegistered(Integrator integrator, JsonNode created, String reason) {
		String id = created.get("request_id").asText();
		JsonNode webhook = integrator.awaitWebhook(id);
		assertThat(webhook).isEqualTo(integrator.awaitResult(id));
		assertThat(webhook.fieldNames()).toIterable()
			.containsExactly("request_id", "workflow", "user_id", "selfie_registered_at", "photo_url",
					"selfie_registered", "reason");
		assertThat(webhook.get("selfie_registered").asText()).isEqualTo("false");
		assertThat(webhook.get("selfie_registered").isTextual()).isTrue();
		assertThat(webhook.get("reason").asText()).isEqualTo(reason);
		assertThat(webhook.get("selfie_registered_at").isNull()).isTrue();
		assertThat(webhook.get("photo_url").isNull()).isTrue();
		assertNothingStored(id);
		assertThat(integrator.photo(id).getStatusCode().value()).isEqualTo(404);
	}

	/** A photo without a row does not exist: the row is written before the object. */
	private void assertNothingStored(String id) {
		await().untilAsserted(() -> assertThat(stored("photo", id)).isZero());
		assertThat(stored("facial_template", id)).isZero();
	}

	private int stored(String table, String id) {
		return this.jdbc.sql("select count(*) from " + table + " where request_id = ?::uuid")
			.param(id)
			.query(Integer.class)
			.single();
	}

	private static String text(String key) throws Exception {
		try (var in = new ClassPathResource("static/capture/languages/en.json").getInputStream()) {
			return new ObjectMapper().readTree(in).required(key).asText();
		}
	}

	/**
	 * Two people side by side, both within what the page takes of the camera's picture.
	 */
	private static BufferedImage twoPeople() {
		BufferedImage face = Portrait.good().getSubimage(180, 60, 360, 480);
		return Portrait.drawn(540, 720, (graphics) -> {
			graphics.setColor(Color.LIGHT_GRAY);
			graphics.fillRect(0, 0, 540, 720);
			graphics.drawImage(face, 0, 180, 270, 360, null);
			graphics.drawImage(face, 270, 180, 270, 360, null);
		});
	}

	/** A camera that shows something else than one face in good light. */
	private enum BadCamera {

		NO_FACE("no_face", Portrait::noFace),

		TWO_FACES("multiple_faces", RefusedSelfieIT::twoPeople),

		DARK("too_dark", Portrait::dark),

		BLURRED("blurred", Portrait::blurred);

		private final String code;

		private final Supplier<BufferedImage> picture;

		BadCamera(String code, Supplier<BufferedImage> picture) {
			this.code = code;
			this.picture = picture;
		}

		BufferedImage picture() {
			return this.picture.get();
		}

	}

}
