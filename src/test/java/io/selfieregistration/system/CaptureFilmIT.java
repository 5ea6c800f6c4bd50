package io.selfieregistration.system;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.browser.Browser;
import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.browser.FakeCamera;
import io.selfieregistration.browser.Film;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Films a person from the consent to the end, with the service as it is: makes
 * {@code target/capture.webp}, of which {@code docs/capture-page/capture.webp} is a copy.
 */
@SystemTest
@BrowserTest
@Tag("durability")
class CaptureFilmIT {

	private static final Duration LOOK = Duration.ofMillis(2000);

	private static final Duration MOVEMENT = Duration.ofMillis(200);

	private static final Duration SUCCESS = Duration.ofMillis(900);

	private static final Path FILM = Path.of("target", "capture.webp");

	@Autowired
	private Integrators integrators;

	@Test
	void showsTheWayFromConsentToCompleted() throws Exception {
		Film film = new Film(390, 844);
		try (Integrator integrator = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.consent("1",
					Map.of("en", "We keep your photo to recognise you later. You may ask us to erase it at any time.")))
			.start(); Browser phone = Browser.phone().camera(FakeCamera.showing(comingCloser())).start()) {
			JsonNode created = integrator.start();
			String link = created.get("capture_url").asText();
			Secrets.remember(link.substring(link.indexOf('#') + 1));

			// when
			phone.open(link);
			phone.button("I agree");
			film.show(phone, LOOK);
			phone.press("I agree");
			phone.button("Start");
			film.show(phone, LOOK);
			phone.press("Start");
			List<String> colours = filmCamera(phone, film);
			phone.button("Submit");
			film.show(phone, LOOK);
			phone.press("Submit");
			phone.heading("Completed");
			film.show(phone, LOOK);
			film.writeTo(FILM);

			// then
			assertThat(colours).as("the oval").containsSubsequence("change", "good");
			assertThat(integrator.awaitResult(created.get("request_id").asText()).get("selfie_registered").asText())
				.isEqualTo("true");
			assertThat(film.duration()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(30));
			assertThat(Files.size(FILM)).isLessThan(500_000);
		}
	}

	/** Films until the page has taken the photo; returns what the oval showed. */
	private static List<String> filmCamera(Browser phone, Film film) {
		List<String> colours = new ArrayList<>();
		phone.button("Take photo");
		phone.waitFor((driver) -> {
			String colour = String.valueOf(phone.driver()
				.executeScript("return document.querySelector('selfie-camera')?.getAttribute('data-advice')"));
			film.show(phone, colour.equals("good") ? SUCCESS : MOVEMENT);
			colours.add(colour);
			return phone.driver().findElement(By.tagName("h1")).getText().equals("Is this a good photo?");
		}, "the photo");
		return colours;
	}

	private static List<BufferedImage> comingCloser() {
		List<BufferedImage> pictures = new ArrayList<>();
		int steps = FakeCamera.RATE;
		double far = 1.6;
		pictures.addAll(Collections.nCopies(3 * FakeCamera.RATE, Portrait.from(far)));
		for (int step = 1; step < steps; step++) {
			pictures.add(Portrait.from(far - (far - 1) * step / steps));
		}
		pictures.addAll(Collections.nCopies(8 * FakeCamera.RATE, Portrait.from(1)));
		return pictures;
	}

}
