package io.selfieregistration.browser;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

import io.selfieregistration.browser.ScriptedCaptureServer.Answer;
import io.selfieregistration.browser.ScriptedCaptureServer.Call;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WindowType;

import static org.assertj.core.api.Assertions.assertThat;

/** Drives the capture page in a real browser against a scripted server. */
@BrowserTest
class CapturePageTests {

	private static Browser phone;

	private final ScriptedCaptureServer server = new ScriptedCaptureServer();

	@BeforeAll
	static void startPhone() {
		phone = Browser.phone().start();
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
	void reachesCompletedByKeyboardAlone() {
		try (Browser browser = Browser.desktop().start()) {
			// when
			open(browser);
			watchCamera(browser);
			browser.pressByKeyboard("Start");
			browser.heading("Fit your face in the oval");
			browser.pressByKeyboard("Take photo");
			browser.heading("Is this a good photo?");
			browser.pressByKeyboard("Submit");
			browser.heading("Completed");

			// then
			assertThat(this.server.calls(ScriptedCaptureServer.OPEN)).as("as the page is seen, and by Start")
				.hasSize(2);
			assertThat(this.server.calls(ScriptedCaptureServer.CAMERA)).hasSize(1);
			assertThat(this.server.calls(ScriptedCaptureServer.SUBMIT)).singleElement().satisfies((selfie) -> {
				assertThat(selfie.headers().getFirst("Content-Type")).isEqualTo("image/jpeg");
				assertThat(selfie.idempotencyKey()).hasSize(36);
			});
			assertCameraReleased(browser);
			assertNothingLeaks(browser);
		}
	}

	@Test
	void sendsWhatTheCameraSeesUnmirrored() throws IOException {
		open(phone);
		takePhoto(phone);
		phone.press("Submit");
		phone.heading("Completed");

		byte[] jpeg = this.server.calls(ScriptedCaptureServer.SUBMIT).get(0).body();
		assertThat(jpeg).startsWith(0xff, 0xd8, 0xff);
		BufferedImage selfie = ImageIO.read(new ByteArrayInputStream(jpeg));
		assertThat(selfie.getWidth()).isEqualTo(FakeCamera.HEIGHT * 3 / 4);
		assertThat(selfie.getHeight()).isEqualTo(FakeCamera.HEIGHT);
		assertColour(selfie, 0.25, 0.25, Color.RED);
		assertColour(selfie, 0.75, 0.25, Color.GREEN);
		assertColour(selfie, 0.25, 0.75, Color.BLUE);
		assertColour(selfie, 0.75, 0.75, Color.YELLOW);
	}

	@Test
	void onlyOpensTheLinkUntilStartIsPressed() {
		open(phone);
		phone.driver().navigate().refresh();
		phone.heading("Take a selfie");

		assertThat(this.server.calls()).extracting(Call::name)
			.allMatch((name) -> name.startsWith("GET ") || name.equals(ScriptedCaptureServer.OPEN));
	}

	@Test
	void carriesOnAfterReload() {
		open(phone);
		takePhoto(phone);
		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("opened", 3));

		phone.driver().navigate().refresh();
		phone.heading("Take a selfie");
		assertThat(phone.text()).contains("You have until");
		takePhoto(phone);
		phone.press("Submit");

		phone.heading("Completed");
	}

	@Test
	void takesAnotherPhotoBeforeSendingAny() {
		open(phone);
		takePhoto(phone);
		phone.press("Retake");
		phone.heading("Fit your face in the oval");
		phone.press("Take photo");
		phone.heading("Is this a good photo?");
		phone.press("Submit");
		phone.heading("Completed");

		assertThat(this.server.calls(ScriptedCaptureServer.SUBMIT)).hasSize(1);
	}

	@Test
	void goesBackToTheTipsWithTheCameraOff() {
		open(phone);
		watchCamera(phone);
		phone.press("Start");
		phone.button("Take photo");
		phone.press("Back");
		phone.heading("Take a selfie");

		assertCameraReleased(phone);
	}

	@Test
	void saysWhatToChangeUntilTheSelfieIsAccepted() {
		// given
		this.server.answer(ScriptedCaptureServer.SUBMIT, Answer.refused(2, "too_dark", "mouth_open?"),
				Answer.refused(1, "a_new_code"), Answer.accepted());
		open(phone);

		// when, then
		takePhoto(phone);
		phone.press("Submit");
		phone.heading("Let’s try that again");
		assertThat(phone.text()).contains("You have 2 attempts left.", "What to change", "It is too dark.",
				"Find a brighter place", "This would make it even better", "Your mouth is open.");

		phone.press("Try again");
		phone.press("Take photo");
		phone.press("Submit");
		phone.waitFor((driver) -> phone.text().contains("You have 1 attempt left."), "one attempt left");
		assertThat(phone.text()).contains("The photo is not good enough.")
			.doesNotContain("This would make it even better", "a_new_code");

		phone.press("Try again");
		phone.press("Take photo");
		phone.press("Submit");
		phone.heading("Completed");
		assertThat(keys()).hasSize(3).doesNotHaveDuplicates();
	}

	@Test
	void endsKindlyWithReasonsWhenTheLastAttemptIsRefused() {
		this.server.answer(ScriptedCaptureServer.SUBMIT, Answer.refused(0, "no_face"));
		open(phone);
		takePhoto(phone);
		phone.press("Submit");

		phone.heading("No attempts are left");
		assertThat(phone.text()).contains("We could not find a face.", "Please ask the sender of the link");
		assertThat(phone.driver().findElements(By.tagName("button"))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "404, link_unknown, We do not know this link", "410, link_expired, This link has expired",
			"410, link_used, You are already done", "410, link_replaced, There is a newer link",
			"410, request_cancelled, This request was withdrawn", "410, attempts_exhausted, No attempts are left",
			"410, registration_not_needed, No photo is needed" })
	void everyDeadEndHasItsOwnPage(int status, String code, String heading) {
		this.server.answer(ScriptedCaptureServer.READ, Answer.problem(status, code));

		phone.open(this.server.link());

		phone.heading(heading);
		assertThat(phone.driver().findElements(By.tagName("button"))).isEmpty();
		assertAccessible(phone);
	}

	@ParameterizedTest
	@CsvSource({ "410, link_expired, This link has expired, ", "410, link_used, You are already done, ",
			"410, link_replaced, There is a newer link, ", "409, request_decided, This is already settled, ",
			"409, link_not_opened, Please start once more, Start again",
			"413, image_too_large, This photo cannot be used, Take another photo",
			"415, image_type_unsupported, This photo cannot be used, Take another photo",
			"422, image_unreadable, This photo cannot be used, Take another photo",
			"422, image_dimensions_unsupported, This photo cannot be used, Take another photo",
			"422, image_empty, This photo cannot be used, Take another photo",
			"500, internal_error, Something went wrong on our side, Try again",
			"400, a_new_code, Something went wrong on our side, Try again" })
	void everyRefusalOfTheUploadHasItsOwnPage(int status, String code, String heading, String button) {
		this.server.answer(ScriptedCaptureServer.SUBMIT, Answer.problem(status, code), Answer.accepted());
		open(phone);
		takePhoto(phone);
		phone.press("Submit");

		phone.heading(heading);
		if (button == null) {
			assertThat(phone.driver().findElements(By.tagName("button"))).isEmpty();
		}
		else {
			phone.press(button);
		}
		switch ((button != null) ? button : "") {
			case "Try again" -> {
				phone.heading("Completed");
				assertThat(keys()).hasSize(2).containsOnly(keys().get(0));
			}
			case "Take another photo" -> phone.heading("Fit your face in the oval");
			case "Start again" -> phone.heading("Take a selfie");
			default -> assertThat(this.server.calls(ScriptedCaptureServer.SUBMIT)).hasSize(1);
		}
	}

	@Test
	void sendsTheSameSelfieOnceMoreWhenTheAnswerIsLost() {
		this.server.answer(ScriptedCaptureServer.SUBMIT, Answer.dropped(), Answer.accepted());
		open(phone);
		takePhoto(phone);
		phone.press("Submit");
		phone.heading("Completed");

		List<Call> selfies = this.server.calls(ScriptedCaptureServer.SUBMIT);
		assertThat(selfies).hasSize(2);
		assertThat(selfies.get(1).idempotencyKey()).isEqualTo(selfies.get(0).idempotencyKey());
		assertThat(selfies.get(1).body()).isEqualTo(selfies.get(0).body());
	}

	@Test
	void keepsTheSelfieWhileThereIsNoConnection() {
		// given
		this.server.answer(ScriptedCaptureServer.SUBMIT, Answer.dropped());
		open(phone);
		takePhoto(phone);

		// when
		phone.press("Submit");
		phone.waitFor((driver) -> phone.text().contains("Trying again (2 of 4)"), "the progress");
		phone.heading("There is no connection");
		this.server.answer(ScriptedCaptureServer.SUBMIT, Answer.accepted());
		phone.press("Try again");

		// then
		phone.heading("Completed");
		assertThat(keys()).hasSizeGreaterThanOrEqualTo(5).containsOnly(keys().get(0));
	}

	@ParameterizedTest
	@CsvSource({ "503, busy, We’re busy right now", "429, too_many_requests, Please wait a moment" })
	void waitsAsLongAsTheServerAsksAndSendsTheSameSelfie(int status, String code, String heading) {
		this.server.answer(ScriptedCaptureServer.SUBMIT, Answer.problem(status, code).after(2), Answer.accepted());
		open(phone);
		takePhoto(phone);
		phone.press("Submit");

		phone.heading(heading);
		assertThat(phone.text()).containsPattern("Trying again in [12] seconds?");
		phone.heading("Completed");
		assertThat(keys()).hasSize(2).containsOnly(keys().get(0));
	}

	@Test
	void stopsAskingTheBusyServerByItself() {
		this.server.answer(ScriptedCaptureServer.READ, Answer.strange(502));
		phone.open(this.server.link());

		phone.button("Try again");
		assertThat(this.server.calls(ScriptedCaptureServer.READ)).hasSize(6);
		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3));
		phone.press("Try again");
		phone.heading("Take a selfie");
	}

	@Test
	void explainsHowToAllowTheCamera() {
		try (Browser browser = Browser.desktop().cameraDenied().start()) {
			open(browser);
			browser.press("Start");

			browser.heading("Camera access is blocked");
			assertThat(browser.text()).contains("Click the icon next to the web address");
			assertAccessible(browser);
			browser.screenshot("camera-denied-desktop-light");
			browser.press("Try again");
			browser.heading("Camera access is blocked");
		}
	}

	@Test
	void explainsWhatToDoWithoutCamera() {
		try (Browser browser = Browser.desktop().withoutCamera().start()) {
			open(browser);
			browser.press("Start");

			browser.heading("No camera was found");
		}
	}

	@ParameterizedTest
	@CsvSource({ "NotReadableError, The camera is in use", "AbortError, The camera is in use",
			"SomethingElse, This browser cannot use the camera" })
	void explainsWhatKeepsTheCameraBack(String error, String heading) {
		open(phone);
		phone.driver().executeScript("""
				navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', arguments[0]));
				""".replace("arguments[0]", '"' + error + '"'));
		phone.press("Start");

		phone.heading(heading);
	}

	@Test
	void explainsThatTheBrowserHasNoCameraSupport() {
		open(phone);
		phone.driver().executeScript("Object.defineProperty(navigator, 'mediaDevices', { value: undefined })");
		phone.press("Start");

		phone.heading("This browser cannot use the camera");
	}

	@Test
	void releasesTheCameraWhileThePageIsHidden() {
		open(phone);
		watchCamera(phone);
		phone.press("Start");
		phone.button("Take photo");

		String page = phone.driver().getWindowHandle();
		phone.driver().switchTo().newWindow(WindowType.TAB);
		phone.driver().switchTo().window(page);
		phone.waitFor((driver) -> liveTracks(phone) == 0 || tracks(phone) > 1, "the camera released");
		phone.driver().switchTo().window(page);
		phone.button("Take photo");

		assertThat(tracks(phone)).isEqualTo(2);
		assertThat(liveTracks(phone)).isEqualTo(1);
	}

	@Test
	void givesBackTheCameraThatWasAllowedTooLate() {
		open(phone);
		watchCamera(phone);
		phone.driver().executeScript("""
				const ask = navigator.mediaDevices.getUserMedia;
				navigator.mediaDevices.getUserMedia = async (wish) => {
				  await new Promise((resolve) => { window.allow = resolve; });
				  return ask(wish);
				};
				""");
		phone.press("Start");
		phone.heading("Fit your face in the oval");
		phone.press("Back");
		phone.driver().executeScript("window.allow()");

		phone.waitFor((driver) -> tracks(phone) == 1, "the camera allowed");
		assertCameraReleased(phone);
	}

	@Test
	void asksForTheWholeLinkWhenTheTokenIsMissing() {
		phone.open(this.server.origin() + "/capture/");

		phone.heading("This link is incomplete");
		assertThat(this.server.calls(ScriptedCaptureServer.READ)).isEmpty();
	}

	@Test
	void startsOverWhenAnotherLinkIsOpenedInTheSameTab() {
		phone.open(this.server.origin() + "/capture/#another");
		phone.heading("We do not know this link");

		phone.open(this.server.link());

		phone.heading("Take a selfie");
	}

	@Test
	void saysSoWhenItsOwnTextsCannotBeRead() {
		this.server.answer("GET /capture/languages/en.json", Answer.strange(502));
		phone.open(this.server.link());

		phone.waitFor((driver) -> phone.text().contains("could not be loaded completely"), "the notice");
	}

	@Test
	void speaksTheLanguageTheServerTells() {
		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 1, "Meine Bank", "de"));
		phone.open(this.server.link());

		phone.heading("Nehmen Sie ein Selfie auf");
		assertThat(phone.text()).contains("Meine Bank bittet um ein Foto", "Sie haben noch 1 Versuch.",
				"14. März 2035");
		assertThat(phone.driver().findElement(By.tagName("html")).getDomAttribute("lang")).isEqualTo("de");
	}

	@Test
	void speaksTheLanguageOfTheBrowserOtherwise() {
		try (Browser browser = Browser.phone().language("de-AT").start()) {
			browser.open(this.server.link());
			browser.heading("Nehmen Sie ein Selfie auf");
			browser.press("Los geht’s");
			browser.heading("Gesicht ins Oval bringen");
			browser.press("Foto aufnehmen");
			browser.press("Absenden");

			browser.heading("Abgeschlossen");
		}
	}

	@Test
	void speaksEnglishToEverybodyElse() {
		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3, "Demo", "xx-1"));
		try (Browser browser = Browser.phone().language("ja").start()) {
			browser.open(this.server.link());

			browser.heading("Take a selfie");
		}
	}

	@Test
	void showsTheNameOfTheApplicationAsTextOnly() {
		this.server.answer(ScriptedCaptureServer.READ,
				Answer.capture("ready", 3, "<img src=x onerror=document.title=1>", null));
		phone.open(this.server.link());
		phone.heading("Take a selfie");

		assertThat(phone.text()).contains("<img src=x onerror=document.title=1> asks for a photo");
		assertThat(phone.driver().findElements(By.cssSelector("img[src=x]"))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "phone, true", "desktop, false" })
	void leaksNothingOnAnyScreen(String device, boolean dark) {
		Browser.Setup setup = device.equals("phone") ? Browser.phone() : Browser.desktop();
		try (Browser browser = (dark ? setup.dark() : setup).start()) {
			CaptureWalk.through(browser, this.server, (screen) -> {
			});

			assertNothingLeaks(browser);
		}
	}

	@ParameterizedTest
	@CsvSource({ "1280, 900, 200", "1280, 1024, 400", "844, 390, 100" })
	void needsNoSidewaysScrolling(int width, int height, double percent) {
		try (Browser browser = Browser.desktop().language("de").start()) {
			browser.resizeTo(width, height, percent);
			this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3, "Demo", "de"));
			browser.open(this.server.link());
			browser.heading("Nehmen Sie ein Selfie auf");
			assertThat(overflow(browser)).isZero();
			browser.press("Los geht’s");
			browser.button("Foto aufnehmen");
			assertThat(overflow(browser)).isZero();
			browser.press("Foto aufnehmen");
			browser.button("Absenden");
			assertThat(overflow(browser)).isZero();
		}
	}

	@Test
	void staysUsableWithColoursOfTheSystem() {
		try (Browser browser = Browser.phone().start()) {
			browser.forcedColours(true);
			open(browser);
			browser.screenshot("guide-phone-forced-colours");
			browser.press("Start");
			browser.button("Take photo");
			browser.screenshot("camera-phone-forced-colours");
			assertAccessible(browser);
		}
	}

	private void open(Browser browser) {
		browser.open(this.server.link());
		browser.heading("Take a selfie");
	}

	private static void takePhoto(Browser browser) {
		browser.press("Start");
		browser.heading("Fit your face in the oval");
		browser.press("Take photo");
		browser.heading("Is this a good photo?");
	}

	private List<String> keys() {
		return this.server.calls(ScriptedCaptureServer.SUBMIT).stream().map(Call::idempotencyKey).toList();
	}

	private static void watchCamera(Browser browser) {
		browser.driver().executeScript("""
				window.tracks = [];
				const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
				navigator.mediaDevices.getUserMedia = async (wish) => {
				  const stream = await ask(wish);
				  window.tracks.push(...stream.getTracks());
				  return stream;
				};
				""");
	}

	private static long tracks(Browser browser) {
		return (Long) browser.driver().executeScript("return window.tracks.length");
	}

	private static long liveTracks(Browser browser) {
		return (Long) browser.driver()
			.executeScript("return window.tracks.filter((track) => track.readyState === 'live').length");
	}

	private static void assertCameraReleased(Browser browser) {
		assertThat(tracks(browser)).isPositive();
		browser.waitFor((driver) -> liveTracks(browser) == 0, "the camera released");
	}

	/**
	 * The token is in a header only, nothing is kept in the browser, nobody else is asked
	 * for anything, and the browser has nothing to complain about but the answers of the
	 * script.
	 */
	private void assertNothingLeaks(Browser browser) {
		assertThat(this.server.calls()).allSatisfy((call) -> {
			assertThat(call.name()).doesNotContain(ScriptedCaptureServer.TOKEN);
			assertThat(call.headers()).doesNotContainKey("Referer").doesNotContainKey("Cookie");
			assertThat(call.headers().entrySet()).filteredOn((header) -> !header.getKey().equals("Capture-token"))
				.extracting(Map.Entry::getValue)
				.noneMatch((values) -> values.toString().contains(ScriptedCaptureServer.TOKEN));
		});
		assertThat(browser.requests()).contains(this.server.origin() + "/capture/")
			.allMatch((url) -> url.matches("(http://localhost:\\d+/|blob:|data:).*"))
			.noneMatch((url) -> url.contains(ScriptedCaptureServer.TOKEN));
		assertThat(browser.driver().executeScript("return localStorage.length + sessionStorage.length")).isEqualTo(0L);
		assertThat(browser.driver().manage().getCookies()).isEmpty();
		assertThat(browser.consoleErrors()).allMatch((error) -> error.contains("/api/capture"));
	}

	private static void assertAccessible(Browser browser) {
		assertThat(browser.accessibilityViolations()).isEmpty();
	}

	private static long overflow(Browser browser) {
		return (Long) browser.driver()
			.executeScript("const page = document.documentElement; return page.scrollWidth - page.clientWidth");
	}

	private static void assertColour(BufferedImage image, double x, double y, Color expected) {
		Color actual = new Color(image.getRGB((int) (x * image.getWidth()), (int) (y * image.getHeight())));

		assertThat(new int[] { actual.getRed(), actual.getGreen(), actual.getBlue() }).as("the colour at %s, %s", x, y)
			.satisfies((rgb) -> {
				assertThat(rgb[0]).isBetween(expected.getRed() - 40, expected.getRed() + 40);
				assertThat(rgb[1]).isBetween(expected.getGreen() - 40, expected.getGreen() + 40);
				assertThat(rgb[2]).isBetween(expected.getBlue() - 40, expected.getBlue() + 40);
			});
	}

}
