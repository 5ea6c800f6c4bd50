package io.selfieregistration.browser;

import java.time.Duration;
import java.util.List;

import io.selfieregistration.browser.ScriptedCaptureServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.Select;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A link whose next step is about to start, at the beginning and after a step is over.
 */
@BrowserTest
@Tag("durability")
class CaptureNextStepTests {

	private static final String CONSENT = """
			"consent":{"version":"7","texts":{"en":{"text":"We keep your photo.","hash":"%s"}}}"""
		.formatted("ab".repeat(32));

	private static Browser phone;

	private final ScriptedCaptureServer server = new ScriptedCaptureServer();

	@BeforeAll
	static void startPhone() {
		phone = Browser.phone().start();
	}

	@AfterAll
	static void stopPhone() {
		if (phone != null) {
			phone.close();
		}
	}

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@Test
	void becomesTheGuideForAPersonWhoComesEarly() {
		this.server.answer(ScriptedCaptureServer.READ, Answer.waiting());
		phone.open(this.server.link());
		phone.heading("One moment");
		phone.waitFor((driver) -> spoken().contains("We are preparing your next step."), "what it waits for");
		assertThat(focusedHeading()).isEqualTo("One moment");
		assertThat(phone.text()).doesNotContain("longer than usual", "You have until");

		this.server.answer(ScriptedCaptureServer.READ, Answer.waiting(), Answer.problem(503, "busy").after(1),
				Answer.dropped(), Answer.capture("ready", 3));

		phone.heading("Take a selfie");
		assertThat(focusedHeading()).isEqualTo("Take a selfie");
		assertThat(spoken()).contains("Your next step is ready.");
		phone.press("Start");
		phone.heading("Fit your face in the oval");
	}

	@Test
	void asksForConsentWhenTheStepOfAnEarlyPersonStarts() {
		this.server.answer(ScriptedCaptureServer.READ, Answer.waiting().with(CONSENT), Answer.waiting().with(CONSENT),
				Answer.capture("ready", 3).with(CONSENT));
		phone.open(this.server.link());
		phone.heading("One moment");

		phone.heading("Before you start");
		assertThat(spoken()).contains("Your next step is ready.");
	}

	@Test
	void saysThatItTakesLongerThanUsualAndGoesOnLooking() {
		this.server.answer(ScriptedCaptureServer.READ, Answer.waiting());
		phone.open(this.server.link());
		phone.heading("One moment");

		phone.letTimePass(Duration.ofSeconds(31));

		phone.waitFor((driver) -> spoken().contains("This is taking longer than usual."), "that it takes longer");
		assertThat(spoken()).contains("We are preparing your next step.", "come back later with the same link");
		assertThat(phone.accessibilityViolations()).isEmpty();
		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3));
		phone.heading("Take a selfie");
	}

	@Test
	void speaksAnotherLanguageWhileItWaits() {
		this.server.answer(ScriptedCaptureServer.READ, Answer.waiting());
		phone.open(this.server.link());
		phone.heading("One moment");
		phone.letTimePass(Duration.ofSeconds(31));
		phone.waitFor((driver) -> spoken().contains("longer than usual"), "that it takes longer");

		new Select(phone.driver().findElement(By.id("language"))).selectByVisibleText("Deutsch");

		phone.heading("Einen Moment");
		phone.waitFor((driver) -> spoken().contains("Das dauert länger als üblich."), "that it still takes longer");
		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3));
		phone.heading("Nehmen Sie ein Selfie auf");
	}

	@Test
	void standsStillForPeopleWhoWantLessMotion() {
		this.server.answer(ScriptedCaptureServer.READ, Answer.waiting());
		phone.open(this.server.link());
		phone.heading("One moment");
		assertThat(animations()).containsOnly("breathe");

		phone.reducedMotion(true);
		try {
			assertThat(animations()).containsOnly("none");
		}
		finally {
			phone.reducedMotion(false);
		}
	}

	@ParameterizedTest
	@CsvSource({ "410, link_expired, This link has expired", "410, request_cancelled, This request was withdrawn",
			"410, registration_not_needed, No photo is needed", "404, link_unknown, We do not know this link" })
	void saysWhyNoStepFollows(int status, String code, String heading) {
		this.server.answer(ScriptedCaptureServer.READ, Answer.waiting(), Answer.problem(status, code));
		phone.open(this.server.link());

		phone.heading(heading);
	}

	@Test
	void waitsWhenTheStepIsNotReadyAnyMore() {
		this.server.answer(ScriptedCaptureServer.OPEN, Answer.problem(409, "link_not_ready").after(1),
				Answer.capture("opened", 3));
		phone.open(this.server.link());

		phone.waitFor((driver) -> spoken().contains("Your next step is ready."), "the step");
		phone.press("Start");
		phone.heading("Fit your face in the oval");
	}

	@Test
	void showsTheNextStepAfterTheAcceptedSelfieByItself() {
		this.server.answerOnceOver(Answer.pending("link_used"));
		phone.open(this.server.link());
		submit();
		phone.heading("Completed");
		assertAwaitsNextStep();
		this.server.answer(ScriptedCaptureServer.READ, Answer.pending("link_used"), Answer.dropped(),
				Answer.problem(503, "busy").after(1), Answer.waiting(), Answer.waiting(), Answer.capture("ready", 2));

		phone.heading("One moment");
		phone.heading("Take a selfie");

		assertThat(focusedHeading()).isEqualTo("Take a selfie");
		assertThat(spoken()).contains("Your next step is ready.");
		assertThat(phone.text()).contains("You have 2 attempts left.");
		this.server.answerOnceOver(Answer.problem(410, "link_used"));
		submit();
		phone.heading("Completed");
		assertNothingFollows();
		assertThat(this.server.calls(ScriptedCaptureServer.SUBMIT)).hasSize(2);
	}

	@Test
	void asksForConsentInTheNextStep() {
		this.server.answerOnceOver(Answer.pending("link_used"), Answer.capture("ready", 3).with(CONSENT));
		phone.open(this.server.link());
		submit();

		phone.heading("Before you start");
		assertThat(phone.text()).contains("Step 1 of 4", "Your next step is ready.");
	}

	@Test
	void showsTheNextStepAfterTheLastRefusedSelfie() {
		this.server.answer(ScriptedCaptureServer.SUBMIT, Answer.refused(0, "no_face"));
		this.server.answerOnceOver(Answer.pending("attempts_exhausted"));
		phone.open(this.server.link());
		submit();
		phone.heading("No attempts are left");
		assertAwaitsNextStep();
		phone.driver().navigate().back();
		phone.heading("No attempts are left");

		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("opened", 3));

		phone.heading("Take a selfie");
	}

	@Test
	void showsTheNextStepAfterConsentIsRefused() {
		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3).with(CONSENT));
		this.server.answer(ScriptedCaptureServer.REFUSE, Answer.none());
		this.server.answerOnceOver(Answer.pending("consent_refused"));
		phone.open(this.server.link());
		phone.press("I do not agree");
		phone.heading("Continue without consent?");
		phone.press("I do not agree");
		phone.heading("You did not agree");
		assertAwaitsNextStep();

		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3).with(CONSENT));

		phone.heading("Before you start");
	}

	@ParameterizedTest
	@ValueSource(strings = { "link_expired", "link_used", "attempts_exhausted", "registration_not_needed" })
	void showsTheNextStepAfterADeadEnd(String code) {
		this.server.answer(ScriptedCaptureServer.READ, Answer.pending(code));
		phone.open(this.server.link());
		assertAwaitsNextStep();
		String end = phone.driver().findElement(By.tagName("h1")).getText();

		this.server.answer(ScriptedCaptureServer.READ, Answer.pending(code), Answer.capture("ready", 3));

		phone.heading("Take a selfie");
		assertThat(end).isNotEqualTo("Take a selfie");
	}

	@Test
	void goesOnOnTheComputerWhenThePhoneIsDone() {
		try (Browser computer = Browser.desktop().start()) {
			computer.open(this.server.link());
			computer.press("Continue on your phone");
			computer.heading("Continue on your phone");
			this.server.answer(ScriptedCaptureServer.READ, Answer.pending("link_used"));
			computer.heading("Completed");

			this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3));

			computer.heading("Take a selfie");
		}
	}

	@ParameterizedTest
	@CsvSource({ "410, link_used", "410, request_cancelled", "404, link_unknown", "500, internal_error" })
	void stopsLookingWhenNothingFollows(int status, String code) {
		this.server.answerOnceOver(Answer.pending("link_used"));
		phone.open(this.server.link());
		submit();
		phone.heading("Completed");
		assertAwaitsNextStep();

		this.server.answer(ScriptedCaptureServer.READ, Answer.problem(status, code));

		assertNothingFollows();
		phone.heading("Completed");
	}

	@Test
	void stopsLookingAfterTwoMinutes() {
		this.server.answerOnceOver(Answer.pending("link_used"));
		phone.open(this.server.link());
		submit();
		phone.heading("Completed");
		assertAwaitsNextStep();

		phone.letTimePass(Duration.ofSeconds(121));

		assertNothingFollows();
		phone.heading("Completed");
	}

	@Test
	void takesThePersonBackInsteadOfLookingForMore() {
		String back = this.server.origin() + "/bank/done";
		this.server.answer(ScriptedCaptureServer.SUBMIT, Answer.accepted().with("\"redirect_url\":\"" + back + "\""));
		this.server.answerOnceOver(Answer.pending("link_used"));
		phone.open(this.server.link());
		submit();
		phone.heading("Completed");

		assertNothingFollows();
		phone.letTimePass(Duration.ofSeconds(9));
		phone.waitFor((driver) -> back.equals(driver.getCurrentUrl()), "the page of the application");
		assertThat(this.server.calls(ScriptedCaptureServer.READ)).hasSize(1);
	}

	/**
	 * The state has the way back for when the time is over; the verdict, once the person
	 * is done.
	 */
	@Test
	void staysWithAPersonWhoIsNotDone() {
		this.server.answer(ScriptedCaptureServer.OPEN,
				Answer.capture("opened", 3).with("\"redirect_url\":\"" + this.server.origin() + "/bank/over\""));
		this.server.answerOnceOver(Answer.pending("link_used"));
		phone.open(this.server.link());
		submit();
		phone.heading("Completed");

		assertAwaitsNextStep();
		assertThat(phone.text()).doesNotContain("Back to Demo Bank");
		this.server.answer(ScriptedCaptureServer.READ, Answer.capture("ready", 3));
		phone.heading("Take a selfie");
	}

	private static void submit() {
		phone.press("Start");
		phone.press("Take photo");
		phone.press("Submit");
	}

	private static void assertAwaitsNextStep() {
		phone.waitFor((driver) -> !driver.findElements(By.cssSelector("[data-awaits=next-step]")).isEmpty(),
				"a next step being awaited");
	}

	private static void assertNothingFollows() {
		phone.waitFor((driver) -> driver.findElements(By.cssSelector("[data-awaits]")).isEmpty(),
				"nothing being awaited any more");
	}

	private static String spoken() {
		return phone.driver().findElement(By.cssSelector("capture-page [role=status]")).getText();
	}

	private static String focusedHeading() {
		return phone.driver().switchTo().activeElement().getText();
	}

	private static List<String> animations() {
		return phone.driver()
			.findElements(By.cssSelector(".calm i"))
			.stream()
			.map((dot) -> dot.getCssValue("animation-name"))
			.toList();
	}

}
