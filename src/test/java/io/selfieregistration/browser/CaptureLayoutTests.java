package io.selfieregistration.browser;

import java.util.ArrayList;
import java.util.List;

import io.selfieregistration.face.Portrait;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every control of every screen can be seen whole and pressed: on phones held upright and
 * sideways and on a computer, with text of one, one and a half and two times the size.
 * <p>
 * Each build walks in English; the profile {@code durability} in other languages as well.
 */
@BrowserTest
@Tag("durability")
class CaptureLayoutTests {

	private static final List<Dimension> WINDOWS = List.of(new Dimension(390, 844), new Dimension(360, 640),
			new Dimension(844, 390), new Dimension(1366, 768));

	private static final List<Integer> TEXT_SIZES = List.of(100, 150, 200);

	private final ScriptedCaptureServer server = new ScriptedCaptureServer();

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "phone, en, false", "desktop, de, true", "desktop, ar, false", "phone, zh, true" })
	void showsEveryControlWholeInEveryWindowWithEveryTextSize(String device, String language, boolean dark) {
		Browser.Setup setup = device.equals("phone") ? Browser.phone() : Browser.desktop();
		setup.language(language).camera(FakeCamera.showing(Portrait.good()));
		List<String> problems = new ArrayList<>();
		try (Browser browser = (dark ? setup.dark() : setup).start()) {
			CaptureWalk.through(browser, this.server, (screen) -> inEveryWindow(browser, (window, text) -> {
				String where = "%s-%dx%d-%d-%s".formatted(screen, window.width, window.height, text, language);
				if (text == 100 && language.equals("en")) {
					browser.screenshot("layout-" + where);
				}
				problems(browser).forEach((problem) -> problems.add(where + ": " + problem));
				if (text == 100) {
					outOfSight(browser, screen).forEach((problem) -> problems.add(where + ": " + problem));
				}
			}));
		}
		assertThat(problems).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "false", "true" })
	void showsAdministratorsEveryControlWholeInEveryWindow(boolean dark) {
		List<String> problems = new ArrayList<>();
		try (Browser browser = (dark ? Browser.desktop().dark() : Browser.desktop()).start()) {
			browser.open(this.server.origin() + "/capture/preview/");
			browser.waitFor((driver) -> browser.driver()
				.findElements(By.cssSelector("#shown h1, #settings:not(:placeholder-shown)"))
				.size() == 2, "the guide");
			inEveryWindow(browser, (window, text) -> {
				String where = "administrators-%dx%d-%d".formatted(window.width, window.height, text);
				if (text == 100) {
					browser.screenshot("layout-" + where);
				}
				problems(browser).forEach((problem) -> problems.add(where + ": " + problem));
			});
		}
		assertThat(problems).isEmpty();
	}

	private static void inEveryWindow(Browser browser, Look look) {
		for (Dimension window : WINDOWS) {
			browser.resizeTo(window.width, window.height, 100);
			for (int text : TEXT_SIZES) {
				textSize(browser, text);
				look.at(window, text);
			}
		}
		textSize(browser, 100);
		browser.resizeTo(390, 844, 100);
	}

	private static void textSize(Browser browser, int percent) {
		browser.driver().executeAsyncScript("""
				document.documentElement.style.fontSize = arguments[0] + '%';
				window.scrollTo(0, 0);
				requestAnimationFrame(() => requestAnimationFrame(arguments[1]));
				""", percent);
	}

	/** What is cut off, covered, or makes the page scroll sideways. */
	@SuppressWarnings("unchecked")
	private static List<String> problems(Browser browser) {
		return (List<String>) browser.driver()
			.executeScript(
					"""
							const problems = [];
							const page = document.documentElement;
							if (page.scrollWidth > page.clientWidth) {
							  problems.push(`scrolls sideways by ${page.scrollWidth - page.clientWidth} px`);
							}
							const nameOf = (element) => `${element.localName}.${element.className} "${element.textContent.trim().slice(0, 30)}"`;
							const shown = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
							for (const element of shown('h1, h2, p, li, legend, label')) {
							  const { left, right, width } = element.getBoundingClientRect();
							  if (width && (left < -1 || right > page.clientWidth + 1)) {
							    problems.push(`${nameOf(element)} reaches from ${left} to ${right} of ${page.clientWidth}`);
							  }
							}
							for (const control of shown('button, a, select, label.button, textarea, input:not([type=file])')) {
							  control.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
							  const { left, right, top, bottom, width, height } = control.getBoundingClientRect();
							  if (left < -1 || right > page.clientWidth + 1 || top < -1 || bottom > innerHeight + 1) {
							    problems.push(`${nameOf(control)} is cut off: ${left}, ${top} to ${right}, ${bottom}`);
							    continue;
							  }
							  if (control.matches('button, a') && (control.scrollWidth > control.clientWidth + 1 || control.scrollHeight > control.clientHeight + 1)) {
							    problems.push(`${nameOf(control)} has no room for its words: ${control.scrollWidth} in ${control.clientWidth}, ${control.scrollHeight} in ${control.clientHeight}`);
							  }
							  for (const [x, y] of [[.5, .5], [.15, .5], [.85, .5], [.5, .15], [.5, .85]]) {
							    const there = document.elementFromPoint(left + x * width, top + y * height);
							    if (!there || !(control.contains(there) || there.closest('label')?.contains(control) || there.control === control)) {
							      problems.push(`${nameOf(control)} is covered at ${x}, ${y} by ${there ? nameOf(there) : 'nothing'}`);
							      break;
							    }
							  }
							}
							window.scrollTo(0, 0);
							return problems;
							""");
	}

	/** What is needed at once and can be seen only after scrolling. */
	@SuppressWarnings("unchecked")
	private static List<String> outOfSight(Browser browser, String screen) {
		String needed = switch (screen) {
			case "guide" -> "[data-action=start]";
			case "camera" -> ".viewfinder-says, .stage, [data-action=take], [data-action=auto], [data-action=tips]";
			case "preview" -> ".stage, [data-action=submit], [data-action=again]";
			case "consent" -> "[data-action=agree], [data-action=disagree]";
			case "refused" -> "[data-action=again]";
			default -> "h1";
		};
		return (List<String>) browser.driver().executeScript("""
				return [...document.querySelectorAll(arguments[0])].flatMap((element) => {
				  const { top, bottom } = element.getBoundingClientRect();
				  return top < -1 || bottom > innerHeight + 1
				      ? [`${element.className} is out of sight: ${top} to ${bottom} of ${innerHeight}`] : [];
				});
				""", needed);
	}

	@FunctionalInterface
	private interface Look {

		void at(Dimension window, int text);

	}

}
