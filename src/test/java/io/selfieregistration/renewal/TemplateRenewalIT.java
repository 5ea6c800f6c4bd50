package io.selfieregistration.renewal;

import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import io.selfieregistration.SelfieRegistrationApplication;
import io.selfieregistration.application.Applications;
import io.selfieregistration.encryption.Sealer;
import io.selfieregistration.face.FaceFixtures;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.face.SelfieAssessor;
import io.selfieregistration.face.SelfieReader;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.RecognitionModel;
import io.selfieregistration.photo.ObjectStore;
import io.selfieregistration.photo.ObjectStoreUnavailable;
import io.selfieregistration.photo.Photos;
import io.selfieregistration.platform.Sha256;
import io.selfieregistration.renewal.process.RenewTemplatesElements;
import io.selfieregistration.renewal.process.RenewTemplatesProcess;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.InterruptibleProxy.Proxies;
import io.selfieregistration.system.Operators;
import io.selfieregistration.system.Operators.OperatorClient;
import io.selfieregistration.system.Person;
import io.selfieregistration.system.SystemContext;
import io.selfieregistration.system.SystemFixtures;
import io.selfieregistration.system.SystemFixtures.Installation;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.template.FacialTemplates;
import io.selfieregistration.web.WebSettings;
import io.selfieregistration.workflow.process.StartRefused;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Renews templates that the network dlib made, two in a batch. Jobs of renewals wait
 * until the test runs them, or lets the engine go on by itself.
 */
@SpringBootTest(classes = SelfieRegistrationApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT,
		properties = { "selfie.renewal.batch-size=2", "selfie.renewal.pause=10ms", "system.proxies=true" })
@ContextConfiguration(initializers = SystemContext.class)
@Import(SystemFixtures.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TemplateRenewalIT {

	private static final String RENEWALS = "/api/v1/template-renewals";

	private static final String NEW_MODEL = RecognitionModel.MOBILEFACENET.model().id();

	private static final String OLD_MODEL = RecognitionModel.DLIB.model().id();

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@Autowired
	private Operators operators;

	@Autowired
	private Applications applications;

	@Autowired
	private WebSettings web;

	@Autowired
	private FacialTemplates templates;

	@Autowired
	private RenewalBatches batches;

	@Autowired
	private RenewalStore renewals;

	@Autowired
	private Photos photos;

	@Autowired
	private ObjectStore objects;

	@Autowired
	private Proxies proxies;

	@Autowired
	private SelfieAssessor assessor;

	@Autowired
	private SelfieReader reader;

	@Autowired
	private Sealer sealer;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private ManagementService management;

	@Autowired
	private HistoryService history;

	@Autowired
	private io.micrometer.core.instrument.MeterRegistry meters;

	private OperatorClient operator;

	private Integrator integrator;

	@BeforeEach
	void letJobsWait() {
		this.management.suspendJobDefinitionByProcessDefinitionKey(RenewTemplatesProcess.KEY, true);
		this.operator = this.operators.ofNewWorkspace();
		this.integrator = integrator(this.operator);
	}

	@AfterEach
	void end() {
		this.proxies.objectStore().resume();
		this.threads.shutdownNow();
		this.integrator.close();
		this.management.suspendJobDefinitionByProcessDefinitionKey(RenewTemplatesProcess.KEY, true);
		// A job may be running now.
		await().atMost(PATIENCE).ignoreExceptions().until(() -> {
			instances().forEach((instance) -> this.runtime.deleteProcessInstance(instance.getId(), "The test is over"));
			return instances().isEmpty();
		});
	}

	@Test
	void renewsAllTemplatesFromTheirPhotosAndNamesThoseThatItCannot() {
		List<User> users = registered(7, this.integrator);
		users.forEach(this::makeOld);
		User lost = users.get(1);
		User faceless = users.get(3);
		User altered = users.get(4);
		this.objects.delete(objectKey(lost));
		replacePhoto(faceless, Portrait.asJpeg(Portrait.noFace(), 0.9f));
		this.jdbc.sql("update photo set sha256 = sha256(sha256) where request_id = :request")
			.param("request", altered.run().request().value())
			.update();
		double counted = counted("renewed");
		double countedMissing = counted("photo_missing");

		String id = start();
		assertProgress(id, "running", 7, 0, 0, 7);
		letTheEngineGoOn();

		awaitEnd(id);
		assertProgress(id, "completed", 7, 4, 3, 0);
		JsonNode renewal = read(id);
		assertThat(renewal.get("model").asText()).isEqualTo(NEW_MODEL);
		assertThat(renewal.get("started_by").asText()).isNotBlank();
		assertThat(renewal.has("ended_at")).isTrue();
		assertThat(failures(id)).isEqualTo(
				Map.of(lost.id(), "photo_missing", faceless.id(), "no_single_face", altered.id(), "photo_altered"));
		for (User user : users) {
			if (user == lost || user == faceless || user == altered) {
				assertThat(template(user)).as("the old one stays").isEqualTo(user.old());
			}
			else {
				assertThat(template(user)).isEqualTo(computedAnew(user));
				assertThat(template(user).modelId()).isEqualTo(NEW_MODEL);
			}
		}
		assertThat(counted("renewed") - counted).isEqualTo(4);
		assertThat(counted("photo_missing") - countedMissing).isEqualTo(1);
		assertThat(instances()).isEmpty();

		String again = start();
		awaitEnd(again);
		assertProgress(again, "completed", 3, 0, 3, 0);
		register(lost.id(), Portrait.good(), this.integrator);
		assertProgress(id, "completed", 7, 4, 2, 0);
		assertThat(failures(again)).doesNotContainKey(lost.id());
		JsonNode list = this.operator.get(RENEWALS + "?workspace=" + this.operator.workspace()).getBody();
		assertThat(list.get("renewals").findValuesAsText("renewal_id")).containsExactly(again, id);
	}

	@Test
	void resumesWhereItWasKilledAndLetsNewerRegistrationsWin() {
		List<User> users = registered(5, this.integrator);
		users.forEach(this::makeOld);
		String id = start();

		runJob(RenewTemplatesElements.RENEW_TEMPLATES);
		assertProgress(id, "running", 5, 2, 0, 3);
		assertThat(this.runtime.getVariables(instances().get(0).getId())).containsEntry("recognitionModel", NEW_MODEL)
			.containsEntry("templatesTotal", 5)
			.containsEntry("templatesRenewed", 2)
			.containsEntry("templatesFailed", 0);

		// Killed before the batch was committed
		this.transaction.executeWithoutResult((status) -> {
			this.batches.renewNext(id);
			status.setRollbackOnly();
		});
		assertProgress(id, "running", 5, 2, 0, 3);
		assertThat(users).filteredOn((user) -> template(user).equals(user.old())).hasSize(3);

		User newer = users.get(4);
		User registered = register(newer.id(), Portrait.from(1.5), this.integrator);
		FaceTemplate own = template(registered);
		assertProgress(id, "running", 5, 2, 0, 2);
		letTheEngineGoOn();

		awaitEnd(id);
		assertProgress(id, "completed", 5, 4, 0, 0);
		assertThat(users.subList(0, 4)).allSatisfy((user) -> assertThat(template(user)).isEqualTo(computedAnew(user)));
		assertThat(template(newer)).isEqualTo(own);
	}

	@Test
	void passesOverUsersWhoAreBeingRegistered() throws Exception {
		User user = registered(1, this.integrator).get(0);
		makeOld(user);
		String id = start();
		CountDownLatch mayEnd = new CountDownLatch(1);
		CompletableFuture<Boolean> locked = new CompletableFuture<>();
		Future<?> registration = this.threads.submit(() -> this.transaction.executeWithoutResult((status) -> {
			locked.complete(this.templates.tryLock(this.operator.workspace(), user.id()));
			await().atMost(PATIENCE).until(() -> mayEnd.getCount() == 0);
		}));
		assertThat(locked.get()).isTrue();

		runJob(RenewTemplatesElements.RENEW_TEMPLATES);
		assertProgress(id, "running", 1, 0, 0, 1);
		runJob(RenewTemplatesElements.PAUSE_OVER);
		mayEnd.countDown();
		registration.get();
		assertThat(template(user)).isEqualTo(user.old());
		letTheEngineGoOn();

		awaitEnd(id);
		assertProgress(id, "completed", 1, 1, 0, 0);
		assertThat(template(user)).isEqualTo(computedAnew(user));
	}

	@Test
	void waitsForTheObjectStoreAndLosesNothing() {
		List<User> users = registered(2, this.integrator);
		users.forEach(this::makeOld);
		String id = start();
		this.proxies.objectStore().interrupt();

		assertThatExceptionOfType(Exception.class).isThrownBy(() -> runJob(RenewTemplatesElements.RENEW_TEMPLATES))
			.satisfies(
					(failure) -> assertThat(failure).hasStackTraceContaining(ObjectStoreUnavailable.class.getName()));
		assertProgress(id, "running", 2, 0, 0, 2);
		Job job = job(RenewTemplatesElements.RENEW_TEMPLATES);
		assertThat(job.getRetries()).as("it is tried again").isPositive();

		this.proxies.objectStore().resume();
		await().atMost(PATIENCE).ignoreExceptions().until(() -> {
			runJob(RenewTemplatesElements.RENEW_TEMPLATES);
			return true;
		});
		assertProgress(id, "running", 2, 2, 0, 0);
	}

	@Test
	void renewsOneWorkspaceAtATimeAndNoOther() throws Exception {
		User mine = registered(1, this.integrator).get(0);
		makeOld(mine);
		OperatorClient neighbour = this.operators.ofNewWorkspace();
		try (Integrator neighbours = integrator(neighbour)) {
			User theirs = registered(1, neighbours).get(0);
			makeOld(theirs);
			String id = start();

			assertRefused(this.operator.post(RENEWALS + "?workspace=" + this.operator.workspace(), null), 409,
					"renewal_in_progress");
			assertRefused(neighbour.post(RENEWALS + "?workspace=" + this.operator.workspace(), null), 404,
					"workspace_unknown");
			assertRefused(neighbour.get(RENEWALS + "/" + id), 404, "renewal_unknown");
			assertRefused(neighbour.get(RENEWALS + "/" + id + "/failures"), 404, "renewal_unknown");
			assertRefused(this.operators.ofNothing().post(RENEWALS, null), 403, "forbidden");
			assertThat(instances()).singleElement()
				.satisfies((instance) -> assertThat(instance.getTenantId()).isEqualTo(this.operator.workspace()));

			CountDownLatch mayEnd = new CountDownLatch(1);
			CompletableFuture<Boolean> turn = new CompletableFuture<>();
			Future<?> otherBatch = this.threads.submit(() -> this.transaction.executeWithoutResult((status) -> {
				turn.complete(this.renewals.takeTurn());
				await().atMost(PATIENCE).until(() -> mayEnd.getCount() == 0);
			}));
			assertThat(turn.get()).isTrue();
			runJob(RenewTemplatesElements.RENEW_TEMPLATES);
			assertThat(job(RenewTemplatesElements.PAUSE_OVER)).as("it waits for its turn").isNotNull();
			mayEnd.countDown();
			otherBatch.get();
			letTheEngineGoOn();

			awaitEnd(id);
			assertProgress(id, "completed", 1, 1, 0, 0);
			assertThat(template(theirs)).as("of another workspace").isEqualTo(theirs.old());
		}
	}

	@Test
	void isCancelledByDeletingItsInstanceAndCanBeStartedAgain() {
		List<User> users = registered(3, this.integrator);
		users.forEach(this::makeOld);
		String id = start();
		runJob(RenewTemplatesElements.RENEW_TEMPLATES);

		this.runtime.deleteProcessInstance(instances().get(0).getId(), "deleted in Cockpit", true, true, true, false);

		assertProgress(id, "cancelled", 3, 2, 0, 1);
		String next = start();
		letTheEngineGoOn();
		awaitEnd(next);
		assertProgress(next, "completed", 1, 1, 0, 0);
		assertProgress(id, "cancelled", 3, 2, 0, 1);
	}

	@Test
	void isStartedByItsApiOnly() {
		for (String key : new String[] { null, "ren_" + UUID.randomUUID() }) {
			assertThatExceptionOfType(Exception.class)
				.isThrownBy(() -> this.runtime.startProcessInstanceByKey(RenewTemplatesProcess.KEY, key))
				.satisfies((failure) -> assertThat(failure).hasStackTraceContaining(StartRefused.class.getName()));
		}
	}

	/** So that no template gets a model that the renewal did not promise. */
	@Test
	void failsOnNodeWithAnotherModel() {
		String id = start();
		this.jdbc.sql("update template_renewal set model = :model where id = :id")
			.param("model", OLD_MODEL)
			.param("id", id)
			.update();

		assertThatExceptionOfType(Exception.class).isThrownBy(() -> runJob(RenewTemplatesElements.RENEW_TEMPLATES))
			.satisfies((failure) -> assertThat(failure).hasStackTraceContaining("selfie.face.recognition-model"));
	}

	@Test
	@Order(Integer.MAX_VALUE)
	void isReachedByTheseTestsInEveryNode() throws Exception {
		Set<String> reached = this.history.createHistoricActivityInstanceQuery()
			.finished()
			.list()
			.stream()
			.map(HistoricActivityInstance::getActivityId)
			.collect(Collectors.toSet());
		try (InputStream model = getClass().getResourceAsStream("/bpmn/" + RenewTemplatesProcess.KEY + ".bpmn")) {
			assertThat(Bpmn.readModelFromStream(model).getModelElementsByType(FlowNode.class))
				.extracting(FlowNode::getId)
				.isNotEmpty()
				.isSubsetOf(reached);
		}
	}

	private Integrator integrator(OperatorClient of) {
		return new Integrators(Installation.of(this.applications, of.workspace()), this.web.baseUrl()).byLink();
	}

	/** Registers users, each from another distance. */
	private List<User> registered(int count, Integrator by) {
		List<User> users = new ArrayList<>();
		for (int number = 0; number < count; number++) {
			users.add(register("user-" + UUID.randomUUID(), Portrait.from(1 + 0.05 * number), by));
		}
		return users;
	}

	private User register(String id, BufferedImage portrait, Integrator by) {
		JsonNode created = by.start(Map.of("user_id", id));
		Person person = new Person(created.get("capture_url").asText());
		byte[] selfie = Portrait.asJpeg(portrait, 0.92f);
		String key = UUID.randomUUID().toString();
		// On a busy machine the person is asked to try again.
		await().atMost(PATIENCE).until(() -> {
			person.open();
			return person.submit(selfie, key).getStatusCode().is2xxSuccessful();
		});
		String request = created.get("request_id").asText();
		assertThat(by.awaitResult(request).get("selfie_registered").asText()).isEqualTo("true");
		ModuleRun.Id run = new ModuleRun.Id(RequestId.of(request), 1);
		String workspace = this.jdbc.sql("select workspace from facial_template where request_id = :request")
			.param("request", run.request().value())
			.query(String.class)
			.single();
		FaceTemplate old = FaceFixtures.analysis(RecognitionModel.DLIB)
			.describe(this.reader.check(this.photos.find(run).orElseThrow()).decode())
			.orElseThrow();
		return new User(id, workspace, run, old);
	}

	/** Leaves what a service with the network dlib would have left. */
	private void makeOld(User user) {
		this.jdbc.sql("update facial_template set model = :model, sealed = :sealed where request_id = :request")
			.param("model", OLD_MODEL)
			.param("sealed",
					this.sealer.seal(user.old().toBytes(), "template", user.workspace(), user.id(),
							user.run().request().toString(), OLD_MODEL))
			.param("request", user.run().request().value())
			.update();
		assertThat(template(user)).isEqualTo(user.old());
	}

	private void replacePhoto(User user, byte[] jpeg) {
		String key = objectKey(user);
		this.objects.put(key, this.sealer.seal(jpeg, "photo", key));
		this.jdbc.sql("update photo set sha256 = :sha256 where object_key = :key")
			.param("sha256", Sha256.of(jpeg))
			.param("key", key)
			.update();
	}

	private String objectKey(User user) {
		return this.jdbc.sql("select object_key from photo where request_id = :request")
			.param("request", user.run().request().value())
			.query(String.class)
			.single();
	}

	private FaceTemplate template(User user) {
		return this.templates.find(user.workspace(), user.id()).orElseThrow();
	}

	/** As if the stored photo had been submitted as a selfie. */
	private FaceTemplate computedAnew(User user) {
		return this.assessor.assess(this.photos.find(user.run()).orElseThrow(), FaceFixtures.NOBODY)
			.face()
			.template()
			.orElseThrow();
	}

	private String start() {
		ResponseEntity<JsonNode> answer = this.operator.post(RENEWALS + "?workspace=" + this.operator.workspace(),
				null);
		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(202);
		String id = answer.getBody().get("renewal_id").asText();
		assertThat(answer.getHeaders().getLocation()).hasPath(RENEWALS + "/" + id);
		return id;
	}

	private void awaitEnd(String id) {
		await().atMost(PATIENCE).until(() -> read(id).get("state").asText().equals("completed"));
	}

	private JsonNode read(String id) {
		return this.operator.get(RENEWALS + "/" + id).getBody();
	}

	private void assertProgress(String id, String state, int total, int renewed, int failed, int left) {
		JsonNode renewal = read(id);
		assertThat(renewal.get("state").asText()).isEqualTo(state);
		assertThat(List.of("total", "renewed", "failed", "left")).extracting((count) -> renewal.get(count).asInt())
			.containsExactly(total, renewed, failed, left);
	}

	/** The reasons by user, page by page. */
	private Map<String, String> failures(String id) {
		Map<String, String> reasons = new TreeMap<>();
		String after = "";
		while (after != null) {
			JsonNode page = this.operator.get(RENEWALS + "/" + id + "/failures?limit=1" + after).getBody();
			for (JsonNode failure : page.get("failures")) {
				reasons.put(failure.get("user_id").asText(), failure.get("reason").asText());
			}
			after = page.has("next") ? "&after=" + page.get("next").asText() : null;
		}
		return reasons;
	}

	private static void assertRefused(ResponseEntity<JsonNode> answer, int status, String code) {
		assertThat(answer.getStatusCode().value()).isEqualTo(status);
		assertThat(answer.getBody().get("code").asText()).isEqualTo(code);
	}

	private void letTheEngineGoOn() {
		this.management.activateJobDefinitionByProcessDefinitionKey(RenewTemplatesProcess.KEY, true);
	}

	private void runJob(String element) {
		this.management.executeJob(job(element).getId());
	}

	private Job job(String element) {
		return this.management.createJobQuery()
			.processDefinitionKey(RenewTemplatesProcess.KEY)
			.activityId(element)
			.singleResult();
	}

	private List<ProcessInstance> instances() {
		return this.runtime.createProcessInstanceQuery().processDefinitionKey(RenewTemplatesProcess.KEY).list();
	}

	private double counted(String result) {
		return this.meters.get("selfie.renewal.templates").tag("result", result).counter().count();
	}

	/**
	 * A registered user.
	 *
	 * @param old the template that the network dlib makes of the photo
	 */
	private record User(String id, String workspace, ModuleRun.Id run, FaceTemplate old) {
	}

}
