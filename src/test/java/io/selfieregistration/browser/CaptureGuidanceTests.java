package io.selfieregistration.browser;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import javax.imageio.ImageIO;

import io.selfieregistration.browser.ScriptedCaptureServer.Answer;
import io.selfieregistration.browser.ScriptedCaptureServer.Call;
import io.selfieregistration.face.Portrait;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/** What the page says and does before the camera, with guidance by a script. */
@BrowserTest
@Tag("durability")
class CaptureGuidanceTests {

	private static Browser phone;

	private final ScriptedCaptureServer server = new ScriptedCaptureServer();

	@BeforeAll
	static void startPhone() {
		phone = Browser.phone().camera(FakeCamera.showing(Portrait.good())).start();
	}

	@AfterAll
	static void stopPhone() {
		if (phone != null) {
			phone.close();
		}
	}

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@Test
	void saysTheOneThingToChange() {
		Map<String, String> advices = new LinkedHashMap<>();
		advices.put("no_face", "Show your face in the oval");
		advices.put("multiple_faces", "Only one face, please");
		advices.put("face_too_small", "Come closer");
		advices.put("face_cropped", "Move back a little");
		advices.put("too_dark", "Turn to the light");
		advices.put("overexposed", "Move out of the bright light");
		advices.put("uneven_light", "Turn to the light");
		advices.put("head_turned", "Look straight ahead");
		advices.put("head_pitch", "Hold the camera at eye level");
		advices.put("head_tilted", "Hold your head upright");
		advices.put("eyes_closed", "Open your eyes");
		advices.put("blurred", "Hold still");
		advices.put("mouth_open", "Close your mouth");
		advices.put("a_new_code", "Look straight into the camera");
		this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance("eyes_closed"));
		openCamera(phone);

		advices.forEach((code, advice) -> {
			this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance(code, "low_contrast"));
			awaitText(() -> advice(phone), advice);
			awaitText(() -> spoken(phone), advice);
		});
	}

	@Test
	void saysItAloudOnce() {
		this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance("face_too_small", "low_contrast"));
		openCamera(phone);

		awaitText(() -> spoken(phone), "Come closer");
		assertThat(advice(phone)).isEqualTo("Come closer");
		assertThat(phone.driver().findElement(By.cssSelector(".advice")).getDomAttribute("aria-hidden"))
			.isEqualTo("true");
	}

	@Test
	void takesThePhotoByItselfWhenEverythingIsGoodForAMoment() {
		this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance("no_face"), Answer.guidance("too_dark"),
				Answer.guidance());
		openCamera(phone);

		phone.heading("Is this a good photo?");

		assertThat(phone.text()).contains("we took the photo for you");
		assertThat(this.server.calls(ScriptedCaptureServer.PREVIEW)).hasSizeGreaterThanOrEqualTo(5);
		phone.press("Submit");
		phone.heading("Completed");
	}

	@Test
	void takesNoPhotoByItselfUntilTheFaceFillsTheOval() {
		Map<Answer, String> advices = new LinkedHashMap<>();
		advices.put(at("0.5", "0.46", "0.33"), "Come closer");
		advices.put(at("0.5", "0.46", "0.56"), "Further away");
		advices.put(at("0.5", "0.55", "0.5"), "Move up");
		advices.put(at("0.5", "0.37", "0.5"), "Move down");
		advices.put(at("0.41", "0.46", "0.5"), "Move left");
		advices.put(at("0.59", "0.46", "0.5"), "Move right");
		advices.put(at("0.41", "0.57", "0.5"), "Move up");
		this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance("no_face"));
		openCamera(phone);

		advices.forEach((place, advice) -> {
			this.server.answer(ScriptedCaptureServer.PREVIEW, place);
			awaitText(() -> advice(phone), advice);
			int before = this.server.calls(ScriptedCaptureServer.PREVIEW).size();
			await().until(() -> this.server.calls(ScriptedCaptureServer.PREVIEW).size() >= before + 5);
			assertThat(phone.driver().findElement(By.tagName("selfie-camera")).getDomAttribute("data-advice"))
				.as(advice)
				.isEqualTo("change");
		});

		this.server.answer(ScriptedCaptureServer.PREVIEW, at("0.49", "0.47", "0.5"));
		phone.heading("Is this a good photo?");
	}

	@Test
	void takesHeadAndShouldersOnly() throws Exception {
		try (Browser browser = Browser.phone().start()) {
			this.server.answer(ScriptedCaptureServer.PREVIEW, at("0.5", "0.46", "0.4"));
			openCamera(browser);
			browser.press("Submit");
			browser.heading("Completed");
		}

		BufferedImage photo = ImageIO
			.read(new ByteArrayInputStream(this.server.calls(ScriptedCaptureServer.SUBMIT).get(0).body()));
		double faceHeight = 0.4 * FakeCamera.HEIGHT;
		double head = 1.4 * faceHeight;
		assertThat(photo.getHeight()).isCloseTo((int) (head / 0.65), within(2));
		assertThat((double) photo.getWidth() / photo.getHeight()).isBetween(0.74, 0.80);
		double middleOfTheCamera = seam(photo);
		double face = middleOfTheCamera - (0.5 - 0.46) * FakeCamera.HEIGHT;
		double eyes = face - 0.22 * faceHeight;
		assertThat(eyes / photo.getHeight()).as("from the upper edge to the eyes").isBetween(0.4, 0.5);
		assertThat(face + faceHeight / 2 - head).as("above the crown").isGreaterThan(0.05 * photo.getHeight());
	}

	@Test
	void drawsTheRingOnTheOvalFromTheTopToTheRight() {
		this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance());
		openCamera(phone);
		phone.press("Automatic");
		awaitText(() -> advice(phone), "Perfect. Hold still");

		Object drawn = phone.driver()
			.executeScript(
					"""
							const [oval, ring] = ['.oval-line', '.oval-share'].map((name) => document.querySelector(name));
							const [a, b] = [oval, ring].map((shape) => shape.getBoundingClientRect());
							const apart = Math.max(...['left', 'top', 'width', 'height'].map((side) => Math.abs(a[side] - b[side])));
							const place = (share) => ring.getPointAtLength(share * ring.getTotalLength())
							    .matrixTransform(ring.getScreenCTM());
							return [apart < 10, Math.abs(place(0).y - b.top) < 10, Math.abs(place(.25).x - b.right) < 10,
							  getComputedStyle(oval).stroke === getComputedStyle(ring).stroke];
							""");

		assertThat(drawn).as("on the oval, starts at the top, is on the right after a quarter, both are green")
			.isEqualTo(List.of(true, true, true, true));
	}

	@Test
	void saysAtOnceWhatIsWrongWithThePhotoBeforeItIsSent() throws Exception {
		this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance(), Answer.guidance(), Answer.guidance(),
				Answer.guidance("blurred"));
		openCamera(phone);

		phone.heading("Is this a good photo?");

		await().until(() -> phone.text().contains("The photo is blurred. The photo may not be accepted"));
		List<Call> frames = this.server.calls(ScriptedCaptureServer.PREVIEW);
		Call still = frames.get(frames.size() - 1);
		assertThat(ImageIO.read(new ByteArrayInputStream(still.body())).getHeight()).isEqualTo(640);
		assertThat(still.headers().getFirst("Frame-Enlargement")).isEqualTo("1.125");
		assertThat(this.server.calls("POST /api/capture/selfie")).isEmpty();
		phone.press("Use it anyway");
		phone.heading("Completed");
	}

	@Test
	void waitsUntilTheFaceIsStill() {
		Answer here = Answer.guidance().replacing("\"x\":0.5", "\"x\":0.47");
		Answer there = Answer.guidance().replacing("\"x\":0.5", "\"x\":0.53");
		this.server.answer(ScriptedCaptureServer.PREVIEW, here, there, here, there, here, there, here, there, here,
				there, here, there, here, there, Answer.guidance("no_face"));
		openCamera(phone);

		awaitText(() -> advice(phone), "Hold still");
		awaitText(() -> advice(phone), "Show your face in the oval");
	}

	@Test
	void saysWhatGuidanceObjectedToBeforeThePhotoCostsAnAttempt() {
		this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance("too_dark"));
		openCamera(phone);
		awaitText(() -> advice(phone), "Turn to the light");
		phone.press("Take photo");
		phone.heading("Is this a good photo?");

		assertThat(phone.text())
			.contains("It is too dark. The photo may not be accepted, and that would cost an attempt.");
		assertThat(phone.text()).containsSubsequence("Retake", "Use it anyway").doesNotContain("Submit");
		phone.screenshot("preview-objection");
		phone.press("Retake");
		phone.heading("Fit your face in the oval");
		assertThat(this.server.calls(ScriptedCaptureServer.SUBMIT)).isEmpty();
		awaitText(() -> advice(phone), "Turn to the light");
		phone.press("Take photo");
		phone.press("Use it anyway");
		phone.heading("Completed");
	}

	@Test
	void takesNoPhotoByItselfWhenThePersonDoesNotWantIt() {
		this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance("too_dark"));
		openCamera(phone);
		phone.press("Automatic");
		assertThat(phone.driver().findElement(By.cssSelector("[data-action=auto]")).getDomAttribute("aria-pressed"))
			.isEqualTo("false");
		this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance());
		int before = this.server.calls(ScriptedCaptureServer.PREVIEW).size();

		await().until(() -> this.server.calls(ScriptedCaptureServer.PREVIEW).size() >= before + 6);

		assertThat(advice(phone)).isEqualTo("Perfect. Hold still");
		phone.press("Take photo");
		phone.heading("Is this a good photo?");
		assertThat(phone.text()).contains("Your face should be sharp").doesNotContain("we took the photo");
	}

	@Test
	void sendsSmallFramesOneAfterTheOtherAndNoneAfterTheCamera() throws Exception {
		CountDownLatch answer = this.server.holdFrames();
		this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance("no_face"));
		openCamera(phone);
		await().until(() -> this.server.calls(ScriptedCaptureServer.PREVIEW).size() >= 2);
		answer.countDown();
		await().until(() -> this.server.calls(ScriptedCaptureServer.PREVIEW).size() >= 4);
		phone.press("Back");
		phone.heading("Take a selfie");
		int after = this.server.calls(ScriptedCaptureServer.PREVIEW).size();

		List<Call> frames = this.server.calls(ScriptedCaptureServer.PREVIEW);
		Call frame = frames.get(0);
		BufferedImage picture = ImageIO.read(new ByteArrayInputStream(frame.body()));
		assertThat(picture.getWidth()).isEqualTo(240);
		assertThat(picture.getHeight()).isEqualTo(320);
		assertThat(frames).allSatisfy((each) -> assertThat(each.body().length).isLessThan(24 * 1024));
		assertThat(frame.headers().getFirst("Frame-Enlargement")).isEqualTo("2.250");
		assertThat(frame.headers().getFirst("Content-Type")).isEqualTo("image/jpeg");
		// The first one was given up by the page while the server still held it
		assertThat(this.server.mostFramesInFlight()).isLessThanOrEqualTo(2);
		phone.press("Start");
		await().until(() -> this.server.calls(ScriptedCaptureServer.PREVIEW).size() > after);
	}

	@ParameterizedTest
	@CsvSource({ "503, busy", "429, too_many_requests", "500, internal_error" })
	void goesOnWithoutHelpWhenThereIsNone(int status, String code) {
		this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.problem(status, code));
		openCamera(phone);

		awaitText(() -> spoken(phone), "Press “Take photo” when you are ready.");
		assertThat(advice(phone)).isEmpty();
		phone.press("Take photo");
		phone.heading("Is this a good photo?");
		phone.press("Submit");
		phone.heading("Completed");
	}

	@Test
	void guidesAgainWhenTheServerHasRoomAgain() {
		this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.dropped(), Answer.problem(503, "busy"),
				Answer.guidance("eyes_closed"));
		openCamera(phone);

		awaitText(() -> advice(phone), "Open your eyes");
	}

	@Test
	void seesByItselfThatItIsDark() {
		try (Browser browser = Browser.phone().camera(FakeCamera.showing(Portrait.brightness(0.05f))).start()) {
			this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.problem(503, "busy"));
			browser.open(this.server.link());
			browser.press("Start");

			awaitText(() -> advice(browser), "Turn to the light");
		}
	}

	@Test
	void speaksWithoutChatter() {
		// given
		Answer closer = Answer.guidance("face_too_small");
		Answer dark = Answer.guidance("too_dark");
		this.server.answer(ScriptedCaptureServer.PREVIEW, closer, dark, closer, dark, closer, dark, closer, dark,
				closer, dark, closer, dark, closer);
		phone.open(this.server.link());
		phone.press("Start");
		phone.button("Take photo");
		phone.driver().executeScript("""
				window.heard = [];
				new MutationObserver(() => window.heard.push(
				    document.querySelector('[data-part=status]').textContent))
				  .observe(document.querySelector('[data-part=status]'), { childList: true });
				""");
		int before = this.server.calls(ScriptedCaptureServer.PREVIEW).size();

		// when
		await().until(() -> this.server.calls(ScriptedCaptureServer.PREVIEW).size() >= before + 10);

		// then
		assertThat((List<?>) phone.driver().executeScript("return window.heard"))
			.as("sentences while advice changed with every frame")
			.hasSizeLessThanOrEqualTo(3);
	}

	private static Answer at(String x, String y, String height) {
		return Answer
			.json("{\"good\":true,\"findings\":[],\"face\":{\"x\":%s,\"y\":%s,\"height\":%s}}".formatted(x, y, height));
	}

	/** Where red ends and blue begins. */
	private static int seam(BufferedImage quarters) {
		int y = 0;
		while (new Color(quarters.getRGB(quarters.getWidth() / 4, y)).getRed() > 127) {
			y++;
		}
		return y;
	}

	private void openCamera(Browser browser) {
		browser.open(this.server.link());
		browser.press("Start");
		browser.heading("Fit your face in the oval");
	}

	private static String advice(Browser browser) {
		return String.valueOf(browser.driver()
			.executeScript("const a = document.querySelector('.advice'); return a && !a.hidden ? a.textContent : ''"));
	}

	private static String spoken(Browser browser) {
		return String.valueOf(
				browser.driver().executeScript("return document.querySelector('[data-part=status]')?.textContent"));
	}

	private static void awaitText(Supplier<String> actual, String expected) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(50))
			.atMost(Duration.ofSeconds(20))
			.until(actual::get, expected::equals);
	}

}
