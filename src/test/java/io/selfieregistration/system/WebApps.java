package io.selfieregistration.system;

import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

import io.selfieregistration.browser.Browser;

/** What all web applications of the engine have in common: Cockpit, Tasklist, Admin. */
final class WebApps {

	private WebApps() {
	}

	/** Logs in at the page that is open. */
	static void logIn(Browser browser, String user, String password) {
		type(browser, "input[type='text']", user);
		type(browser, "input[type='password']", password);
		browser.waitFor((driver) -> {
			visible(driver, "button[type='submit']").click();
			return true;
		}, "the login button");
	}

	/** The page draws its form anew while it loads, so what is typed may go with it. */
	static void type(Browser browser, String selector, String text) {
		browser.waitFor((driver) -> {
			WebElement field = visible(driver, selector);
			field.clear();
			field.sendKeys(text);
			return text.equals(visible(driver, selector).getDomProperty("value"));
		}, "the field " + selector);
	}

	static WebElement visible(WebDriver driver, String selector) {
		return driver.findElements(By.cssSelector(selector))
			.stream()
			.filter(WebElement::isDisplayed)
			.findFirst()
			.orElseThrow(() -> new StaleElementReferenceException("There is nothing at " + selector + " yet"));
	}

}
