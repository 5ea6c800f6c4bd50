package io.selfieregistration.system;

import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

import io.selfieregistration.browser.Browser;

/** What all web applications of the engine have in common: Cockpit, Tasklist, Admin. */
final class WebApps {

	private static final String USER = "form[name='signinForm'] input[type='text']";

	private static final String PASSWORD = "form[name='signinForm'] input[type='password']";

	private static final String SEND = """
			const password = document.querySelector(arguments[1]);
			const typed = document.querySelector(arguments[0])?.value === arguments[2]
				&& password?.value === arguments[3];
			if (typed) {
				password.form.querySelector("button[type='submit']").click();
			}
			return typed;
			""";

	private WebApps() {
	}

	/**
	 * Logs in at the page that is open. The page draws its form anew when an answer comes
	 * late that says that nobody is logged in, and what was typed goes with it; so the
	 * form is looked at and sent in one go.
	 */
	static void logIn(Browser browser, String user, String password) {
		browser.waitFor((driver) -> {
			type(driver, USER, user);
			type(driver, PASSWORD, password);
			return browser.driver().executeScript(SEND, USER, PASSWORD, user, password);
		}, "the login form");
		browser.waitFor((driver) -> driver.findElements(By.cssSelector(PASSWORD)).isEmpty(), "an end of the login");
	}

	private static void type(WebDriver driver, String selector, String text) {
		WebElement field = visible(driver, selector);
		field.clear();
		field.sendKeys(text);
	}

	static WebElement visible(WebDriver driver, String selector) {
		return driver.findElements(By.cssSelector(selector))
			.stream()
			.filter(WebElement::isDisplayed)
			.findFirst()
			.orElseThrow(() -> new StaleElementReferenceException("There is nothing at " + selector + " yet"));
	}

}
