package io.selfieregistration.request.process;

import java.awt.image.BufferedImage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.junit.jupiter.api.BeforeEach;
import org.mockito.ArgumentCaptor;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSecret;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.Applications;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.capture.SelfieSubmissions;
import io.selfieregistration.capture.Verdict;
import io.selfieregistration.face.FaceAnalysis;
import io.selfieregistration.face.FaceAssessment;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.RecognitionModel;
import io.selfieregistration.face.Finding;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.intake.CreatedRequest;
import io.selfieregistration.intake.NewRequest;
import io.selfieregistration.intake.NewRequestFixture;
import io.selfieregistration.intake.RequestIntake;
import io.selfieregistration.invitation.CaptureLinks;
import io.selfieregistration.invitation.CaptureSessions;
import io.selfieregistration.invitation.CaptureToken;
import io.selfieregistration.invitation.InvitationSender;
import io.selfieregistration.invitation.OpenLink;
import io.selfieregistration.publishing.DeliveryProcesses;
import io.selfieregistration.publishing.WebhookAnswer;
import io.selfieregistration.publishing.WebhookSender;
import io.selfieregistration.request.Decision;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.ModuleRuns;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.result.Results;
import io.selfieregistration.workflow.process.ProcessVariable;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.atLeastOnce;

/**
 * What tests of processes say and see: an integrator who starts and cancels, a person who
 * opens the link and submits, an engine whose jobs and messages come one by one.
 */
@ProcessTest
abstract class ProcessScenario {

	static final Duration LINK_EXPIRY = Duration.ofHours(24);

	static final Duration SESSION = Duration.ofMinutes(15);

	private static final byte[] SELFIE = Portrait.asJpeg(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), 0.9f);

	/** No camera and no network here. */
	@MockitoBean
	FaceAnalysis faceAnalysis;

	@MockitoBean
	WebhookSender webhooks;

	@MockitoSpyBean(name = "mailInvitations")
	InvitationSender invitations;

	@MockitoSpyBean
	DeliveryProcesses deliveries;

	/** Takes work and never does it: messages come when the test brings them. */
	@MockitoBean(name = "messageExecutor")
	ThreadPoolTaskExecutor messageExecutor;

	@MockitoBean(name = "taskScheduler")
	TaskScheduler taskScheduler;

	@Autowired
	RuntimeService runtime;

	@Autowired
	ManagementService management;

	@Autowired
	HistoryService history;

	@Autowired
	RepositoryService repository;

	@Autowired
	Requests requests;

	@Autowired
	Applications applications;

	@Autowired
	CaptureLinks links;

	@Autowired
	CaptureSessions sessions;

	@Autowired
	RequestIntake intake;

	@Autowired
	ModuleRuns runs;

	@Autowired
	Results results;

	@Autowired
	SelfieSubmissions submissions;

	@Autowired
	PendingMessages messages;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ProcessCoverage coverage;

	/** Key of the module that the test is about. */
	String module() {
		return SelfieRegistrationProcess.KEY;
	}

	@BeforeEach
	void letTheOutsideWork() {
		acceptSelfies();
		answerWebhooks(204);
	}

	void acceptSelfies() {
		given(this.faceAnalysis.assess(any())).willReturn(new FaceAssessment(List.of(), Map.of(),
				Optional.of(new FaceTemplate(RecognitionModel.MOBILEFACENET.model(), new float[192]))));
	}

	/** Good ones that could be better. */
	void acceptSelfiesWithHint() {
		given(this.faceAnalysis.assess(any()))
			.willReturn(new FaceAssessment(List.of(Finding.hint(ReasonCode.values()[0])), Map.of(),
					Optional.of(new FaceTemplate(RecognitionModel.MOBILEFACENET.model(), new float[192]))));
	}

	void refuseSelfies() {
		given(this.faceAnalysis.assess(any())).willReturn(
				new FaceAssessment(List.of(Finding.refuse(ReasonCode.values()[0])), Map.of(), Optional.empty()));
	}

	void answerWebhooks(int status) {
		given(this.webhooks.send(any(), any())).willReturn(new WebhookAnswer(status, null, Duration.ofMillis(1), null));
	}

	Application application(NotificationType notification, int maximumAttempts) {
		return application(notification, maximumAttempts, VerificationProcess.KEY);
	}

	Application application(NotificationType notification, int maximumAttempts, String workflow) {
		return application(settings(notification, maximumAttempts, workflow).build());
	}

	Application application(ApplicationSettings settings) {
		return this.applications.put("app-" + UUID.randomUUID(), "default", settings, ApplicationSecret.generate(),
				"whsec_c2VjcmV0IG9mIHRoZSByZWNlaXZlcg==");
	}

	private static ApplicationSettingsFixture settings(NotificationType notification, int maximumAttempts,
			String workflow) {
		return ApplicationSettingsFixture.named("Test Bank")
			.verificationWorkflow(workflow)
			.notificationType(notification)
			.linkExpiry(LINK_EXPIRY)
			.sessionLength(SESSION)
			.reminder(Duration.ofHours(1))
			.maximumAttempts(maximumAttempts)
			.resultNotification(ResultNotificationWay.PUSH, URI.create("https://receiver.example/results"));
	}

	Registration start(Application application, String user) {
		return start(NewRequestFixture.of(application, Phase.VERIFICATION, user, "ada@people.example", "en", Map.of(),
				"192.0.2.7"));
	}

	/** Starts a request whose link the integrator hands on. */
	Registration start() {
		return start(application(NotificationType.LINK, 3));
	}

	Registration start(Application application) {
		return start(application, Map.of());
	}

	Registration start(Application application, Map<String, Object> metadata) {
		return start(NewRequestFixture.of(application, Phase.VERIFICATION, "user-" + UUID.randomUUID(),
				"ada@people.example", "en", metadata, "192.0.2.7"));
	}

	/** Starts a request that goes through two workflows. */
	Registration startBothPhases(String onboarding, String verification) {
		Application application = application(
				settings(NotificationType.LINK, 3, verification).onboardingWorkflow(onboarding).build());
		return start(new NewRequest(application, null, true, "user-" + UUID.randomUUID(), "ada@people.example", null,
				"en", Map.of(), "192.0.2.7", null, null, null));
	}

	private Registration start(NewRequest request) {
		Application application = request.application();
		try {
			CreatedRequest created = this.intake.create(request, null);
			return new Registration(created.id(), application,
					created.captureUrl().map(ProcessScenario::token).orElse(null));
		}
		catch (Exception ex) {
			throw new AssertionError("The request is not created", ex);
		}
	}

	/** Starts a request and goes on until the process waits for the selfie. */
	Registration startAndWaitForSelfie() {
		return startAndWaitForSelfie(application(NotificationType.LINK, 3));
	}

	Registration startAndWaitForSelfie(Application application) {
		Registration registration = start(application);
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);
		registration.runJobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK);
		assertThat(registration.waitingAt()).containsExactly(SelfieRegistrationElements.SELFIE_SUBMITTED);
		return registration;
	}

	/**
	 * Deploys a copy of the workflow Verification with settings of its own.
	 * @param enabled value of {@code selfieEnabled}, or null for none
	 * @param rule value of {@code selfieRule}, or null for none
	 * @return key of the copy
	 */
	String workflow(String enabled, String rule) {
		Map<String, String> settings = new HashMap<>();
		settings.put(Variables.SELFIE_ENABLED.name(), enabled);
		settings.put(Variables.SELFIE_RULE.name(), rule);
		return workflow(settings);
	}

	/** Deploys a copy of the workflow Verification with settings by name. */
	String workflow(Map<String, String> wanted) {
		String key = "verification-" + UUID.randomUUID();
		BpmnModelInstance copy = model(VerificationProcess.KEY);
		copy.getModelElementById(VerificationProcess.KEY).setAttributeValue("id", key);
		CamundaInputOutput settings = copy.getModelElementsByType(CamundaInputOutput.class).iterator().next();
		settings.getCamundaInputParameters().clear();
		wanted.forEach((name, value) -> addSetting(settings, name, value));
		this.repository.createDeployment().addModelInstance(key + ".bpmn", copy).deploy();
		return key;
	}

	private static void addSetting(CamundaInputOutput settings, String name, String value) {
		if (value != null) {
			CamundaInputParameter setting = settings.getModelInstance().newInstance(CamundaInputParameter.class);
			setting.setCamundaName(name);
			setting.setTextContent(value);
			settings.getCamundaInputParameters().add(setting);
		}
	}

	BpmnModelInstance model(String process) {
		return Bpmn.readModelFromStream(getClass().getResourceAsStream("/bpmn/" + process + ".bpmn"));
	}

	private static CaptureToken token(URI link) {
		return CaptureToken.parse(link.getFragment()).orElseThrow();
	}

	/** One request, the person it is for, and the process instances that work on it. */
	final class Registration {

		private final RequestId id;

		private final Application application;

		private final CaptureToken token;

		private Registration(RequestId id, Application application, CaptureToken token) {
			this.id = id;
			this.application = application;
			this.token = token;
		}

		RequestId id() {
			return this.id;
		}

		Application application() {
			return this.application;
		}

		Request request() {
			return ProcessScenario.this.requests.get(this.id);
		}

		/** What was decided of the module that ran last, or null. */
		Decision decision() {
			return request().run().map(ModuleRun::decision).orElse(null);
		}

		/** How the module that ran last ended, or null. */
		Outcome outcome() {
			return request().run().map(ModuleRun::outcome).orElse(request().outcome());
		}

		/** The token of the link, from the answer or from the last message. */
		CaptureToken token() {
			if (this.token != null) {
				return this.token;
			}
			ArgumentCaptor<URI> link = ArgumentCaptor.forClass(URI.class);
			try {
				then(ProcessScenario.this.invitations).should(atLeastOnce()).send(any(), any(), link.capture(), any());
			}
			catch (Exception ex) {
				throw new AssertionError("Nothing was sent", ex);
			}
			return ProcessScenario.token(link.getValue());
		}

		OpenLink look() {
			return ProcessScenario.this.sessions.look(ProcessScenario.this.sessions.find(token()));
		}

		void open() throws Exception {
			ProcessScenario.this.sessions.open(token());
		}

		/** The person takes a selfie; the process does not know it yet. */
		Verdict submit() throws Exception {
			return ProcessScenario.this.submissions.submit(ProcessScenario.this.sessions.find(token()),
					UUID.randomUUID().toString(), SELFIE);
		}

		void cancel() throws Exception {
			ProcessScenario.this.requests.cancel(this.application.id(), this.id);
		}

		/** Brings the messages that wait for the process. */
		void deliverMessages() {
			ProcessScenario.this.messages.deliver(this.id);
		}

		int pendingMessages() {
			return ProcessScenario.this.jdbc.sql("select count(*) from pending_message where request_id = :id")
				.param("id", this.id.value())
				.query(Integer.class)
				.single();
		}

		/** Runs the one job that waits at an element of this request, never any other. */
		void runJobAt(String element) {
			ProcessScenario.this.management.executeJob(jobAt(element).getId());
		}

		/** Publishes the result, and goes on behind the save point after it. */
		void publish() {
			runJobAt(VerificationProcess.Elements.PUBLISH_RESULT);
			runJobAt(VerificationProcess.Elements.PUBLISH_RESULT);
		}

		/** Runs a job that is to fail until nobody tries it again. */
		int failJobAt(String element) {
			String job = jobAt(element).getId();
			int tries = 0;
			while (jobAt(element).getRetries() > 0) {
				try {
					ProcessScenario.this.management.executeJob(job);
				}
				catch (RuntimeException ex) {
					tries++;
				}
				assertThat(jobAt(element).getId()).as("the job did not fail").isEqualTo(job);
			}
			return tries;
		}

		Job jobAt(String element) {
			List<Job> jobs = jobs().stream().filter((job) -> element.equals(activityOf(job))).toList();
			assertThat(jobs).as("job at %s", element).hasSize(1);
			return jobs.get(0);
		}

		List<Job> jobs() {
			List<Job> jobs = new ArrayList<>();
			instances().forEach((instance) -> jobs
				.addAll(ProcessScenario.this.management.createJobQuery().processInstanceId(instance.getId()).list()));
			return jobs;
		}

		private String activityOf(Job job) {
			return ProcessScenario.this.management.createJobDefinitionQuery()
				.jobDefinitionId(job.getJobDefinitionId())
				.singleResult()
				.getActivityId();
		}

		List<ProcessInstance> instances() {
			return ProcessScenario.this.runtime.createProcessInstanceQuery()
				.processInstanceBusinessKey(this.id.toString())
				.list();
		}

		ProcessInstance instance(String process) {
			return ProcessScenario.this.runtime.createProcessInstanceQuery()
				.processInstanceBusinessKey(this.id.toString(), process)
				.singleResult();
		}

		/** The messages that were put on their way. */
		List<String> deliveries() {
			return ProcessScenario.this.jdbc.sql("select id from delivery where request_id = :id order by id")
				.param("id", this.id.value())
				.query(String.class)
				.list();
		}

		ProcessInstance workflowInstance() {
			return instance(this.application.settings().verificationWorkflow());
		}

		/** Where the module stands. */
		List<String> waitingAt() {
			return ProcessScenario.this.runtime.getActiveActivityIds(instance(module()).getId());
		}

		/** The end events that the module reached, if it is over. */
		List<String> endedAt() {
			assertThat(instance(module())).as("the module is over").isNull();
			return ProcessScenario.this.history.createHistoricActivityInstanceQuery()
				.processDefinitionId(moduleDefinition())
				.list()
				.stream()
				.filter((passed) -> passed.getActivityType().endsWith("EndEvent"))
				.filter((passed) -> moduleInstances().contains(passed.getProcessInstanceId()))
				.map(HistoricActivityInstance::getActivityId)
				.toList();
		}

		Object variable(ProcessVariable<?> variable) {
			return ProcessScenario.this.runtime.getVariable(instance(module()).getId(), variable.name());
		}

		/** The incidents of the steps that failed, without those passed on to callers. */
		List<Incident> incidents() {
			List<Incident> incidents = new ArrayList<>();
			instances().forEach((instance) -> ProcessScenario.this.runtime.createIncidentQuery()
				.processInstanceId(instance.getId())
				.list()
				.stream()
				.filter((incident) -> incident.getId().equals(incident.getRootCauseIncidentId()))
				.forEach(incidents::add));
			return incidents;
		}

		Instant timerAt(String element) {
			return jobAt(element).getDuedate().toInstant();
		}

		private String moduleDefinition() {
			return ProcessScenario.this.repository.createProcessDefinitionQuery()
				.processDefinitionKey(module())
				.latestVersion()
				.singleResult()
				.getId();
		}

		private List<String> moduleInstances() {
			return ProcessScenario.this.history.createHistoricProcessInstanceQuery()
				.processInstanceBusinessKey(this.id.toString())
				.processDefinitionKey(module())
				.list()
				.stream()
				.map((instance) -> instance.getId())
				.toList();
		}

	}

}
