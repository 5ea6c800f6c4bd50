package io.selfieregistration.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfieregistration.browser.ScriptedCaptureServer.Answer;
import io.selfieregistration.face.Portrait;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.Select;

import static org.assertj.core.api.Assertions.assertThat;

/** The page for people who see, hear, move or read in their own way. */
@BrowserTest
@Tag("durability")
class CaptureForEveryoneTests {

	private static final Path LANGUAGES = Path.of("src/main/resources/static/capture/languages");

	private final ScriptedCaptureServer server = new ScriptedCaptureServer();

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "phone, ar, true", "phone, en, false", "desktop, ar, false", "desktop, de, true",
			"desktop, zh, false" })
	void hasNoBarrierOnAnyScreen(String device, String language, boolean dark) {
		List<Pattern> known = patterns(language);
		Browser.Setup setup = device.equals("phone") ? Browser.phone() : Browser.desktop();
		setup.language(language).camera(FakeCamera.showing(Portrait.good()));
		try (Browser browser = (dark ? setup.dark() : setup).start()) {
			CaptureWalk.through(browser, this.server, (screen) -> {
				browser.screenshot(screen + "-" + device + "-" + language + (dark ? "-dark" : "-light"));
				assertThat(browser.accessibilityViolations()).as(screen).isEmpty();
				assertThat(browser.driver().findElements(By.tagName("h1"))).as(screen).hasSize(1);
				if (!screen.equals("completed")) { // where the walk has pressed a button
					assertThat(browser.driver().switchTo().activeElement().getTagName()).as("focus on %s", screen)
						.isEqualTo("h1");
				}
				assertThat(overflow(browser)).as("sideways scrolling of %s", screen).isZero();
				assertThat(smallTargets(browser)).as("targets of less than 44 px on %s", screen).isEmpty();
				assertThat(browser.driver().findElement(By.tagName("html")).getDomAttribute("lang"))
					.isEqualTo(language);
				assertThat(browser.driver().findElement(By.tagName("html")).getDomAttribute("dir"))
					.isEqualTo(language.equals("ar") ? "rtl" : "ltr");
				// A text that stands in no file shows in each language but its own
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
			browser.press(sentence("fr", "camera.take"));
			browser.heading(sentence("fr", "preview.title"));
			new Select(browser.driver().findElement(By.id("language"))).selectByVisibleText("العربية");
			browser.heading(sentence("ar", "preview.title"));

			assertThat(browser.driver().findElement(By.tagName("html")).getDomAttribute("dir")).isEqualTo("rtl");
			browser.button(sentence("ar", "preview.submit"));
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
		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3).with(CaptureWalk.CONSENT));
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
			assertThat(page.spoken()).contains("Looks good – we took the photo for you.");
			page.press("Submit");
			await(() -> page.headings().contains("Completed"));
		}
	}

	@Test
	void leadsThroughTheKeyboardAlone() {
		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3).with(CaptureWalk.CONSENT));
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
		List<Pattern> patterns = new ArrayList<>();
		sentences(language).values()
			.forEach((sentence) -> patterns.add(Pattern.compile(Stream.of(sentence.split("\\{\\w+\\}", -1))
				.map(Pattern::quote)
				.reduce((one, other) -> one + ".+?" + other)
				.orElseThrow(), Pattern.DOTALL)));
		return patterns;
	}

	/** A sentence as the driver reports it, without no-break spaces. */
	private static String sentence(String language, String key) {
		return sentences(language).get(key).replace('\u00a0', ' ');
	}

	private static Map<String, String> sentences(String language) {
		try {
			return new ObjectMapper().readValue(LANGUAGES.resolve(language + ".json").toFile(), new TypeReference<>() {
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
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
