package io.selfieregistration.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;

import io.selfieregistration.browser.Browser;
import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Deploys each example by the line of its page, and runs it to its ends. */
@SystemTest
class ExamplesIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Path EXAMPLES = Path.of("examples");

	private static final Pattern DEPLOYMENT = Pattern.compile("<!-- deploy: ([a-z-]+) -->\\s*```sh\\n([^\\n]*)\\n```");

	private static final String PASSWORD = UUID.randomUUID().toString();

	private static final Set<String> DEPLOYED = new TreeSet<>();

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	@Autowired
	private TaskService tasks;

	@Autowired
	private HistoryService history;

	@Autowired
	private ManagementService management;

	@Autowired
	private IdentityService identity;

	@Autowired
	private AuthorizationService authorizations;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void hasLineForEveryModel() throws Exception {
		Set<String> documented;
		try (Stream<MatchResult> lines = DEPLOYMENT.matcher(Files.readString(EXAMPLES.resolve("README.md"))).results();
				Stream<Path> files = Files.list(EXAMPLES)) {
			documented = lines.map((line) -> line.group(1)).collect(Collectors.toSet());
			assertThat(files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".bpmn"))
				.map((name) -> name.replace(".bpmn", ""))).containsExactlyInAnyOrderElementsOf(documented);
		}
	}

	@Test
	void onboardsAdultsBySelfie() throws Exception {
		try (Integrator integrator = onboarding("onboarding-by-age")) {
			JsonNode created = integrator.start(Map.of("user_id", user(), "metadata", Map.of("age", 18)));
			takeSelfie(created);

			assertThat(result(integrator, created).get("selfie_registered").asText()).isEqualTo("true");
			assertThat(endsOf(created)).containsExactly("endEvent_onboarded");
			assertThat(passed(created)).doesNotContain("userTask_talkToGuardian");
		}
	}

	@Test
	void letsSomebodyTalkToTheGuardianOfMinors() throws Exception {
		try (Integrator integrator = onboarding("onboarding-by-age")) {
			JsonNode created = integrator.start(Map.of("user_id", user(), "metadata", Map.of("age", 17)));
			complete(created, "userTask_talkToGuardian", Map.of());

			JsonNode result = result(integrator, created);
			assertThat(result.get("selfie_registered").asText()).isEqualTo("false");
			assertThat(result.get("reason").asText()).isEqualTo("skipped");
			assertThat(endsOf(created)).containsExactly("endEvent_onboarded");
		}
	}

	@Test
	void asksAgainOnlyWhoseSelfieIsOlderThanYear() throws Exception {
		try (Integrator integrator = verifying("re-registration-after-a-year")) {
			String user = user();
			JsonNode first = integrator.start(Map.of("user_id", user));
			takeSelfie(first);
			assertThat(result(integrator, first).get("selfie_registered").asText()).isEqualTo("true");

			JsonNode soon = integrator.start(Map.of("user_id", user));
			assertThat(result(integrator, soon).get("reason").asText()).isEqualTo("skipped");

			this.jdbc.sql("""
					update module_run set outcome_at = outcome_at - interval '367 days'
					where request_id = cast(:id as uuid)""").param("id", id(first)).update();
			JsonNode later = integrator.start(Map.of("user_id", user));
			takeSelfie(later);
			assertThat(result(integrator, later).get("selfie_registered").asText()).isEqualTo("true");
			assertThat(endsOf(later)).containsExactly("endEvent_resultPublished");
		}
	}

	@Test
	void verifiesWhomItHasRegistered() throws Exception {
		try (Integrator integrator = verifying("verify-or-register")) {
			String user = user();
			JsonNode first = integrator.start(Map.of("user_id", user));
			takeSelfie(first);
			JsonNode registered = result(integrator, first);
			assertThat(registered.get("selfie_registered").asText()).isEqualTo("true");
			assertThat(registered.get("selfie_verified").asText()).isEqualTo("false");
			assertThat(registered.has("reason")).isFalse();

			JsonNode later = integrator.start(Map.of("user_id", user));
			takeSelfie(later);
			JsonNode verified = result(integrator, later);
			assertThat(verified.get("selfie_verified").asText()).isEqualTo("true");
			assertThat(verified.has("reason")).isFalse();
			assertThat(passed(later)).doesNotContain("callActivity_registerSelfie");
			assertThat(endsOf(later)).containsExactly("endEvent_resultPublished");
		}
	}

	@Test
	@BrowserTest
	void reviewsInTasklist() throws Exception {
		try (Integrator integrator = verifying("registration-with-review");
				Browser tasklist = Browser.desktop().start()) {
			JsonNode created = integrator.start();
			takeSelfie(created);
			Task task = task(created, "userTask_reviewSelfie");
			String reviewer = reviewer();
			tasklist.open(this.web.baseUrl() + "/camunda/app/tasklist/default/#/?task=" + task.getId());
			WebApps.logIn(tasklist, reviewer, PASSWORD);

			tasklist.waitFor(
					ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(".tasks-list"), "Review selfie"),
					"the task in the list");
			click(tasklist, By.linkText("Claim"), By.cssSelector("button.claim"));
			tasklist.waitFor(
					ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(".fjs-form"), "Registered at 20"),
					"the time of the registration");
			assertThat(tasklist.driver()
				.findElement(By.linkText("The photo, its measures and everything that happened"))
				.getDomProperty("href")).endsWith("#/registrations?request_id=" + id(created));
			assertThat(tasklist.driver()
				.findElement(By.cssSelector(".fjs-form input[type='text']"))
				.getDomProperty("value")).isEqualTo(id(created));
			click(tasklist, By.xpath("//label[contains(., 'Approve')]"));
			tasklist.screenshot("tasklist-review");
			click(tasklist, By.xpath("//button[normalize-space()='Complete']"));

			assertThat(result(integrator, created).get("selfie_registered").asText()).isEqualTo("true");
			assertThat(endsOf(created)).containsExactly("endEvent_approved");
		}
	}

	/** Processes that the service starts itself would do harm by hand. */
	@Test
	void offersWorkflowsOnlyToBeStartedInTasklist() {
		try (Browser tasklist = Browser.desktop().start()) {
			tasklist.open(this.web.baseUrl() + "/camunda/app/tasklist/default/");
			WebApps.logIn(tasklist, SystemContext.OPERATOR, SystemContext.OPERATOR_PASSWORD);
			click(tasklist, By.cssSelector(".start-process-action a"));
			tasklist.waitFor(
					ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(".modal-body"), "Verification"),
					"the processes that can be started");
			tasklist.screenshot("tasklist-start");

			assertThat(startable(tasklist, "Onboarding")).isTrue();
			assertThat(List.of("Deliver message", "Selfie Registration", "Start next phase", "Renew templates"))
				.noneMatch((ownProcess) -> startable(tasklist, ownProcess));
		}
	}

	/** By the search of the dialog, whose list has pages. */
	private static boolean startable(Browser tasklist, String process) {
		WebElement search = tasklist.driver().findElement(By.cssSelector(".modal-header input"));
		search.clear();
		search.sendKeys(process);
		By none = By.xpath("//*[contains(@class, 'well')][contains(., 'no process definitions available')]");
		By found = By.xpath("//ul[@class='processes']//a");
		tasklist.waitFor((driver) -> {
			List<String> names = driver.findElements(found).stream().map(WebElement::getText).toList();
			return driver.findElements(none).stream().anyMatch(WebElement::isDisplayed)
					|| !names.isEmpty() && names.stream().allMatch((name) -> name.contains(process));
		}, "what the search for " + process + " finds");
		return tasklist.driver().findElements(none).stream().noneMatch(WebElement::isDisplayed);
	}

	@Test
	void contactsPersonWhoseSelfieWasRejected() throws Exception {
		try (Integrator integrator = verifying("registration-with-review")) {
			JsonNode created = integrator.start();
			takeSelfie(created);
			complete(created, "userTask_reviewSelfie", Map.of("reviewDecision", "rejected"));
			complete(created, "userTask_contactPerson", Map.of());

			assertThat(endsOf(created)).containsExactly("endEvent_contacted");
		}
	}

	@Test
	void reviewsNothingThatWasNotRegistered() throws Exception {
		try (Integrator integrator = verifying("registration-with-review")) {
			JsonNode created = integrator.start();
			integrator.client().post().uri("/api/v1/requests/{id}/cancel", id(created)).retrieve().toBodilessEntity();

			assertThat(result(integrator, created).get("reason").asText()).isEqualTo("cancelled");
			assertThat(endsOf(created)).containsExactly("endEvent_notRegistered");
		}
	}

	@Test
	void takesSelfieWhenBothDepartmentsAgree() throws Exception {
		try (Integrator integrator = verifying("four-eyes-approval")) {
			JsonNode created = integrator.start();
			complete(created, "userTask_approveForBusiness", Map.of("businessApproves", true));
			complete(created, "userTask_approveForCompliance", Map.of("complianceApproves", true));
			takeSelfie(created);

			assertThat(result(integrator, created).get("selfie_registered").asText()).isEqualTo("true");
			assertThat(endsOf(created)).containsExactly("endEvent_resultPublished");
		}
	}

	@Test
	void takesNoSelfieWhenOneDepartmentDoesNotAgree() throws Exception {
		try (Integrator integrator = verifying("four-eyes-approval")) {
			JsonNode created = integrator.start();
			complete(created, "userTask_approveForBusiness", Map.of("businessApproves", true));
			complete(created, "userTask_approveForCompliance", Map.of("complianceApproves", false));

			assertThat(result(integrator, created).get("reason").asText()).isEqualTo("skipped");
			assertThat(endsOf(created)).containsExactly("endEvent_resultPublished");
			assertThat(passed(created)).contains("callActivity_skipSelfie")
				.doesNotContain("callActivity_registerSelfie");
		}
	}

	@Test
	void remindsInParallelUntilThereIsSelfie() throws Exception {
		try (Integrator integrator = verifying("reminder-escalation")) {
			JsonNode created = integrator.start();
			letTimersBeDue(created);
			complete(created, "userTask_callPerson", Map.of());
			task(created, "userTask_tellTeamLead");

			takeSelfie(created);

			assertThat(result(integrator, created).get("selfie_registered").asText()).isEqualTo("true");
			assertThat(endsOf(created)).containsExactlyInAnyOrder("endEvent_called", "endEvent_registrationOver",
					"endEvent_resultPublished");
			assertThat(this.tasks.createTaskQuery().processInstanceBusinessKey(id(created)).count()).isZero();
		}
	}

	private Integrator verifying(String workflow) throws Exception {
		deploy(workflow);
		return this.integrators.with(io.selfieregistration.application.NotificationType.LINK)
			.workflow(workflow)
			.start();
	}

	private Integrator onboarding(String workflow) throws Exception {
		deploy(workflow);
		return this.integrators.with(io.selfieregistration.application.NotificationType.LINK)
			.set((settings) -> settings.onboardingWorkflow(workflow))
			.start();
	}

	/** Runs the line of the page, once. */
	private void deploy(String example) throws Exception {
		if (!DEPLOYED.add(example)) {
			return;
		}
		Matcher line = DEPLOYMENT.matcher(Files.readString(EXAMPLES.resolve("README.md")));
		while (line.find() && !line.group(1).equals(example)) {
			// Of another example.
		}
		ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", line.group(2))
			.directory(EXAMPLES.toFile())
			.redirectErrorStream(true);
		shell.environment().put("SELFIE", this.web.baseUrl().toString());
		shell.environment().put("DEPLOYER", SystemContext.OPERATOR + ":" + SystemContext.OPERATOR_PASSWORD);
		Process process = shell.start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as("%s: %s", line.group(2), output).isZero();
	}

	private static String user() {
		return "user-" + UUID.randomUUID();
	}

	private static String id(JsonNode created) {
		return created.get("request_id").asText();
	}

	private void takeSelfie(JsonNode created) {
		Person person = new Person(created.get("capture_url").asText());
		await().atMost(PATIENCE).until(() -> person.open().getStatusCode().is2xxSuccessful());
		assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
	}

	private JsonNode result(Integrator integrator, JsonNode created) {
		JsonNode result = integrator.awaitResult(id(created));
		assertThat(integrator.awaitWebhook(id(created))).isEqualTo(result);
		return result;
	}

	private Task task(JsonNode created, String key) {
		return await().atMost(PATIENCE)
			.until(() -> this.tasks.createTaskQuery()
				.processInstanceBusinessKey(id(created))
				.taskDefinitionKey(key)
				.singleResult(), (task) -> task != null);
	}

	private void complete(JsonNode created, String key, Map<String, Object> variables) {
		this.tasks.complete(task(created, key).getId(), variables);
	}

	/** All timers of the workflow itself, not those of the module. */
	private void letTimersBeDue(JsonNode created) {
		String instance = await().atMost(PATIENCE).until(() -> workflow(created), (found) -> found != null);
		List<Job> timers = await().atMost(PATIENCE)
			.until(() -> this.management.createJobQuery().processInstanceId(instance).timers().list(),
					(found) -> found.size() == 2);
		timers.forEach((timer) -> this.management.setJobDuedate(timer.getId(), new Date()));
	}

	private String workflow(JsonNode created) {
		return this.history.createHistoricProcessInstanceQuery()
			.processInstanceBusinessKey(id(created))
			.rootProcessInstances()
			.list()
			.stream()
			.filter((instance) -> !instance.getProcessDefinitionKey().equals("deliver-message"))
			.map((instance) -> instance.getId())
			.findFirst()
			.orElse(null);
	}

	/** The end events that the workflow reached, once it is over. */
	private List<String> endsOf(JsonNode created) {
		String instance = workflow(created);
		await().atMost(PATIENCE)
			.until(() -> this.history.createHistoricProcessInstanceQuery()
				.processInstanceId(instance)
				.finished()
				.count() == 1);
		return passed(created).stream().filter((activity) -> activity.startsWith("endEvent_")).toList();
	}

	/** Every step that the workflow made, without those of the module. */
	private List<String> passed(JsonNode created) {
		return this.history.createHistoricActivityInstanceQuery()
			.processInstanceId(workflow(created))
			.list()
			.stream()
			.map((activity) -> activity.getActivityId())
			.toList();
	}

	/** Somebody who may review in Tasklist, and do nothing else. */
	private String reviewer() {
		String group = "selfieReviewers";
		if (this.identity.createGroupQuery().groupId(group).count() == 0) {
			this.identity.saveGroup(this.identity.newGroup(group));
		}
		User user = this.identity.newUser("reviewer" + UUID.randomUUID().toString().replace("-", ""));
		user.setFirstName("Rita");
		user.setLastName("Reviewer");
		user.setPassword(PASSWORD);
		this.identity.saveUser(user);
		this.identity.createMembership(user.getId(), group);
		this.identity.createTenantUserMembership("default", user.getId());
		permit(user, Resources.APPLICATION, "tasklist");
		return user.getId();
	}

	private void permit(User user, Resource resource, String id) {
		Authorization permission = this.authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
		permission.setUserId(user.getId());
		permission.setResource(resource);
		permission.setResourceId(id);
		permission.addPermission(Permissions.ACCESS);
		this.authorizations.saveAuthorization(permission);
	}

	/**
	 * The footer of the page lies above what is at its end, and for a moment messages lie
	 * above everything.
	 */
	private static void click(Browser browser, By... places) {
		browser.waitFor((driver) -> Stream.of(places)
			.flatMap((place) -> driver.findElements(place).stream())
			.filter((element) -> element.isDisplayed() && element.isEnabled())
			.anyMatch((element) -> clicked(browser, element)), "one of " + List.of(places));
	}

	private static boolean clicked(Browser browser, WebElement element) {
		browser.driver().executeScript("arguments[0].scrollIntoView({ block: 'center' })", element);
		try {
			element.click();
			return true;
		}
		catch (ElementClickInterceptedException ex) {
			return false;
		}
	}

}
