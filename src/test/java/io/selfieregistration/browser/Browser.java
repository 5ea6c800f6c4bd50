package io.selfieregistration.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import com.deque.html.axecore.selenium.AxeBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Chromium without a window, with a profile of its own and a camera of the test's choice.
 * <p>
 * {@snippet :
 * try (Browser browser = Browser.phone().camera(FakeCamera.showing(portrait)).start()) {
 * 	browser.open("http://localhost:8080/capture/#token");
 * 	browser.press("Start");
 * }
 * }
 */
public final class Browser implements AutoCloseable {

	static final String WANTED = Chromium.BINARY + " and " + Chromium.DRIVER
			+ " (CHROMIUM_BINARY and CHROMEDRIVER_BINARY name other places)";

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	private final ObjectMapper json = new ObjectMapper();

	private final List<String> requests = new ArrayList<>();

	private final List<String> consoleErrors = new ArrayList<>();

	private final Chromium chromium;

	private final ChromeDriver driver;

	private Browser(Chromium chromium) {
		this.chromium = chromium;
		this.driver = chromium.driver();
	}

	/** Whether this machine has a browser and its driver. */
	public static boolean present() {
		return Files.isExecutable(Chromium.BINARY) && Files.isExecutable(Chromium.DRIVER);
	}

	/** A browser the size of a phone, 390 by 844, that is touched. */
	public static Setup phone() {
		return new Setup(390, 844, true);
	}

	/** A browser the size of a small computer screen. */
	public static Setup desktop() {
		return new Setup(1280, 900, false);
	}

	/** The driver beneath, for what this class does not offer. */
	public ChromeDriver driver() {
		return this.driver;
	}

	public void open(String url) {
		this.driver.get(url);
	}

	/** Changes between light and dark while the page is open. */
	public void dark(boolean dark) {
		emulate("prefers-color-scheme", dark ? "dark" : "light");
	}

	/** Shows the page as people see it who let the system choose a few colours. */
	public void forcedColours(boolean forced) {
		emulate("forced-colors", forced ? "active" : "none");
	}

	/** Shows the page as people see it whom motion makes ill. */
	void reducedMotion(boolean reduced) {
		emulate("prefers-reduced-motion", reduced ? "reduce" : "no-preference");
	}

	/**
	 * Zooms as a person does with the browser's menu: there is less room for the page.
	 * @param percent 100 is the normal size
	 */
	public void resizeTo(int width, int height, double percent) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", Math.round(width * 100 / percent), "height", Math.round(height * 100 / percent),
						"deviceScaleFactor", percent / 100, "mobile", false));
	}

	/**
	 * Lets the page believe that so much time has passed; what waits for a time to come
	 * sees it when it looks at the clock the next time.
	 */
	void letTimePass(Duration time) {
		this.driver.executeScript("""
				const passed = arguments[0];
				const now = performance.now.bind(performance);
				performance.now = () => now() + passed;
				""", time.toMillis());
	}

	/** The heading people see, once it is this one. */
	public WebElement heading(String text) {
		return waitFor((driver) -> this.driver.findElements(By.cssSelector("h1"))
			.stream()
			.filter((heading) -> heading.getText().equals(text))
			.findFirst()
			.orElse(null), "the heading '" + text + "'");
	}

	/** The button of this name, once it can be pressed. */
	public WebElement button(String text) {
		return waitFor((driver) -> this.driver.findElements(By.tagName("button"))
			.stream()
			.filter((button) -> button.getText().equals(text) && button.isDisplayed()
					&& !"true".equals(button.getDomAttribute("aria-disabled")))
			.findFirst()
			.orElse(null), "the button '" + text + "'");
	}

	/** Presses a button with the pointer, once it can be pressed. */
	public void press(String button) {
		button(button).click();
	}

	/**
	 * Presses a button as soon as it can be pressed, unless the page goes on to this
	 * heading by itself.
	 */
	public void pressUnlessHeadingComes(String button, String heading) {
		waitFor((driver) -> {
			boolean there = this.driver.findElements(By.tagName("h1"))
				.stream()
				.anyMatch((each) -> each.getText().equals(heading));
			if (!there) {
				this.driver.findElements(By.tagName("button"))
					.stream()
					.filter((each) -> each.getText().equals(button)
							&& !"true".equals(each.getDomAttribute("aria-disabled")))
					.findFirst()
					.ifPresent(WebElement::click);
			}
			return there;
		}, "the button '" + button + "' or the heading '" + heading + "'");
	}

	/** Walks to a button with the tabulator key alone and presses it with Enter. */
	public void pressByKeyboard(String button) {
		focusByKeyboard(button);
		new Actions(this.driver).sendKeys(Keys.ENTER).perform();
	}

	/** Walks to a button with the tabulator key alone. */
	public void focusByKeyboard(String button) {
		WebElement wanted = button(button);
		for (int i = 0; i < 20; i++) {
			if (wanted.equals(this.driver.switchTo().activeElement())) {
				return;
			}
			new Actions(this.driver).sendKeys(Keys.TAB).perform();
		}
		throw new AssertionError("The button '" + button + "' cannot be reached by keyboard");
	}

	/** Waits, looking again and again, until a condition gives something. */
	public <T> T waitFor(ExpectedCondition<T> condition, String what) {
		return new WebDriverWait(this.driver, PATIENCE, Duration.ofMillis(50))
			.ignoring(StaleElementReferenceException.class)
			.withMessage(() -> "There is no sign of " + what + ". The page says: "
					+ this.driver.findElement(By.tagName("body")).getText() + " Its console says: " + consoleErrors())
			.until(condition);
	}

	/** Everything people can read on the page. */
	public String text() {
		return this.driver.findElement(By.tagName("main")).getText();
	}

	/** Saves what is seen as {@code target/screenshots/<name>.png}. */
	public Path screenshot(String name) {
		try {
			Files.createDirectories(SCREENSHOTS);
			return Files.write(SCREENSHOTS.resolve(name + ".png"), this.driver.getScreenshotAs(OutputType.BYTES));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What axe finds wrong for people who see, hear or move differently: rule and
	 * elements.
	 */
	public List<String> accessibilityViolations() {
		return violations(new AxeBuilder());
	}

	/** The same in one part of a page, for a page whose other parts are not ours. */
	public List<String> accessibilityViolations(String selector) {
		return violations(new AxeBuilder().include(selector));
	}

	@SuppressWarnings("deprecation") // The other mode opens a tab, which hides the page
										// and stops its camera
	private List<String> violations(AxeBuilder axe) {
		return axe.setLegacyMode(true)
			.analyze(this.driver)
			.getViolations()
			.stream()
			.map((rule) -> rule.getId() + ": " + rule.getNodes())
			.toList();
	}

	/**
	 * What the browser complained of since it was started: errors in scripts, breaches of
	 * the content security policy, files that were not found, and answers of an API that
	 * are errors.
	 */
	public List<String> consoleErrors() {
		this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
			.map(LogEntry::getMessage)
			.forEach(this.consoleErrors::add);
		return List.copyOf(this.consoleErrors);
	}

	/**
	 * The addresses that were asked for since the start, the pages' fragments left out.
	 */
	public List<String> requests() {
		for (LogEntry entry : this.driver.manage().logs().get(LogType.PERFORMANCE)) {
			JsonNode message = parsed(entry.getMessage()).path("message");
			if ("Network.requestWillBeSent".equals(message.path("method").asText())) {
				String url = message.path("params").path("request").path("url").asText();
				if (!url.startsWith("chrome:")) { // the browser's own empty tab
					this.requests.add(url);
				}
			}
		}
		return List.copyOf(this.requests);
	}

	@Override
	public void close() {
		this.chromium.release();
	}

	private void emulate(String feature, String value) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", feature, "value", value))));
	}

	private JsonNode parsed(String message) {
		try {
			return this.json.readTree(message);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("The driver's log is not JSON: " + message, ex);
		}
	}

	/** What kind of browser to start. */
	public static final class Setup {

		private final int width;

		private final int height;

		private final boolean touched;

		private FakeCamera camera = FakeCamera.showingColours();

		private boolean cameraAllowed = true;

		private boolean dark;

		private String language = Chromium.LANGUAGE;

		private String userAgent;

		private Setup(int width, int height, boolean touched) {
			this.width = width;
			this.height = height;
			this.touched = touched;
		}

		/**
		 * What stands in front of the camera; coloured quarters unless told otherwise.
		 */
		public Setup camera(FakeCamera camera) {
			this.camera = camera;
			return this;
		}

		/** A device that has no camera. */
		public Setup withoutCamera() {
			this.camera = null;
			return this;
		}

		/** A person who answers "block" when the page asks for the camera. */
		public Setup cameraDenied() {
			this.cameraAllowed = false;
			return this;
		}

		public Setup dark() {
			this.dark = true;
			return this;
		}

		/**
		 * The language the person prefers.
		 * @param language a language tag such as {@code de-AT}
		 */
		public Setup language(String language) {
			this.language = language;
			return this;
		}

		/** The browser says that it is another one, such as one inside of an app. */
		public Setup userAgent(String userAgent) {
			this.userAgent = userAgent;
			return this;
		}

		/**
		 * Gives a browser that knows nothing of earlier ones, which the caller closes.
		 * @throws org.openqa.selenium.WebDriverException if it does not start
		 */
		public Browser start() {
			Browser browser = new Browser(Chromium.of(this));
			browser.dark(this.dark);
			return browser;
		}

		/**
		 * Whether many tests want a browser like this, but for the picture and, on a
		 * computer, the language.
		 */
		boolean isUsual() {
			return this.camera != null && this.cameraAllowed && this.userAgent == null
					&& (!this.touched || this.language.equals(Chromium.LANGUAGE));
		}

		boolean touched() {
			return this.touched;
		}

		String language() {
			return this.language;
		}

		private String startLanguage() {
			return isUsual() ? Chromium.LANGUAGE : this.language;
		}

		/** Puts in front of the camera what is to be seen there. */
		void showTo(Path camera) throws IOException {
			if (this.camera != null) {
				this.camera.writeTo(camera);
			}
		}

		ChromeOptions options(Path profile, Path camera) {
			ChromeOptions options = new ChromeOptions();
			options.setBinary(Chromium.BINARY.toFile());
			options.addArguments("--headless=new", "--disable-dev-shm-usage", "--disable-background-networking",
					"--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
					"--user-data-dir=" + profile, "--window-size=" + this.width + "," + this.height,
					"--lang=" + startLanguage(), "--accept-lang=" + startLanguage());
			if ("root".equals(System.getProperty("user.name")) || System.getenv("CI") != null) {
				options.addArguments("--no-sandbox");
			}
			if (this.camera == null) {
				options.addArguments("--use-fake-device-for-media-stream=device-count=0");
			}
			else {
				options.addArguments("--use-fake-device-for-media-stream",
						"--use-file-for-fake-video-capture=" + camera);
			}
			if (this.cameraAllowed) {
				options.addArguments("--use-fake-ui-for-media-stream");
			}
			if (this.userAgent != null) {
				options.addArguments("--user-agent=" + this.userAgent);
			}
			int block = 2;
			options.setExperimentalOption("prefs", Map.of("intl.accept_languages", startLanguage(),
					"profile.default_content_setting_values.media_stream_camera", this.cameraAllowed ? 0 : block));
			if (this.touched) {
				Map<String, Object> metrics = Map.of("width", this.width, "height", this.height, "pixelRatio", 2.0,
						"touch", true);
				options.setExperimentalOption("mobileEmulation",
						(this.userAgent != null) ? Map.of("deviceMetrics", metrics, "userAgent", this.userAgent)
								: Map.of("deviceMetrics", metrics, "clientHints",
										Map.of("platform", "Android", "mobile", true)));
			}
			LoggingPreferences logging = new LoggingPreferences();
			logging.enable(LogType.BROWSER, Level.ALL);
			logging.enable(LogType.PERFORMANCE, Level.ALL);
			options.setCapability("goog:loggingPrefs", logging);
			return options;
		}

	}

}
