package io.selfieregistration.system;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.imageio.ImageIO;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WindowType;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.browser.Browser;
import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.browser.FakeCamera;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.BadNetwork.Trouble;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The page and the service together, with a face before the camera: two devices, two
 * tabs, a bad network, and other sites.
 */
@SystemTest
@BrowserTest
class CapturePageIT {

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void goesOnOnThePhoneThatReadsTheCode() throws Exception {
		try (Integrator integrator = this.integrators.byLink();
				Browser computer = Browser.desktop().withoutCamera().start();
				Phone phone = Phone.seeing(Portrait.good())) {
			JsonNode created = integrator.start();
			computer.open(remembered(created.get("capture_url").asText()));
			computer.press("Continue on your phone");
			computer.heading("Continue on your phone");
			computer.waitFor((driver) -> computer.driver().findElement(By.cssSelector(".qr path")).isDisplayed(),
					"the QR code");

			String link = qrCode(ImageIO.read(Files.newInputStream(computer.screenshot("hand-off"))));

			assertThat(link).startsWith(this.web.baseUrl() + "/capture/#")
				.isEqualTo(computer.driver().findElement(By.cssSelector(".copy input")).getDomProperty("value"))
				.isNotEqualTo(created.get("capture_url").asText());
			phone.open(link).letPhotoBeTaken();
			computer.waitFor((driver) -> computer.text().contains("Your phone has taken over."), "the phone");
			phone.usePhoto().expect("Completed");
			computer.heading("Completed");
			assertThat(computer.text()).contains("Your photo was accepted on your phone.");
			assertThat(attempts(created)).isOne();
			assertThat(integrator.awaitResult(created.get("request_id").asText()).get("selfie_registered").asText())
				.isEqualTo("true");
		}
	}

	@Test
	void helpsWithoutCameraAndFollowsTheOtherDevice() throws Exception {
		try (Integrator integrator = this.integrators.byLink();
				Browser computer = Browser.desktop().withoutCamera().start()) {
			JsonNode created = integrator.start();
			computer.open(remembered(created.get("capture_url").asText()));
			computer.press("Start");
			computer.heading("No camera was found");
			computer.button("Copy link");
			String link = qrCode(ImageIO.read(Files.newInputStream(computer.screenshot("camera-missing"))));

			Person phone = new Person(link);
			phone.open();
			assertThat(phone.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();

			computer.heading("Completed");
		}
	}

	@Test
	void countsOneAttemptOfTwoTabs() {
		try (Integrator integrator = this.integrators.byLink(); Phone phone = Phone.seeing(Portrait.good())) {
			JsonNode created = integrator.start();
			String link = created.get("capture_url").asText();
			phone.open(link).letPhotoBeTaken();
			String first = phone.browser().driver().getWindowHandle();
			phone.browser().driver().switchTo().newWindow(WindowType.TAB);
			phone.open(link).letPhotoBeTaken().usePhoto().expect("Completed");
			phone.browser().driver().switchTo().window(first);

			phone.usePhoto().expect("You are already done");

			assertThat(attempts(created)).isOne();
		}
	}

	@Test
	void letsOneWinWhenPhoneAndComputerSubmitAtOnce() throws Exception {
		ExecutorService people = Executors.newFixedThreadPool(2);
		try (Integrator integrator = this.integrators.byLink();
				Phone one = Phone.seeing(Portrait.good());
				Phone other = Phone.seeing(Portrait.mirrored())) {
			JsonNode created = integrator.start();
			String link = created.get("capture_url").asText();
			one.open(link).letPhotoBeTaken();
			other.open(link).letPhotoBeTaken();

			List<Future<?>> submits = new ArrayList<>();
			for (Phone phone : List.of(one, other)) {
				submits.add(people.submit(phone::usePhoto));
			}
			for (Future<?> submit : submits) {
				submit.get();
			}

			assertThat(List.of(end(one), end(other))).containsExactlyInAnyOrder("Completed", "You are already done");
			assertThat(attempts(created)).isOne();
		}
		finally {
			people.shutdownNow();
		}
	}

	@Test
	void getsTheSelfieThroughBadNetworkOnce() {
		try (Integrator integrator = this.integrators.byLink();
				Phone phone = Phone.seeing(Portrait.good());
				BadNetwork network = new BadNetwork(this.web.baseUrl(), Trouble.CUTS_UPLOAD, Trouble.LOSES_ANSWER,
						Trouble.CUTS_UPLOAD)) {
			JsonNode created = integrator.start();
			phone.open(network.address(created.get("capture_url").asText())).letPhotoBeTaken().usePhoto();

			phone.browser().waitFor((driver) -> phone.text().contains("Connection lost. Trying again"), "the retry");
			phone.expect("Completed");

			assertThat(network.troublesLeft()).isZero();
			assertThat(attempts(created)).isOne();
			assertThat(integrator.awaitResult(created.get("request_id").asText()).get("selfie_registered").asText())
				.isEqualTo("true");
		}
	}

	@Test
	void showsHowTheUploadGoesWhileTheNetworkStalls() {
		try (Integrator integrator = this.integrators.byLink();
				Phone phone = Phone.seeing(Portrait.good());
				BadNetwork network = new BadNetwork(this.web.baseUrl(), Trouble.DELAYS)) {
			JsonNode created = integrator.start();
			phone.open(network.address(created.get("capture_url").asText())).letPhotoBeTaken().usePhoto();

			phone.browser()
				.waitFor((driver) -> phone.browser().driver().findElement(By.tagName("progress")).isDisplayed(),
						"the progress");
			assertThat(phone.text()).contains("Your photo is being sent and checked");
			assertThat(phone.browser().driver().findElements(By.cssSelector("button[data-action=submit]")))
				.singleElement()
				.satisfies((button) -> assertThat(button.getDomAttribute("aria-disabled")).isEqualTo("true"));
			network.endDelay();

			phone.expect("Completed");
			assertThat(attempts(created)).isOne();
		}
	}

	/** In the language whose letters need the most bytes. */
	@Test
	void isSmall() {
		try (Integrator integrator = this.integrators.byLink();
				Browser phone = Browser.phone().language("hi").camera(FakeCamera.showing(Portrait.good())).start()) {
			phone.open(remembered(integrator.start().get("capture_url").asText()));
			phone.heading("सेल्फ़ी लें");
			long beforeCamera = transferredBytes(phone);
			phone.press("शुरू करें");
			phone.heading("क्या फ़ोटो अच्छी है?");
			phone.press("भेजें");
			phone.heading("पूरा हुआ");

			assertThat(beforeCamera).isBetween(10_000L, 64_000L);
			assertThat(transferredBytes(phone)).isBetween(beforeCamera, 120_000L);
			assertThat(phone.consoleErrors()).as("errors but the answer that no step follows")
				.allMatch((error) -> error.contains("/api/capture") && error.contains("410"));
		}
	}

	/** What came over the network, headers and compressed bodies, the page included. */
	private static long transferredBytes(Browser browser) {
		return ((Number) browser.driver().executeScript("""
				return performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
				  .reduce((sum, { transferSize }) => sum + transferSize, 0);
				""")).longValue();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void tellsTheSiteThatShowsItHowItEnds(boolean frame) throws Exception {
		HttpServer host = hostPage();
		String origin = "http://localhost:" + host.getAddress().getPort();
		try (Integrator integrator = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.sdkOrigins(origin))
			.start(); Browser browser = Browser.desktop().camera(FakeCamera.showing(Portrait.good())).start()) {
			// when
			embed(browser, origin, integrator.start(), integrator.applicationId(), frame);
			String page = browser.driver().getWindowHandle();
			if (frame) {
				browser.driver().switchTo().frame(0);
			}
			else {
				await().until(() -> browser.driver().getWindowHandles().size() == 2);
				browser.driver().getWindowHandles().forEach((window) -> {
					if (!window.equals(page)) {
						browser.driver().switchTo().window(window);
					}
				});
			}
			browser.heading("Take a selfie");
			browser.press("Start");
			browser.heading("Is this a good photo?");
			browser.press("Submit");
			browser.heading("Completed");

			// then
			browser.driver().switchTo().window(page);
			await().until(() -> heard(browser), List.of("ready", "completed")::equals);
		}
		finally {
			host.stop(0);
		}
	}

	@Test
	void isShownByNoOtherSiteAndForNoOtherApplication() throws Exception {
		HttpServer host = hostPage();
		String origin = "http://localhost:" + host.getAddress().getPort();
		try (Integrator listing = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.sdkOrigins(origin))
			.start(); Integrator other = this.integrators.byLink(); Browser browser = Browser.desktop().start()) {
			// An application that lists nobody
			embed(browser, origin, other.start(), other.applicationId(), true);
			await().until(() -> browser.consoleErrors(),
					(errors) -> errors.stream().anyMatch((error) -> error.contains("frame-ancestors")));
			assertThat(heard(browser)).isEmpty();

			// The right application, at an origin that it does not list
			embed(browser, origin.replace("localhost", "127.0.0.1"), listing.start(), listing.applicationId(), true);
			browser.driver().switchTo().frame(0);
			assertThat(browser.driver().findElements(By.tagName("capture-page"))).isEmpty();
			browser.driver().switchTo().defaultContent();
			assertThat(heard(browser)).isEmpty();

			// The link of somebody else, under the name of an application that lists the
			// site
			embed(browser, origin, other.start(), listing.applicationId(), true);
			browser.driver().switchTo().frame(0);
			browser.heading("We do not know this link");
		}
		finally {
			host.stop(0);
		}
	}

	private void embed(Browser browser, String origin, JsonNode created, String application, boolean frame) {
		browser.open(origin + "/");
		browser.driver().executeScript("""
				window.heard = [];
				window.capture = SelfieCapture.open({
				  url: arguments[0],
				  application: arguments[1],
				  container: arguments[2] ? document.getElementById('selfie') : null,
				  title: 'Selfie',
				  onReady: () => window.heard.push('ready'),
				  onCompleted: () => window.heard.push('completed'),
				  onEnded: (code) => window.heard.push(code),
				});
				""", remembered(created.get("capture_url").asText()), application, frame);
	}

	@SuppressWarnings("unchecked")
	private static List<String> heard(Browser browser) {
		return (List<String>) browser.driver().executeScript("return window.heard");
	}

	/** The page of another site, which loads our script. */
	private HttpServer hostPage() throws IOException {
		HttpServer host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		byte[] page = """
				<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Bank</title>
				<h1>Bank</h1><div id="selfie"></div><script src="%s"></script></html>
				""".formatted(this.web.address("/capture/capture-sdk.js")).getBytes(StandardCharsets.UTF_8);
		host.createContext("/", (exchange) -> {
			try (exchange) {
				exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
				exchange.sendResponseHeaders(200, page.length);
				exchange.getResponseBody().write(page);
			}
		});
		host.start();
		return host;
	}

	private static String end(Phone phone) {
		return await().atMost(Duration.ofSeconds(20))
			.ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
			.until(() -> phone.browser().driver().findElement(By.tagName("h1")).getText(),
					(heading) -> heading.equals("Completed") || heading.equals("You are already done"));
	}

	private int attempts(JsonNode created) {
		return this.jdbc.sql("select count(*) from attempt where request_id = ?::uuid")
			.param(created.get("request_id").asText())
			.query(Integer.class)
			.single();
	}

	private static String remembered(String link) {
		Secrets.remember(link.substring(link.indexOf('#') + 1));
		return link;
	}

	/** As people do who move the phone a little when it does not see the code at once. */
	private static String qrCode(BufferedImage picture) throws Exception {
		ReaderException failure = null;
		for (int size = 1; size <= 3; size++) {
			BufferedImage closer = new BufferedImage(picture.getWidth() * size, picture.getHeight() * size,
					BufferedImage.TYPE_INT_RGB);
			closer.createGraphics().drawImage(picture, 0, 0, closer.getWidth(), closer.getHeight(), null);
			try {
				return remembered(new QRCodeReader()
					.decode(new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(closer))))
					.getText());
			}
			catch (ReaderException ex) {
				failure = ex;
			}
		}
		throw failure;
	}

}
