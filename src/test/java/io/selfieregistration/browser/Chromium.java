package io.selfieregistration.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.logging.LogType;
import org.springframework.util.FileSystemUtils;

/**
 * The processes of a browser. A start costs as much as a test, so what was used once is
 * used again in this JVM: in a new tab, without cookies, storage, cache or whatever was
 * emulated in the tab before.
 */
final class Chromium {

	static final Path BINARY = Path.of(env("CHROMIUM_BINARY", "/usr/bin/chromium"));

	static final Path DRIVER = Path.of(env("CHROMEDRIVER_BINARY", "/usr/bin/chromedriver"));

	/** What each browser starts with; a tab may have another one. */
	static final String LANGUAGE = "en-GB";

	private static final Path PROFILES = Path.of("target", "browsers").toAbsolutePath();

	/** Held, so that its level stays: it warns of a protocol that is not used here. */
	private static final Logger PROTOCOL_LOGGER = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

	private static final Logger CHROMIUM_LOGGER = Logger.getLogger("org.openqa.selenium.chromium.ChromiumDriver");

	/** Phones and computers that nobody uses now. */
	private static final Map<Boolean, Chromium> IDLE = new HashMap<>();

	static {
		PROTOCOL_LOGGER.setLevel(Level.SEVERE);
		CHROMIUM_LOGGER.setLevel(Level.SEVERE);
		Runtime.getRuntime().addShutdownHook(new Thread(Chromium::quitIdle));
	}

	private final Path profile;

	private final ChromeDriver driver;

	/** Whether it is a phone, if others may use it. */
	private final Boolean shared;

	private Chromium(Path profile, ChromeDriver driver, Boolean shared) {
		this.profile = profile;
		this.driver = driver;
		this.shared = shared;
	}

	ChromeDriver driver() {
		return this.driver;
	}

	/**
	 * Gives a browser in the state of a new one.
	 * @throws WebDriverException if it does not start
	 */
	static Chromium of(Browser.Setup setup) {
		Chromium idle = setup.isUsual() ? idle(setup.touched()) : null;
		try {
			Chromium chromium = (idle != null) ? idle : start(setup);
			if (idle != null) {
				setup.showTo(camera(chromium.profile));
			}
			if (setup.isUsual() && !setup.language().equals(LANGUAGE)) {
				chromium.speak(setup.language());
			}
			return chromium;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Chromium start(Browser.Setup setup) {
		Path profile = null;
		try {
			profile = Files.createTempDirectory(Files.createDirectories(PROFILES), "profile");
			setup.showTo(camera(profile));
			ChromeDriver driver = new ChromeDriver(
					new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile())
						.usingAnyFreePort()
						.withSilent(true)
						.build(),
					setup.options(profile, camera(profile)));
			return new Chromium(profile, driver, setup.isUsual() ? setup.touched() : null);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (RuntimeException ex) {
			delete(profile);
			throw ex;
		}
	}

	/** Ends it, or keeps it for the next who wants one like it. */
	void release() {
		if (this.shared == null || !hasForgotten() || !keep(this)) {
			quit();
		}
	}

	/** Whether it forgot everything; one that hangs or has died did not. */
	private boolean hasForgotten() {
		try {
			Set<String> used = new HashSet<>(this.driver.getWindowHandles());
			this.driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", "*", "storageTypes", "all"));
			this.driver.switchTo().newWindow(WindowType.TAB);
			String fresh = this.driver.getWindowHandle();
			for (String tab : used) {
				this.driver.switchTo().window(tab).close();
			}
			this.driver.switchTo().window(fresh);
			this.driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
			this.driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
			this.driver.manage().logs().get(LogType.BROWSER);
			this.driver.manage().logs().get(LogType.PERFORMANCE);
			return true;
		}
		catch (WebDriverException ex) {
			return false;
		}
	}

	/** Prefers a language, as if the person had chosen it in the settings. */
	private void speak(String language) {
		Object userAgent = this.driver.executeScript("return navigator.userAgent");
		this.driver.executeCdpCommand("Emulation.setUserAgentOverride",
				Map.of("userAgent", userAgent, "acceptLanguage", language));
	}

	private void quit() {
		try {
			this.driver.quit();
		}
		finally {
			delete(this.profile);
		}
	}

	private static synchronized Chromium idle(boolean touched) {
		return IDLE.remove(touched);
	}

	/** Keeps one phone and one computer. */
	private static synchronized boolean keep(Chromium chromium) {
		return IDLE.putIfAbsent(chromium.shared, chromium) == null;
	}

	private static synchronized void quitIdle() {
		IDLE.values().forEach(Chromium::quit);
		IDLE.clear();
	}

	private static Path camera(Path profile) {
		return profile.resolve("camera.y4m");
	}

	private static void delete(Path profile) {
		try {
			FileSystemUtils.deleteRecursively(profile);
		}
		catch (IOException ex) {
			// Chromium may still be tidying up; what is left goes with the target folder
		}
	}

	private static String env(String name, String fallback) {
		return Optional.ofNullable(System.getenv(name)).orElse(fallback);
	}

}
