package io.selfieregistration.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfieregistration.browser.ScriptedCaptureServer.Answer;
import io.selfieregistration.face.Portrait;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.Select;

import static org.assertj.core.api.Assertions.assertThat;

/** The page for people who see, hear, move or read in their own way. */
@BrowserTest
class CaptureForEveryoneTests {

	private static final Path LANGUAGES = Path.of("src/main/resources/static/capture/languages");

	private static final String CONSENT = """
			"consent":{"version":"7","texts":{"en":{"text":"We keep your photo.\\n\\nYou may ask us to erase it.",
			"hash":"%s"}}}""".formatted("ab".repeat(32));

	private final ScriptedCaptureServer server = new ScriptedCaptureServer();

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "phone, en, false", "phone, ar, true", "desktop, ar, false", "desktop, de, true" })
	void hasNoBarrierOnAnyScreen(String device, String language, boolean dark) {
		Browser.Setup setup = device.equals("phone") ? Browser.phone() : Browser.desktop();
		setup.language(language).camera(FakeCamera.showing(Portrait.good()));
		try (Browser browser = (dark ? setup.dark() : setup).start()) {
			walkThrough(browser, (screen) -> {
				browser.screenshot(screen + "-" + device + "-" + language + (dark ? "-dark" : "-light"));
				assertThat(browser.accessibilityViolations()).as(screen).isEmpty();
				assertThat(browser.driver().findElements(By.tagName("h1"))).as(screen).hasSize(1);
				assertThat(overflow(browser)).as("sideways scrolling of %s", screen).isZero();
				assertThat(smallTargets(browser)).as("targets of less than 44 px on %s", screen).isEmpty();
			});
		}
	}

	@ParameterizedTest
	@MethodSource("languages")
	void showsNoTextThatIsInNoFile(String language) {
		List<Pattern> known = patterns(language);
		try (Browser browser = Browser.desktop().language(language).start()) {
			walkThrough(browser, (screen) -> {
				assertThat(browser.driver().findElement(By.tagName("html")).getDomAttribute("lang"))
					.isEqualTo(language);
				assertThat(browser.driver().findElement(By.tagName("html")).getDomAttribute("dir"))
					.isEqualTo(language.equals("ar") ? "rtl" : "ltr");
				assertThat(texts(browser)).as(screen)
					.allSatisfy((text) -> assertThat(known).as("%s: %s", screen, text)
						.anyMatch((pattern) -> pattern.matcher(text).matches()));
			});
		}
	}

	@Test
	void changesTheLanguageOfTheScreenThatIsShown() {
		try (Browser browser = Browser.phone().start()) {
			browser.open(this.server.link());
			browser.heading("Take a selfie");
			Select languages = new Select(browser.driver().findElement(By.id("language")));
			assertThat(languages.getOptions()).extracting((option) -> option.getText())
				.hasSize(12)
				.contains("English", "Deutsch", "français", "العربية", "हिन्दी", "中文");

			languages.selectByVisibleText("français");
			browser.heading("Prenez un selfie");
			browser.press("Commencer");
			browser.heading("Placez votre visage dans l’ovale");
			new Select(browser.driver().findElement(By.id("language"))).selectByVisibleText("العربية");
			browser.heading("ضع وجهك داخل الشكل البيضوي");

			assertThat(browser.driver().findElement(By.tagName("html")).getDomAttribute("dir")).isEqualTo("rtl");
			browser.button("التقاط الصورة");
		}
	}

	@Test
	void countsAsTheLanguageDoes() {
		for (var example : Map
			.of("pl", Map.of(1, "Została Ci 1 próba.", 3, "Zostały Ci 3 próby.", 5, "Zostało Ci 5 prób."), "ar",
					Map.of(2, "بقيت لديك محاولتان", 3, "محاولات."))
			.entrySet()) {
			try (Browser browser = Browser.phone().language(example.getKey()).start()) {
				example.getValue().forEach((count, text) -> {
					this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", count));
					browser.open("about:blank");
					browser.open(this.server.link());
					browser.waitFor((driver) -> browser.text().contains(text), text);
				});
			}
		}
	}

	@Test
	void leadsThroughTheAccessibilityTreeAlone() {
		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3).with(CONSENT));
		this.server.answer(ScriptedCaptureServer.AGREE, Answer.capture("ready", 3));
		this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance("face_too_small"));
		try (Browser browser = Browser.phone().camera(FakeCamera.showing(Portrait.good())).start()) {
			AccessibleView page = new AccessibleView(browser);
			browser.open(this.server.link());

			await(() -> page.headings().contains("Before you start"));
			page.press("I agree");
			await(() -> page.headings().contains("Take a selfie"));
			page.press("Start");
			await(() -> page.headings().contains("Fit your face in the oval"));
			assertThat(page.names("image")).contains("What your camera sees");
			await(() -> page.spoken().contains("Come closer"));
			this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance());
			await(() -> page.headings().contains("Is this a good photo?"));
			assertThat(page.spoken()).contains("The photo was taken by itself, as everything looked good.");
			page.press("Submit");
			await(() -> page.headings().contains("Completed"));
		}
	}

	@Test
	void leadsThroughTheKeyboardAlone() {
		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3).with(CONSENT));
		this.server.answer(ScriptedCaptureServer.AGREE, Answer.capture("ready", 3));
		this.server.answer(ScriptedCaptureServer.SUBMIT, Answer.refused(2, "too_dark"), Answer.accepted());
		try (Browser browser = Browser.desktop().start()) {
			browser.open(this.server.link());
			browser.heading("Before you start");
			browser.pressByKeyboard("I agree");
			browser.heading("Take a selfie");
			this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3));
			browser.pressByKeyboard("Continue on your phone");
			browser.heading("Continue on your phone");
			browser.pressByKeyboard("Copy link");
			browser.pressByKeyboard("Use this device");
			browser.heading("Take a selfie");
			browser.pressByKeyboard("Start");
			browser.heading("Fit your face in the oval");
			browser.pressByKeyboard("Take photo");
			browser.pressByKeyboard("Submit");
			browser.heading("Let’s try that again");
			browser.pressByKeyboard("Try again");
			browser.pressByKeyboard("Take photo");
			browser.pressByKeyboard("Submit");
			browser.heading("Completed");
		}
	}

	@Test
	void showsWhereTheFocusIs() {
		try (Browser browser = Browser.desktop().start()) {
			browser.open(this.server.link());
			browser.heading("Take a selfie");
			browser.focusByKeyboard("Start");

			assertThat(browser.driver().switchTo().activeElement().getCssValue("outline-style")).isEqualTo("solid");
			assertThat(browser.driver().switchTo().activeElement().getCssValue("outline-width")).isEqualTo("3px");
		}
	}

	@Test
	void keepsTheNameOfTheApplicationInWordsWhenTextIsTwiceAsLarge() {
		try (Browser browser = Browser.phone().start()) {
			browser.open(this.server.link());
			browser.heading("Take a selfie");
			browser.driver().executeScript("document.documentElement.style.fontSize = '200%'");

			assertThat(browser.driver().findElement(By.id("application")).getSize().getHeight()).as("one line")
				.isLessThan(2 * 48);
			assertThat(overflow(browser)).isZero();
		}
	}

	/** Goes to every kind of screen, and looks at each. */
	private void walkThrough(Browser browser, Consumer<String> look) {
		String fields = "\"handed_off\":false,\"allow_camera_app\":true";
		this.server.answer(ScriptedCaptureServer.READ, Answer.waiting());
		this.server.answer(ScriptedCaptureServer.AGREE, Answer.capture("ready", 3).with(fields));
		this.server.answer(ScriptedCaptureServer.OPEN,
				Answer.capture("opened", 3)
					.with(fields + ",\"extensible\":true")
					.replacing("2035-03-14T15:24:26Z", Instant.now().plusSeconds(150).toString()));
		this.server.answer(ScriptedCaptureServer.SUBMIT, Answer.problem(503, "busy").after(300),
				Answer.refused(1, "too_dark", "head_turned", "multiple_faces", "face_cropped", "colour", "mouth_open?"),
				Answer.accepted().with("\"redirect_url\":\"https://bank.example/done\""));
		this.server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance("face_too_small"));
		browser.open(this.server.link());
		show(browser, "moment", look);
		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3).with(CONSENT));
		show(browser, "consent", look);
		act(browser, "disagree");
		show(browser, "refusal", look);
		act(browser, "reconsider");
		show(browser, "consent", (screen) -> act(browser, "agree"));
		show(browser, "guide", look);
		boolean computer = browser.driver().findElement(By.cssSelector("[data-action=handoff]")).isDisplayed();
		if (computer) {
			act(browser, "handoff");
			show(browser, "handoff", look);
			browser.driver().navigate().back();
			show(browser, "guide", (screen) -> {
			});
		}
		act(browser, "start");
		browser.waitFor((driver) -> browser.driver().findElement(By.cssSelector(".advice")).isDisplayed(), "advice");
		show(browser, "camera", look);
		browser.driver().findElement(By.cssSelector("[data-action=take]")).click();
		show(browser, "preview", look);
		act(browser, "submit");
		show(browser, "waiting", look);
		act(browser, "retry");
		show(browser, "refused", look);
		act(browser, "again");
		browser.driver().executeScript("""
				const track = document.querySelector('video').srcObject?.getVideoTracks()[0];
				document.querySelector('selfie-camera').dispatchEvent(new CustomEvent('selfie-camera:unavailable',
				  { bubbles: true, detail: { reason: 'denied' } }));
				""");
		browser.waitFor((driver) -> browser.driver().findElement(By.cssSelector("[data-part=elsewhere]")).isDisplayed(),
				"another way");
		show(browser, "problem", (screen) -> look.accept("camera-denied"));
		act(browser, "retry");
		browser.waitFor((driver) -> browser.driver()
			.findElements(By.cssSelector("[data-action=take]:not([aria-disabled=true])"))
			.size() == 1, "the camera");
		browser.driver().findElement(By.cssSelector("[data-action=take]")).click();
		act(browser, "submit");
		show(browser, "completed", (screen) -> {
			act(browser, "stay");
			look.accept(screen);
		});
		for (String end : List.of("link_expired", "link_replaced", "link_used", "attempts_exhausted")) {
			this.server.answer(ScriptedCaptureServer.READ, Answer.problem(410, end));
			browser.driver().navigate().refresh();
			show(browser, "problem", (screen) -> look.accept(end));
		}
	}

	private static void show(Browser browser, String screen, Consumer<String> look) {
		browser.waitFor((driver) -> browser.driver()
			.findElements(By.cssSelector("capture-page[data-screen=" + screen + "]"))
			.size() == 1, "the screen " + screen);
		look.accept(screen);
	}

	private static void act(Browser browser, String action) {
		browser.waitFor((driver) -> {
			var buttons = browser.driver()
				.findElements(By.cssSelector("[data-action=" + action + "]:not([aria-disabled=true])"));
			buttons.forEach((button) -> button.click());
			return !buttons.isEmpty();
		}, "the action " + action);
	}

	/** Everything that is read or spoken, but for what the application said itself. */
	@SuppressWarnings("unchecked")
	private static List<String> texts(Browser browser) {
		return (List<String>) browser.driver()
			.executeScript(
					"""
							const texts = [document.title];
							const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
							for (let node; (node = walker.nextNode());) {
							  const parent = node.parentElement;
							  const ours = !parent.closest('template, script, noscript, option, #application, [data-part=document]');
							  if (ours && node.textContent.trim() && parent.checkVisibility()) {
							    texts.push(node.textContent.trim());
							  }
							}
							for (const element of document.body.querySelectorAll('[aria-label], [alt], [placeholder], [title]')) {
							  for (const attribute of ['aria-label', 'alt', 'placeholder', 'title']) {
							    if (element.getAttribute(attribute)?.trim()) texts.push(element.getAttribute(attribute).trim());
							  }
							}
							return texts;
							""");
	}

	private static List<Pattern> patterns(String language) {
		try {
			Map<String, String> sentences = new ObjectMapper().readValue(LANGUAGES.resolve(language + ".json").toFile(),
					new TypeReference<>() {
					});
			List<Pattern> patterns = new ArrayList<>();
			sentences.values()
				.forEach((sentence) -> patterns.add(Pattern.compile(Stream.of(sentence.split("\\{\\w+\\}", -1))
					.map(Pattern::quote)
					.reduce((one, other) -> one + ".+?" + other)
					.orElseThrow(), Pattern.DOTALL)));
			return patterns;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> languages() throws IOException {
		try (Stream<Path> files = Files.list(LANGUAGES)) {
			return files.map((file) -> file.getFileName().toString().replace(".json", "")).sorted().toList();
		}
	}

	private static long overflow(Browser browser) {
		return (Long) browser.driver()
			.executeScript("const page = document.documentElement; return page.scrollWidth - page.clientWidth");
	}

	@SuppressWarnings("unchecked")
	private static List<String> smallTargets(Browser browser) {
		return (List<String>) browser.driver().executeScript("""
				return [...document.querySelectorAll('button, a, select, label.button, input:not([type=file])')]
				  .filter((target) => target.checkVisibility())
				  .filter((target) => target.getBoundingClientRect().height < 44)
				  .map((target) => target.outerHTML.slice(0, 80) + target.getBoundingClientRect().height);
				""");
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(condition);
	}

}
