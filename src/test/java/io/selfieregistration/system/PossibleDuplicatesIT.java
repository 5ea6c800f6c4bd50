package io.selfieregistration.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.Applications;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.browser.Browser;
import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.duplicates.Duplicates;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Installation;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/** One face under several users: shown to operators in Cockpit, and never refused. */
@SystemTest
class PossibleDuplicatesIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Autowired
	private Applications applications;

	@Autowired
	private WebSettings web;

	@Autowired
	private ProcessEngine engine;

	@Autowired
	private JdbcClient jdbc;

	private String workspace;

	private Integrators integrators;

	private CockpitUser operator;

	@BeforeEach
	void makeWorkspace() {
		this.workspace = OperatorClient.workspace(this.engine.getIdentityService());
		this.integrators = new Integrators(Installation.of(this.applications, this.workspace), this.web.baseUrl());
		this.operator = CockpitUser.of(this.engine, this.web.baseUrl(), this.workspace)
			.reading("*")
			.member("selfieOperator");
	}

	@Test
	void flagsSameFaceUnderTwoUsersAndRefusesNeither() {
		try (Integrator integrator = flagging()) {
			String user = "first-" + UUID.randomUUID();
			String first = register(integrator, user);
			String second = register(integrator, "second-" + UUID.randomUUID());
			this.operator.logIn();

			JsonNode ofFirst = searched(first);
			JsonNode ofSecond = searched(second);

			assertThat(ofFirst.get("candidates")).as("there was no other user then").isEmpty();
			assertThat(ofSecond.get("users").asInt()).isOne();
			assertThat(ofSecond.get("compared").asInt()).isOne();
			assertThat(ofSecond.get("found").asInt()).isOne();
			assertThat(ofSecond.get("users_now").asInt()).isEqualTo(2);
			assertThat(ofSecond.get("worst_false_hits").asDouble()).isCloseTo(2 * 0.0007, within(1e-6));
			assertThat(ofSecond.get("candidates")).singleElement().satisfies((candidate) -> {
				assertThat(candidate.get("request_id").asText()).isEqualTo(first);
				assertThat(candidate.get("user_id").asText()).isEqualTo(user);
				assertThat(candidate.get("phase").asText()).isEqualTo("verification");
				assertThat(candidate.get("photo").asBoolean()).isTrue();
				assertThat(candidate.get("current").asBoolean()).isTrue();
				assertThat(candidate.get("distance").asDouble()).isCloseTo(0, within(1e-3));
			});
			assertThat(flagged()).containsExactly(second);
		}
	}

	@Test
	void neverFlagsTheSameUser() {
		try (Integrator integrator = flagging()) {
			String user = "again-" + UUID.randomUUID();
			register(integrator, user);
			String again = register(integrator, user);
			this.operator.logIn();

			assertThat(searched(again).get("users").asInt()).isZero();
		}
	}

	@Test
	void doesNothingUnlessTheApplicationWantsIt() {
		try (Integrator integrator = this.integrators.byLink(); Integrator other = flagging()) {
			register(other, "other-" + UUID.randomUUID());
			String id = register(integrator, "unsearched-" + UUID.randomUUID());
			this.operator.logIn();

			assertThat(this.operator.read("/requests/" + id).get("duplicates").isNull()).isTrue();
			assertThat(this.engine.getHistoryService()
				.createHistoricProcessInstanceQuery()
				.processDefinitionKey(Duplicates.PROCESS)
				.processInstanceBusinessKey(id)
				.count()).as("searches").isZero();
		}
	}

	@Test
	void showsThemToOperatorsOfTheWorkspaceOnly() {
		try (Integrator integrator = flagging()) {
			register(integrator, "first-" + UUID.randomUUID());
			String second = register(integrator, "second-" + UUID.randomUUID());
			searched(this.operator.logIn(), second);
			CockpitUser reader = CockpitUser.of(this.engine, this.web.baseUrl(), this.workspace)
				.reading("*")
				.member("selfiePhotoViewer")
				.logIn();
			CockpitUser stranger = CockpitUser
				.of(this.engine, this.web.baseUrl(), OperatorClient.workspace(this.engine.getIdentityService()))
				.reading("*")
				.member("selfieOperator")
				.logIn();

			assertThat(reader.read("/requests/" + second).get("duplicates").isNull()).isTrue();
			assertThat(reader.read("/requests?duplicates=found").get("registrations")).isEmpty();
			assertThat(reader.read("/requests").get("registrations")).hasSize(2);
			assertThat(stranger.get("/requests/" + second).statusCode()).isEqualTo(404);
			assertThat(stranger.read("/requests?duplicates=found").get("registrations")).isEmpty();
		}
	}

	@Test
	@BrowserTest
	void letsOperatorCompareBothPhotosInCockpit() {
		this.operator.member("selfiePhotoViewer");
		try (Integrator integrator = flagging(); Browser cockpit = Browser.desktop().start()) {
			String user = "customer-" + UUID.randomUUID();
			String first = register(integrator, user);
			String second = register(integrator, "customer-" + UUID.randomUUID());
			awaitSearch(second);

			cockpit.driver().manage().window().setSize(new Dimension(1280, 1400));
			cockpit.open(this.web.baseUrl() + "/camunda/app/cockpit/default/#/registrations?duplicates=found");
			WebApps.logIn(cockpit, this.operator.id(), this.operator.password());
			press(cockpit, By.linkText(second));
			WebElement part = cockpit.waitFor((driver) -> WebApps.visible(driver, ".selfie-duplicates"),
					"the possible duplicates");

			assertThat(part.getText()).contains("1 other user has a face that is near. Nothing was refused", user,
					"Searched ", "among 1 other user.", "At the present size of 2 users",
					"0.0014 in the group that is confused most");
			press(cockpit, By.cssSelector("[data-action='look-verification']"));
			cockpit.waitFor((driver) -> driver.findElement(By.cssSelector(".selfie-photo canvas")), "the photo");
			press(cockpit, By.cssSelector("[data-action='look-at-" + first + "']"));
			cockpit.waitFor((driver) -> driver.findElements(By.cssSelector(".selfie-photo canvas")).size() == 2,
					"both photos");
			assertThat(cockpit.accessibilityViolations(".selfie-page")).isEmpty();
			screenshot(cockpit, "cockpit-duplicates");
			assertThat(List.of(looks(first), looks(second))).as("views of each photo").containsOnly(1);
			press(cockpit, By.cssSelector(".selfie-photo figure:last-child [data-action='close']"));
			assertThat(cockpit.driver().findElements(By.cssSelector(".selfie-photo canvas"))).hasSize(1);
		}
	}

	private Integrator flagging() {
		return this.integrators.with(NotificationType.LINK).set(ApplicationSettingsFixture::flaggingDuplicates).start();
	}

	private String register(Integrator integrator, String user) {
		JsonNode created = integrator.start(Map.of("user_id", user));
		Person person = new Person(created.get("capture_url").asText());
		person.open();
		assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
		String id = created.get("request_id").asText();
		assertThat(integrator.awaitResult(id).get("selfie_registered").asText()).isEqualTo("true");
		return id;
	}

	private JsonNode searched(String id) {
		return searched(this.operator, id);
	}

	private JsonNode searched(CockpitUser user, String id) {
		awaitSearch(id);
		return user.read("/requests/" + id).get("duplicates");
	}

	private void awaitSearch(String id) {
		await().atMost(PATIENCE)
			.until(() -> this.jdbc.sql("select count(*) from duplicate_search where request_id = ?::uuid")
				.param(id)
				.query(Integer.class)
				.single() == 1);
	}

	private List<String> flagged() {
		return this.operator.read("/requests?duplicates=found").get("registrations").findValuesAsText("request_id");
	}

	private int looks(String id) {
		return this.jdbc.sql("select count(*) from photo_look where request_id = ?::uuid")
			.param(id)
			.query(Integer.class)
			.single();
	}

	private static void press(Browser cockpit, By button) {
		cockpit.waitFor((driver) -> {
			driver.findElement(button).click();
			return true;
		}, button.toString());
	}

	private static void screenshot(Browser cockpit, String name) {
		try {
			Path directory = Files.createDirectories(Path.of("target", "screenshots"));
			Files.write(directory.resolve(name + ".png"),
					WebApps.visible(cockpit.driver(), ".selfie-page").getScreenshotAs(OutputType.BYTES));
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
