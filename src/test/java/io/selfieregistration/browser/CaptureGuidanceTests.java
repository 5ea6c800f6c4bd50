package io.selfieregistration.browser;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the page says and does before the camera, with guidance by a script. */
@BrowserTest
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

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "no_face; Show your face in the oval", "multiple_faces; Only one face, please",
					"face_too_small; Come closer", "face_cropped; Move back a little", "too_dark; Turn to the light",
					"uneven_light; Turn to the light", "overexposed; Move out of the bright light",
					"head_turned; Look straight ahead", "head_pitch; Hold the camera at eye level",
					"head_tilted; Hold your head upright", "eyes_closed; Open your eyes", "blurred; Hold still",
					"mouth_open; Close your mouth", "a_new_code; Look straight into the camera" })
	void saysTheOneThingToChange(String code, String advice) {
		this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance(code, "low_contrast"));
		openCamera(phone);

		awaitText(() -> advice(phone), advice);
		awaitText(() -> spoken(phone), advice);
		assertThat(phone.driver().findElement(By.cssSelector(".advice")).getDomAttribute("aria-hidden"))
			.as("it is spoken once")
			.isEqualTo("true");
	}

	@Test
	void takesThePhotoByItselfWhenEverythingIsGoodForAMoment() {
		this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance("no_face"), Answer.guidance("too_dark"),
				Answer.guidance());
		openCamera(phone);

		phone.heading("Is this a good photo?");

		assertThat(phone.text()).contains("The photo was taken by itself");
		assertThat(this.server.calls(ScriptedCaptureServer.PREVIEW)).hasSizeGreaterThanOrEqualTo(5);
		phone.press("Submit");
		phone.heading("Completed");
	}

	@Test
	void saysAtOnceWhatIsWrongWithThePhotoBeforeItIsSent() throws Exception {
		this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance(), Answer.guidance(), Answer.guidance(),
				Answer.guidance("blurred"));
		openCamera(phone);

		phone.heading("Is this a good photo?");

		await().until(() -> phone.text().contains("The photo is blurred. Hold still"));
		List<Call> frames = this.server.calls(ScriptedCaptureServer.PREVIEW);
		Call still = frames.get(frames.size() - 1);
		assertThat(ImageIO.read(new ByteArrayInputStream(still.body())).getHeight()).isEqualTo(640);
		assertThat(still.headers().getFirst("Frame-Enlargement")).isEqualTo("1.125");
		assertThat(this.server.calls("POST /api/capture/selfie")).isEmpty();
		phone.press("Submit");
		phone.heading("Completed");
	}

	@Test
	void waitsUntilTheFaceIsStill() {
		Answer here = Answer.guidance().replacing("\"x\":0.5", "\"x\":0.4");
		Answer there = Answer.guidance().replacing("\"x\":0.5", "\"x\":0.6");
		this.server.answer(ScriptedCaptureServer.PREVIEW, here, there, here, there, here, there, here, there, here,
				there, here, there, here, there, Answer.guidance("no_face"));
		openCamera(phone);

		awaitText(() -> advice(phone), "Hold still");
		awaitText(() -> advice(phone), "Show your face in the oval");
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
		assertThat(phone.text()).contains("Your face should be sharp").doesNotContain("by itself");
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
