package io.selfieregistration.browser;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

import static org.assertj.core.api.Assertions.assertThat;

/** The page on which administrators try their colours. */
@BrowserTest
class CapturePreviewTests {

	private final ScriptedCaptureServer server = new ScriptedCaptureServer();

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@Test
	void showsTheScreensInTheColoursOfTheApplication() {
		try (Browser browser = Browser.desktop().start()) {
			browser.open(this.server.origin() + "/capture/preview/");
			browser.waitFor((driver) -> shown(browser).getText().contains("Take a selfie"), "the guide");
			assertThat(browser.accessibilityViolations()).isEmpty();

			setColour(browser, "light-primary", "#0b5c2f");
			browser.waitFor((driver) -> shown(browser).findElement(By.cssSelector("button.primary"))
				.getCssValue("background-color")
				.contains("11, 92, 47"), "the colour");
			assertThat(settings(browser)).contains("\"primary\": \"#0b5c2f\"");
			assertThat(browser.driver().findElements(By.cssSelector("#problems li"))).isEmpty();
			browser.screenshot("preview-administrators");

			setColour(browser, "light-primary", "#ffd400");
			browser.waitFor((driver) -> browser.driver()
				.findElement(By.id("problems"))
				.getText()
				.contains("on-primary on primary has a contrast of 1.4"), "the problem");

			new Select(browser.driver().findElement(By.id("screen"))).selectByValue("completed");
			new Select(browser.driver().findElement(By.id("preview-language"))).selectByValue("ar");
			browser.waitFor((driver) -> shown(browser).getText().contains("اكتمل"), "the last screen in Arabic");
			assertThat(shown(browser).getDomAttribute("dir")).isEqualTo("rtl");
			assertThat(browser.consoleErrors()).isEmpty();
			assertThat(this.server.calls()).noneMatch((call) -> call.name().contains("/api/"));
		}
	}

	private static void setColour(Browser browser, String id, String colour) {
		browser.driver().executeScript("""
				const input = document.getElementById(arguments[0]);
				input.value = arguments[1];
				input.dispatchEvent(new Event('input', { bubbles: true }));
				""", id, colour);
	}

	private static WebElement shown(Browser browser) {
		return browser.driver().findElement(By.id("shown"));
	}

	private static String settings(Browser browser) {
		return browser.driver().findElement(By.id("settings")).getDomProperty("value");
	}

}
