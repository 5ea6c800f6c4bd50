package io.selfieregistration.browser;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import io.selfieregistration.browser.ScriptedCaptureServer.Answer;
import org.openqa.selenium.By;

/** The way of a person through every kind of screen that there is. */
final class CaptureWalk {

	static final String CONSENT = """
			"consent":{"version":"7","texts":{"en":{"text":"We keep your photo.\\n\\nYou may ask us to erase it.",
			"hash":"%s"}}}""".formatted("ab".repeat(32));

	private CaptureWalk() {
	}

	/** Goes to every kind of screen, and looks at each. */
	static void through(Browser browser, ScriptedCaptureServer server, Consumer<String> look) {
		String fields = "\"handed_off\":false,\"allow_camera_app\":true";
		server.answer(ScriptedCaptureServer.READ, Answer.waiting());
		server.answer(ScriptedCaptureServer.AGREE, Answer.capture("ready", 3).with(fields));
		Answer opened = Answer.capture("opened", 3)
			.with(fields)
			.replacing("2035-03-14T15:24:26Z", Instant.now().plusSeconds(150).toString());
		server.answer(ScriptedCaptureServer.OPEN, opened.with("\"extensible\":true"),
				opened.with("\"extensible\":false"));
		server.answer(ScriptedCaptureServer.SUBMIT, Answer.problem(503, "busy").after(300),
				Answer.refused(1, "too_dark", "head_turned", "multiple_faces", "face_cropped", "colour", "mouth_open?"),
				Answer.accepted().with("\"redirect_url\":\"https://bank.example/done\""));
		server.answer(ScriptedCaptureServer.PREVIEW, Answer.guidance("face_too_small"));
		browser.open(server.link());
		show(browser, "moment", look);
		server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3).with(CONSENT));
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
			server.answer(ScriptedCaptureServer.READ,
					Answer.problem(410, end).with("\"new_link\":" + end.startsWith("link_e")));
			browser.driver().navigate().refresh();
			show(browser, "problem", (screen) -> look.accept(end));
		}
	}

	static void show(Browser browser, String screen, Consumer<String> look) {
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

}
