package io.selfieregistration.browser;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import javax.imageio.ImageIO;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfieregistration.browser.ScriptedCaptureServer.Answer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.interactions.Actions;

import static org.assertj.core.api.Assertions.assertThat;

/** What helps when things do not go straight ahead. */
@BrowserTest
@Tag("durability")
class CaptureHelpTests {

	private static final String INSTAGRAM = "Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 "
			+ "(KHTML, like Gecko) Version/4.0 Chrome/120.0.0.0 Mobile Safari/537.36 Instagram 312.0.0.34.111 Android";

	private static final String INSTAGRAM_ANDROID = "'" + INSTAGRAM;

	private static final String INSTAGRAM_IOS = "'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) "
			+ "AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 312.0.0.34.111";

	private static final String HANDED_OFF = "another-token-of-another-link-for-the-phone-0000";

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
	void sendsTheAnswerToTheQuestionBeforeAnyPicture() throws IOException {
		this.server.answer(ScriptedCaptureServer.READ, asking());
		this.server.answer(ScriptedCaptureServer.AGREE, Answer.capture("ready", 3));
		phone.open(this.server.link());
		phone.heading("Before you start");
		assertThat(phone.text()).contains("Demo Bank asks for your consent.", "We keep your photo.", "Version 7",
				"Step 1 of 4");
		phone.press("I agree");
		phone.heading("Take a selfie");
		assertThat(phone.text()).contains("Step 2 of 4");

		JsonNode sent = new ObjectMapper().readTree(this.server.calls(ScriptedCaptureServer.AGREE).get(0).body());
		assertThat(sent.get("language").asText()).isEqualTo("en");
		assertThat(sent.get("version").asText()).isEqualTo("7");
		assertThat(sent.get("text_hash").asText()).isEqualTo("ab".repeat(32));
		assertThat(this.server.calls(ScriptedCaptureServer.PREVIEW)).isEmpty();
	}

	@Test
	void asksTwiceBeforeItEndsWithoutConsent() {
		this.server.answer(ScriptedCaptureServer.READ, asking());
		this.server.answer(ScriptedCaptureServer.REFUSE, Answer.none());
		phone.open(this.server.link());
		phone.press("I do not agree");
		phone.heading("Continue without consent?");
		phone.press("Go back");
		phone.heading("Before you start");
		assertThat(this.server.calls(ScriptedCaptureServer.REFUSE)).isEmpty();

		phone.press("I do not agree");
		phone.heading("Continue without consent?");
		phone.press("I do not agree");

		phone.heading("You did not agree");
		assertThat(this.server.calls(ScriptedCaptureServer.REFUSE)).hasSize(1);
		assertThat(phone.text()).doesNotContain("Start");
	}

	@Test
	void asksAgainWhenTheTextIsNew() {
		this.server.answer(ScriptedCaptureServer.READ, asking());
		this.server.answer(ScriptedCaptureServer.AGREE, Answer.problem(403, "consent_required"),
				Answer.capture("ready", 3));
		phone.open(this.server.link());
		phone.press("I agree");
		phone.heading("Please read this again");
		phone.press("Start again");
		phone.press("I agree");

		phone.heading("Take a selfie");
	}

	@ParameterizedTest
	@ValueSource(strings = { "NotAllowedError", "NotFoundError", "TypeError" })
	void leadsOutOfAnAppThatHasNoCamera(String error) {
		try (Browser browser = Browser.phone().userAgent(INSTAGRAM).start()) {
			browser.open(this.server.link());
			browser.heading("Take a selfie");
			browser.driver().executeScript("""
					navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', '%s'));
					""".formatted(error));
			browser.press("Start");

			browser.heading("Please open your browser");
			browser.button("Copy link");
			assertThat(browser.driver().findElement(By.cssSelector(".copy input")).getDomProperty("value"))
				.startsWith("https://selfie.example/capture/#another");
			assertThat(browser.driver().findElements(By.cssSelector(".qr"))).as("a phone cannot scan its own screen")
				.isEmpty();
			assertThat(browser.text()).containsSubsequence("Open in browser", "Copy link", "Try again");
			assertThat(browser.accessibilityViolations()).isEmpty();
			browser.screenshot("camera-in-app");
		}
	}

	@ParameterizedTest
	@CsvSource({
			INSTAGRAM_ANDROID + "', 'intent://selfie.example/capture/#" + HANDED_OFF + "#Intent;scheme=https;"
					+ "action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE;end'",
			INSTAGRAM_IOS + "', 'x-safari-https://selfie.example/capture/#" + HANDED_OFF + "'" })
	void handsThePageOverToTheBrowserOfTheSystem(String userAgent, String address) {
		try (Browser browser = Browser.phone().userAgent(userAgent).cameraDenied().start()) {
			browser.open(this.server.link());
			browser.press("Start");
			browser.heading("Please open your browser");
			browser.button("Copy link");

			assertThat(browser.driver().findElement(By.linkText("Open in browser")).getDomAttribute("href"))
				.isEqualTo(address);
			browser.screenshot("camera-in-app-" + (userAgent.contains("iPhone") ? "ios" : "android"));
		}
	}

	@Test
	void showsAComputerTheCodeForThePhoneWhenItsCameraIsBlocked() {
		try (Browser browser = Browser.desktop().cameraDenied().start()) {
			browser.open(this.server.link());
			browser.press("Start");
			browser.heading("Camera access is blocked");
			browser.button("Copy link");

			assertThat(browser.driver().findElement(By.cssSelector(".qr")).isDisplayed()).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)| Website Settings",
					"Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile| Permissions",
					"Mozilla/5.0 (X11, Linux x86_64)| next to the web address" })
	void explainsTheWayToThePermissionOfThisPlatform(String userAgent, String way) {
		try (Browser browser = Browser.phone().userAgent(userAgent).cameraDenied().start()) {
			browser.open(this.server.link());
			browser.press("Start");

			browser.heading("Camera access is blocked");
			browser.button("Copy link");
			assertThat(browser.text()).containsSubsequence(way, "Switch the camera on", "Try again", "Copy link");
			assertThat(browser.driver().findElements(By.cssSelector(".way .drawing"))).hasSize(2)
				.allMatch((drawing) -> drawing.isDisplayed());
			assertThat(browser.driver().findElements(By.cssSelector(".qr"))).isEmpty();
		}
	}

	@Test
	void takesThePictureOfTheCameraAppUprightAndSmall(@TempDir Path folder) throws IOException {
		String allowed = "\"allow_camera_app\":true";
		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3).with(allowed));
		this.server.answer(ScriptedCaptureServer.OPEN, Answer.capture("opened", 3).with(allowed));
		try (Browser browser = Browser.phone().withoutCamera().start()) {
			browser.open(this.server.link());
			browser.press("Start");
			browser.heading("No camera was found");
			browser.waitFor((driver) -> browser.text().contains("Open camera app"), "the way by the camera app");
			assertThat(browser.driver().findElement(By.cssSelector("input[type=file]")).getDomAttribute("capture"))
				.isEqualTo("user");

			browser.driver()
				.findElement(By.cssSelector("input[type=file]"))
				.sendKeys(lyingOnItsSide(folder.resolve("photo.jpg")).toString());
			browser.heading("Is this a good photo?");
			browser.press("Submit");
			browser.heading("Completed");
		}
		byte[] sent = this.server.calls(ScriptedCaptureServer.SUBMIT).get(0).body();
		BufferedImage selfie = ImageIO.read(new ByteArrayInputStream(sent));
		assertThat(selfie.getWidth()).isEqualTo(960);
		assertThat(selfie.getHeight()).isEqualTo(1280);
		assertThat(new Color(selfie.getRGB(480, 100)).getRed()).as("the red part is above").isGreaterThan(200);
		assertThat(new Color(selfie.getRGB(480, 1180)).getBlue()).isGreaterThan(200);
		assertThat(new String(sent, StandardCharsets.ISO_8859_1)).doesNotContain("Exif");
	}

	@Test
	void takesNoPictureOfTheCameraAppWhereThePolicyForbidsIt() {
		try (Browser browser = Browser.phone().withoutCamera().start()) {
			browser.open(this.server.link());
			browser.press("Start");
			browser.heading("No camera was found");
			browser.button("Copy link");

			assertThat(browser.text()).doesNotContain("Open camera app");
		}
	}

	@Test
	void followsThePhoneUntilItIsDone() {
		try (Browser computer = Browser.desktop().start()) {
			computer.open(this.server.link());
			computer.press("Continue on your phone");
			computer.heading("Continue on your phone");
			computer.waitFor((driver) -> computer.text().contains("Waiting for your phone"), "the waiting");

			this.server.answer(ScriptedCaptureServer.READ,
					Answer.capture("opened", 3).with("\"continued_elsewhere\":true"));
			computer.waitFor((driver) -> computer.text().contains("Your phone has taken over."), "the phone");
			assertThat(computer.driver().findElement(By.cssSelector(".qr")).isDisplayed()).isFalse();
			this.server.answer(ScriptedCaptureServer.READ, Answer.problem(410, "link_used"));

			computer.heading("Completed");
			assertThat(computer.text()).contains("Your photo was accepted on your phone.");
		}
	}

	@Test
	void tellsTheComputerWhyThePhoneCannotGoOn() {
		try (Browser computer = Browser.desktop().start()) {
			computer.open(this.server.link());
			computer.press("Continue on your phone");
			computer.heading("Continue on your phone");
			this.server.answer(ScriptedCaptureServer.READ, Answer.problem(503, "busy"),
					Answer.problem(410, "attempts_exhausted"));

			computer.heading("No attempts are left");
		}
	}

	@Test
	void countsTheTimeFromTheMomentAtWhichThePersonSeesThePage() {
		this.server.answer(ScriptedCaptureServer.READ, asking());
		this.server.answer(ScriptedCaptureServer.OPEN, ending(Instant.now().plusSeconds(100), true));
		try (Browser browser = Browser.phone().start()) {
			browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", """
					window.isHidden = true;
					Object.defineProperty(document, 'hidden', { get: () => window.isHidden });
					"""));
			browser.open(this.server.link());
			browser.heading("Before you start");
			browser.button("I agree");
			assertThat(this.server.calls(ScriptedCaptureServer.OPEN)).as("as a mail scanner reads it").isEmpty();

			browser.driver()
				.executeScript("window.isHidden = false; document.dispatchEvent(new Event('visibilitychange'))");

			browser.waitFor((driver) -> browser.text().contains("2 minutes left"), "the notice");
			browser.button("I need more time");
			assertThat(this.server.calls(ScriptedCaptureServer.OPEN)).hasSize(1);
			browser.heading("Before you start");
		}
	}

	@Test
	void saysAtOnceThatALinkEndedBeforeItWasSeen() {
		this.server.answer(ScriptedCaptureServer.OPEN, Answer.problem(410, "link_expired"));
		phone.open(this.server.link());

		phone.heading("This link has expired");
	}

	@Test
	void givesMoreTimeAsOftenAsThereIsSomeAndSaysWhenThereIsNone() {
		Instant end = Instant.now().plusSeconds(100);
		this.server.answer(ScriptedCaptureServer.OPEN, ending(end, true));
		this.server.answer(ScriptedCaptureServer.EXTEND, extended(end.plusSeconds(1), true),
				extended(end.plusSeconds(2), false));
		phone.open(this.server.link());
		phone.heading("Take a selfie");
		phone.waitFor((driver) -> phone.text().contains("2 minutes left"), "the notice");

		phone.driver()
			.executeScript("arguments[0].focus(); arguments[0].click(); arguments[0].click()",
					phone.button("I need more time"));

		phone.waitFor((driver) -> this.server.calls(ScriptedCaptureServer.EXTEND).size() == 1, "more time");
		assertThat(phone.button("I need more time")).as("keeps the focus")
			.isEqualTo(phone.driver().switchTo().activeElement());
		phone.press("I need more time");
		phone.waitFor((driver) -> phone.text().contains("2 minutes left. No more time can be added."), "the last time");
		assertThat(phone.text()).doesNotContain("I need more time");
		assertThat(phone.driver().switchTo().activeElement().getTagName()).isEqualTo("h1");
		assertThat(this.server.calls(ScriptedCaptureServer.EXTEND)).hasSize(2);
		assertThat(phone.accessibilityViolations()).isEmpty();
		phone.screenshot("time-last");
	}

	@Test
	void hidesTheNoticeWhileThereIsTimeAgain() {
		Instant end = Instant.now().plusSeconds(100);
		this.server.answer(ScriptedCaptureServer.OPEN, ending(end, true));
		this.server.answer(ScriptedCaptureServer.EXTEND, extended(end.plusSeconds(900), true));
		phone.open(this.server.link());
		phone.press("Start");
		phone.waitFor((driver) -> phone.text().contains("2 minutes left"), "the notice");

		phone.press("I need more time");

		phone.waitFor((driver) -> !phone.text().contains("minutes left"), "the notice gone");
		phone.button("Take photo");
	}

	@Test
	void staysWhereItIsWhenAnotherTabTookMoreTime() {
		Instant end = Instant.now().plusSeconds(15);
		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3), ending(end, true),
				ending(end.plusSeconds(100), false));
		this.server.answer(ScriptedCaptureServer.OPEN, ending(end, true));
		phone.open(this.server.link());
		phone.press("Start");
		phone.waitFor((driver) -> phone.text().contains("1 minute left"), "the notice");
		phone.button("Take photo");

		phone.waitFor((driver) -> phone.text().contains("2 minutes left. No more time can be added."),
				"the time of another tab");
		phone.button("Take photo");
	}

	@Test
	void warnsOfNothingWhenAnotherTabTookMoreTime() {
		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3),
				ending(Instant.now().plusSeconds(900), true));
		this.server.answer(ScriptedCaptureServer.OPEN, ending(Instant.now().plusSeconds(100), true));
		phone.open(this.server.link());
		phone.press("Start");
		phone.button("Take photo");

		phone.waitFor((driver) -> this.server.calls(ScriptedCaptureServer.READ).size() > 1
				&& !phone.text().contains("minutes left"), "no notice");
	}

	@Test
	void saysThatThereIsNoMoreTimeWhereAnotherTabTookTheLast() {
		Instant end = Instant.now().plusSeconds(100);
		this.server.answer(ScriptedCaptureServer.OPEN, ending(end, true));
		this.server.answer(ScriptedCaptureServer.EXTEND, Answer.problem(409, "session_not_extended"));
		phone.open(this.server.link());
		phone.heading("Take a selfie");
		phone.button("I need more time");
		this.server.answer(ScriptedCaptureServer.READ, ending(end, false));
		phone.press("I need more time");

		phone.waitFor((driver) -> phone.text().contains("2 minutes left. No more time can be added."), "the last time");
	}

	@Test
	void saysThatMoreTimeWasNotAddedForWantOfAConnection() {
		this.server.answer(ScriptedCaptureServer.OPEN, ending(Instant.now().plusSeconds(100), true));
		this.server.answer(ScriptedCaptureServer.EXTEND, Answer.problem(503, "busy"));
		phone.open(this.server.link());
		phone.heading("Take a selfie");
		phone.press("I need more time");

		phone.waitFor((driver) -> phone.text().contains("We’re busy right now"), "why");
		phone.button("I need more time");
	}

	private static Answer ending(Instant end, boolean extensible) {
		return Answer.capture("opened", 3)
			.with("\"extensible\":" + extensible)
			.replacing("2035-03-14T15:24:26Z", end.toString());
	}

	private static Answer extended(Instant end, boolean extensible) {
		return Answer.json("{\"session_ends_at\":\"%s\",\"extensible\":%s}".formatted(end, extensible));
	}

	@Test
	void saysThatTheTimeIsOverByItself() {
		this.server.answer(ScriptedCaptureServer.OPEN,
				Answer.capture("opened", 3).replacing("2035-03-14T15:24:26Z", Instant.now().plusSeconds(4).toString()));
		phone.open(this.server.link());
		phone.press("Start");
		phone.waitFor((driver) -> phone.text().contains("1 minute left"), "the notice");
		this.server.answer(ScriptedCaptureServer.READ, Answer.problem(410, "link_expired"));

		phone.heading("This link has expired");
	}

	@Test
	void goesBackAndForthByTheButtonsOfTheBrowser() {
		phone.open("about:blank");
		phone.open(this.server.link());
		phone.press("Start");
		phone.button("Take photo");
		phone.driver().navigate().back();
		phone.heading("Take a selfie");
		phone.driver().navigate().forward();
		phone.press("Take photo");
		phone.heading("Is this a good photo?");
		phone.driver().navigate().back();
		phone.heading("Take a selfie");
		assertThat(phone.driver().getCurrentUrl()).isEqualTo(this.server.link());

		phone.press("Start");
		phone.press("Take photo");
		phone.press("Submit");
		phone.heading("Completed");
		phone.driver().navigate().back();

		phone.heading("Completed");
		assertThat(this.server.calls(ScriptedCaptureServer.SUBMIT)).hasSize(1);
	}

	@Test
	void sendsOnceHoweverOftenSubmitIsPressed() {
		phone.open(this.server.link());
		phone.press("Start");
		phone.press("Take photo");
		phone.heading("Is this a good photo?");
		new Actions(phone.driver()).doubleClick(phone.button("Submit")).perform();

		phone.heading("Completed");
		assertThat(this.server.calls(ScriptedCaptureServer.SUBMIT)).hasSize(1);
	}

	@Test
	void looksAsTheApplicationWants() {
		String logo = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
				+ "YPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3).with("""
				"branding":{"logo":"%s","colours":{"primary":"#0b5c2f","on-primary":"#ffffff","background":"#fdf6e3"}}
				""".formatted(logo)));
		phone.open(this.server.link());
		phone.heading("Take a selfie");

		assertThat(phone.button("Start").getCssValue("background-color")).contains("11, 92, 47");
		assertThat(phone.driver().findElement(By.tagName("body")).getCssValue("background-color"))
			.contains("253, 246, 227");
		assertThat(phone.driver().findElement(By.id("logo")).isDisplayed()).isTrue();
		assertThat(phone.accessibilityViolations()).isEmpty();
		assertThat(phone.consoleErrors()).noneMatch((error) -> error.contains("Content Security Policy"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "link_expired", "request_cancelled", "link_used", "link_replaced" })
	void looksAsTheApplicationWantsWhereTheLinkHasEnded(String end) {
		this.server.answer(ScriptedCaptureServer.READ, Answer.problem(410, end).with("""
				"application_name":"Green Bank","support_address":"mailto:help@bank.example",
				"branding":{"colours":{"primary":"#0b5c2f","on-primary":"#ffffff","background":"#fdf6e3"}}
				"""));
		phone.open(this.server.link());

		phone.waitFor((driver) -> phone.text().contains("Get help from Green Bank"), "the support");
		assertThat(phone.text()).as("nothing follows").doesNotContain("Send me a new link");
		assertThat(phone.driver().findElement(By.linkText("Get help from Green Bank")).getDomAttribute("href"))
			.isEqualTo("mailto:help@bank.example");
		assertThat(phone.driver().findElement(By.id("application")).getText()).isEqualTo("Green Bank");
		assertThat(phone.driver().findElement(By.tagName("body")).getCssValue("background-color"))
			.contains("253, 246, 227");
		assertThat(phone.accessibilityViolations()).isEmpty();
		phone.screenshot("ended-" + end);
	}

	@ParameterizedTest
	@ValueSource(strings = { "link_expired", "link_replaced" })
	void sendsNewLinkWhereTheServerOffersOne(String end) {
		this.server.answer(ScriptedCaptureServer.READ, Answer.problem(410, end).with("\"new_link\":true"));
		this.server.answer(ScriptedCaptureServer.NEW_LINK, Answer.problem(503, "busy").after(1),
				new Answer(202, "application/json", "", null));
		phone.open(this.server.link());
		phone.screenshot("new-link-" + end);

		phone.press("Send me a new link");

		phone
			.waitFor(
					(driver) -> phone.text()
						.contains("A new link is on its way. Please open the one in your newest message."),
					"the answer");
		assertThat(phone.text()).doesNotContain("Send me a new link");
		assertThat(this.server.calls(ScriptedCaptureServer.NEW_LINK)).as("once more by itself when busy")
			.hasSize(2)
			.allMatch((call) -> call.body().length == 0);
		assertThat(phone.driver().switchTo().activeElement().getTagName()).isEqualTo("h1");
		assertThat(phone.accessibilityViolations()).isEmpty();
		phone.screenshot("new-link-sent-" + end);
	}

	@Test
	void saysWhyNoNewLinkCanBeSentAnyMore() {
		this.server.answer(ScriptedCaptureServer.READ, Answer.problem(410, "link_expired").with("\"new_link\":true"));
		this.server.answer(ScriptedCaptureServer.NEW_LINK, Answer.problem(410, "request_cancelled"));
		phone.open(this.server.link());
		phone.press("Send me a new link");

		phone.heading("This request was withdrawn");
		assertThat(phone.text()).doesNotContain("Send me a new link");
	}

	@Test
	void takesThePersonBackAtTheEnd() {
		String back = this.server.origin() + "/bank/done";
		this.server.answer(ScriptedCaptureServer.SUBMIT, Answer.accepted().with("\"redirect_url\":\"" + back + "\""));
		phone.open(this.server.link());
		phone.press("Start");
		phone.press("Take photo");
		phone.press("Submit");
		phone.heading("Completed");
		assertThat(phone.text()).contains("Back to Demo Bank")
			.containsPattern("Returning to Demo Bank in \\d seconds?");

		Awaitility.await().until(() -> back.equals(phone.driver().getCurrentUrl()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "javascript:alert(1)", "data:text/html,x", "no address" })
	void goesToNoAddressThatIsNone(String address) {
		this.server.answer(ScriptedCaptureServer.READ,
				Answer.problem(410, "link_expired").with("\"redirect_url\":\"" + address + "\""));
		phone.open(this.server.link());
		phone.heading("This link has expired");

		assertThat(phone.driver().findElements(By.cssSelector("main a"))).isEmpty();
	}

	@Test
	void goesOnByItselfWhenTheConnectionIsBack() {
		this.server.answer(ScriptedCaptureServer.SUBMIT, Answer.dropped());
		phone.open(this.server.link());
		phone.press("Start");
		phone.press("Take photo");
		phone.press("Submit");
		phone.heading("There is no connection");
		this.server.answer(ScriptedCaptureServer.SUBMIT, Answer.accepted());

		phone.driver().executeScript("window.dispatchEvent(new Event('online'))");

		phone.heading("Completed");
	}

	private static Answer asking() {
		return Answer.capture("ready", 3).with("""
				"consent":{"version":"7","texts":{"de":{"text":"Nein","hash":"%s"},
				"en":{"text":"We keep your photo.","hash":"%s"}}}""".formatted("cd".repeat(32), "ab".repeat(32)));
	}

	/** A photo of 1600 x 1200 px that says that it is to be turned by a quarter. */
	private static Path lyingOnItsSide(Path file) throws IOException {
		BufferedImage picture = new BufferedImage(1600, 1200, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = picture.createGraphics();
		graphics.setColor(Color.RED);
		graphics.fillRect(0, 0, 800, 1200);
		graphics.setColor(Color.BLUE);
		graphics.fillRect(800, 0, 800, 1200);
		graphics.dispose();
		ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
		ImageIO.write(picture, "jpg", jpeg);
		byte[] plain = jpeg.toByteArray();
		byte[] exif = { (byte) 0xff, (byte) 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1,
				0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0 };
		ByteArrayOutputStream turned = new ByteArrayOutputStream();
		turned.write(plain, 0, 2);
		turned.write(exif);
		turned.write(plain, 2, plain.length - 2);
		return Files.write(file, turned.toByteArray());
	}

}
