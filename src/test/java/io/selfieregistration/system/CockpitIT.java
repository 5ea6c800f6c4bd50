package io.selfieregistration.system;

import java.time.Duration;
import java.util.Date;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.ExpectedConditions;

import io.selfieregistration.browser.Browser;
import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.publishing.process.DeliverMessageElements;
import io.selfieregistration.publishing.process.DeliverMessageProcess;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an operator sees of requests in Cockpit, and does about a failed delivery. */
@SystemTest
@BrowserTest
class CockpitIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private ManagementService management;

	@Test
	void showsRequestWaitingAtItsStep() {
		try (Integrator integrator = this.integrators.byLink(); Browser cockpit = Browser.desktop().start()) {
			String id = integrator.start().get("request_id").asText();
			ProcessInstance module = await().atMost(PATIENCE)
				.until(() -> instance(id, SelfieRegistrationProcess.KEY),
						(instance) -> this.runtime.getActiveActivityIds(instance.getId())
							.contains(SelfieRegistrationElements.SELFIE_SUBMITTED));

			open(cockpit, module);

			assertThat(badgeAt(cockpit, SelfieRegistrationElements.SELFIE_SUBMITTED)).isEqualTo("1");
			assertThat(cockpit.driver().findElement(By.tagName("body")).getText()).contains(id)
				.contains("Selfie Registration");
			cockpit.screenshot("cockpit-waiting");
		}
	}

	@Test
	void showsFailedDeliveryAsIncidentAndSendsItAgain() {
		try (Integrator integrator = this.integrators.byLink(); Browser cockpit = Browser.desktop().start()) {
			// given
			integrator.receiver().stubFor(WireMock.post("/results").willReturn(WireMock.serverError()));
			JsonNode created = integrator.start();
			String id = created.get("request_id").asText();
			Person person = new Person(created.get("capture_url").asText());
			person.open();
			assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
			await().atMost(PATIENCE).until(() -> !integrator.webhooks(id).isEmpty());
			String delivery = integrator.webhooks(id).get(0).getHeader("webhook-id");

			// when
			useUpSchedule(delivery);

			// then
			open(cockpit, delivering(delivery));
			assertThat(importantBadgeAt(cockpit, DeliverMessageElements.SEND_DEAD_LETTER)).isEqualTo("1");
			press(cockpit, By.linkText("Incidents"), "the tab of incidents");
			assertThat(text(cockpit, ".incidents-tab td.message", "the incident"))
				.matches("The delivery msg_[0-9a-f-]{36} failed: the receiver answered 500");
			cockpit.screenshot("cockpit-incident");
			assertThat(integrator.read(id).get("status").asText()).isEqualTo("completed");

			// and when
			integrator.receiver().stubFor(WireMock.post("/results").willReturn(WireMock.noContent()));
			press(cockpit, By.cssSelector(".incidents-tab td.action .glyphicon-repeat"), "the retry of the incident");
			press(cockpit, By.cssSelector(".modal-footer .btn-primary"), "the question of Cockpit");

			// then
			await().atMost(PATIENCE).until(() -> delivering(delivery) == null);
			List<LoggedRequest> attempts = integrator.webhooks(id);
			assertThat(attempts).hasSizeGreaterThan(2);
			assertThat(attempts).extracting((attempt) -> attempt.getHeader("webhook-id"))
				.containsOnly(attempts.get(0).getHeader("webhook-id"));
			assertThat(attempts).extracting(LoggedRequest::getBodyAsString)
				.containsOnly(attempts.get(0).getBodyAsString());
			assertThat(integrator.awaitWebhook(id)).isEqualTo(integrator.awaitResult(id));
		}
	}

	@Test
	void showsThePanelFirstAndNoAdvertisement() {
		try (Browser browser = Browser.desktop().start()) {
			for (String app : List.of("cockpit", "tasklist", "admin", "welcome")) {
				browser.open(this.web.baseUrl() + "/camunda/app/" + app + "/default/");
				if (app.equals("cockpit")) {
					WebApps.logIn(browser, SystemContext.OPERATOR, SystemContext.OPERATOR_PASSWORD);
				}
				browser.waitFor((driver) -> WebApps.visible(driver, "[cam-widget-header] .navbar-brand"),
						"the bar of " + app);
				assertThat(browser.driver().findElement(By.className("ce-eol-banner")).isDisplayed())
					.as("the banner of " + app)
					.isFalse();
				assertThat(browser.driver().findElement(By.tagName("body")).getText()).as(app)
					.doesNotContain("Camunda 8", "migrate");
				browser.screenshot("webapp-" + app);
			}

			browser.open(this.web.baseUrl() + "/camunda/app/cockpit/default/#/dashboard");
			browser.waitFor((driver) -> WebApps.visible(driver, ".dashboard > :first-child .selfie-panel"),
					"the panel");
			By toggle = By.cssSelector(".dashboard > .deprecate > .section-toggle");
			press(browser, toggle, "the button to close");
			browser.driver().navigate().refresh();
			browser.waitFor(
					(driver) -> WebApps.visible(driver, ".dashboard > .deprecate.section-collapsed:first-child"),
					"the closed section");
			press(browser, toggle, "the button to open");
			browser.waitFor((driver) -> WebApps.visible(driver, ".dashboard > :first-child .selfie-panel"),
					"the panel");
		}
	}

	/** Lets the real job executor make the attempts of the whole schedule now. */
	private void useUpSchedule(String delivery) {
		String process = delivering(delivery).getId();
		await().atMost(PATIENCE).ignoreExceptions().until(() -> {
			this.management.createJobQuery()
				.processInstanceId(process)
				.timers()
				.list()
				.forEach((timer) -> this.management.setJobDuedate(timer.getId(), new Date()));
			return this.runtime.createIncidentQuery().processInstanceId(process).count() == 1;
		});
	}

	private ProcessInstance delivering(String delivery) {
		return instance(delivery, DeliverMessageProcess.KEY);
	}

	private ProcessInstance instance(String businessKey, String process) {
		return this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(businessKey, process)
			.singleResult();
	}

	private void open(Browser cockpit, ProcessInstance instance) {
		cockpit.open(this.web.baseUrl() + "/camunda/app/cockpit/default/#/process-instance/" + instance.getId()
				+ "/runtime");
		WebApps.logIn(cockpit, SystemContext.OPERATOR, SystemContext.OPERATOR_PASSWORD);
	}

	private static void press(Browser cockpit, By button, String what) {
		cockpit.waitFor(ExpectedConditions.elementToBeClickable(button), what).click();
	}

	private static String badgeAt(Browser cockpit, String element) {
		return text(cockpit, ".djs-overlays[data-container-id='" + element + "'] .badge", "a token at " + element);
	}

	private static String importantBadgeAt(Browser cockpit, String element) {
		return text(cockpit, ".djs-overlays[data-container-id='" + element + "'] .badge-important",
				"an incident at " + element);
	}

	private static String text(Browser cockpit, String selector, String what) {
		return cockpit.waitFor((driver) -> {
			String text = WebApps.visible(driver, selector).getText();
			return text.isEmpty() ? null : text;
		}, what);
	}

}
