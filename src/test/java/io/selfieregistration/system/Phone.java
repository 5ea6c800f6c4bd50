package io.selfieregistration.system;

import java.awt.image.BufferedImage;
import java.nio.file.Path;

import io.selfieregistration.browser.Browser;
import io.selfieregistration.browser.FakeCamera;
import org.openqa.selenium.By;

/**
 * A person with a phone, who follows a capture link in a real browser and reads English.
 */
final class Phone implements AutoCloseable {

	private final Browser browser;

	private Phone(Browser browser) {
		this.browser = browser;
	}

	/** A phone before whose camera stands what the picture shows. */
	static Phone seeing(BufferedImage picture) {
		return new Phone(Browser.phone().camera(FakeCamera.showing(picture)).start());
	}

	Browser browser() {
		return this.browser;
	}

	/** Opens a link that leads to the guide. */
	Phone open(String captureUrl) {
		Secrets.remember(captureUrl.substring(captureUrl.indexOf('#') + 1));
		this.browser.open(captureUrl);
		this.browser.heading("Take a selfie");
		return this;
	}

	/** Goes on from the guide to the camera, and takes a photo. */
	Phone takePhoto() {
		this.browser.press("Start");
		return takePhotoNow();
	}

	/** Goes on from a refused photo to the camera, and takes the next one. */
	Phone takePhotoAgain() {
		this.browser.press("Try again");
		return takePhotoNow();
	}

	/** Sends the photo that was taken, also one to which guidance objected. */
	Phone usePhoto() {
		this.browser.heading("Is this a good photo?");
		this.browser.driver().findElement(By.cssSelector("[data-action=submit]")).click();
		return this;
	}

	/** Waits until the page says this in its heading. */
	Phone expect(String heading) {
		this.browser.heading(heading);
		return this;
	}

	/** Goes on from the guide to the camera, and waits until the page takes the photo. */
	Phone letPhotoBeTaken() {
		this.browser.press("Start");
		this.browser.heading("Is this a good photo?");
		return this;
	}

	/** Everything the person can read. */
	String text() {
		return this.browser.text();
	}

	Path screenshot(String name) {
		return this.browser.screenshot(name);
	}

	private Phone takePhotoNow() {
		this.browser.pressUnlessHeadingComes("Take photo", "Is this a good photo?");
		return this;
	}

	@Override
	public void close() {
		this.browser.close();
	}

}
