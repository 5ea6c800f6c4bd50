package io.selfieregistration.request.process;

import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureLinkUnusable.Reason;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.RequestPhase;
import io.selfieregistration.result.Result;
import io.selfieregistration.workflow.WorkflowDrawing;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.times;

/** Several modules in one workflow, and modules that their workflow leaves. */
class ModuleRunProcessIT extends ProcessScenario {

	private static final String STOP = "stop";

	private final String key = "runs-" + UUID.randomUUID();

	@Autowired
	private TaskService tasks;

	@Test
	void runsTheNextModuleWhenTheFirstIsSkipped() throws Exception {
		Registration registration = start(
				WorkflowDrawing.sequence(this.key, Map.of("selfieEnabled", "false"), Map.of()));
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);

		assertThat(registration.outcome()).isEqualTo(Outcome.SKIPPED);
		assertThat(registration.look().ready()).as("the link waits for the next module").isFalse();

		registerSelfie(registration);
		registration.publish();
		assertThat(result(registration).selfieRegistered()).isEqualTo("true");
		assertThat(phase(registration).runs()).extracting(ModuleRun::outcome)
			.containsExactly(Outcome.SKIPPED, Outcome.REGISTERED);
	}

	@Test
	void registersSecondModuleAtOnceWithTheSelfieThereIs() throws Exception {
		Registration registration = start(WorkflowDrawing.sequence(this.key, Map.of(), Map.of()));
		registerSelfie(registration);
		Object photo = this.runtime.getVariable(registration.workflowInstance().getId(), "photo_url");

		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);

		assertThat(registration.endedAt()).contains(SelfieRegistrationElements.REGISTERED_BEFORE);
		assertThat(this.runtime.getVariables(registration.workflowInstance().getId()))
			.containsEntry("selfieOutcome", "registered")
			.containsEntry("selfie_registered", "true")
			.containsEntry("photo_url", photo);
		registration.publish();
		assertThat(result(registration).photoUrl()).isEqualTo(photo);
		assertThat(count("photo", registration)).isOne();
		assertThat(count("facial_template", registration)).isOne();
	}

	@Test
	void takesNoRegisteredSelfieBackWhenTheNextModuleIsSkipped() throws Exception {
		Registration registration = start(
				WorkflowDrawing.sequence(this.key, Map.of(), Map.of("selfieEnabled", "false")));
		registerSelfie(registration);
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);

		assertThat(this.runtime.getVariables(registration.workflowInstance().getId()))
			.containsEntry("selfieOutcome", "skipped")
			.containsEntry("selfie_registered", "true");
		registration.publish();
		assertThat(result(registration).selfieRegistered()).isEqualTo("true");
	}

	@Test
	void letsThePersonGoOnWithTheSameLinkWithoutSecondMessage() throws Exception {
		deploy(WorkflowDrawing.sequence(this.key, Map.of("selfieMaximumAttempts", "1"), Map.of()));
		Registration registration = start(application(NotificationType.EMAIL, 3, this.key));
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);
		registration.runJobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK);
		registration.open();
		refuseSelfies();
		assertThat(registration.submit().attemptsLeft()).isZero();
		registration.deliverMessages();
		assertThat(registration.outcome()).isEqualTo(Outcome.ATTEMPTS_EXHAUSTED);
		assertThatExceptionOfType(CaptureLinkUnusable.class).isThrownBy(registration::look)
			.satisfies((ex) -> assertThat(ex.members()).containsEntry("pending", true));

		acceptSelfies();
		registerSelfie(registration);

		then(this.invitations).should(times(1)).send(any(), any(), any(), any());
		registration.publish();
		assertThat(result(registration).selfieRegistered()).isEqualTo("true");
	}

	@Test
	void endsTheNextModuleOfCancelledRequestAtOnce() throws Exception {
		Registration registration = start(WorkflowDrawing.sequence(this.key, Map.of(), Map.of()));
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);
		registration.cancel();
		registration.deliverMessages();
		assertThat(registration.outcome()).isEqualTo(Outcome.CANCELLED);

		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);

		assertThat(registration.outcome()).isEqualTo(Outcome.CANCELLED);
		registration.publish();
		assertThat(result(registration).reason()).isEqualTo("cancelled");
	}

	@Test
	void isAnIncidentWhenSecondModuleSlipsThroughAndGoesOnOnceTheFirstHasEnded() throws Exception {
		// given
		Registration registration = start();
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);
		registration.runJobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK);
		String first = registration.instance("selfie-registration").getId();
		this.runtime.createProcessInstanceModification(registration.workflowInstance().getId())
			.startBeforeActivity(VerificationProcess.Elements.REGISTER_SELFIE)
			.execute();

		// when
		registration.failJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);

		// then
		assertThat(registration.incidents()).singleElement()
			.satisfies((incident) -> assertThat(incident.getIncidentMessage()).contains("runs already", first,
					"one after the other"));
		registration.open();

		// and when
		registration.submit();
		registration.deliverMessages();
		registration.runJobAt(SelfieRegistrationElements.STORE_SELFIE);
		this.management.setJobRetries(registration.jobAt(SelfieRegistrationElements.REGISTRATION_WANTED).getId(), 1);
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);

		// then
		assertThat(phase(registration).runs()).extracting(ModuleRun::outcome)
			.containsExactly(Outcome.REGISTERED, Outcome.REGISTERED);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("waysOut")
	void endsModuleThatIsLeft(String way, String model, Consumer<Way> leave, Outcome outcome, String publishStep)
			throws Exception {
		// given
		Registration registration = start(model.replace("KEY", this.key));
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);
		registration.runJobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK);
		registration.open();

		// when
		leave.accept(new Way(this, registration));

		// then
		assertThat(registration.instance("selfie-registration")).as("the module").isNull();
		assertThat(registration.outcome()).isEqualTo(outcome);
		assertThatExceptionOfType(CaptureLinkUnusable.class).isThrownBy(registration::submit)
			.extracting(CaptureLinkUnusable::reason)
			.isEqualTo((outcome == Outcome.EXPIRED) ? Reason.LINK_EXPIRED : Reason.REQUEST_CANCELLED);
		if (publishStep != null) {
			registration.runJobAt(publishStep);
			registration.runJobAt(publishStep);
		}
		assertThat(registration.instances()).isEmpty();
		assertThat(result(registration).reason()).isEqualTo(outcome.code());
		assertThat(registration.deliveries()).hasSize(1);
	}

	static Stream<Arguments> waysOut() {
		String publish = VerificationProcess.Elements.PUBLISH_RESULT;
		return Stream.of(
				Arguments.of("timer on the module", WorkflowDrawing.timerOnModule("KEY", "PT1H"),
						(Consumer<Way>) (way) -> way.registration().runJobAt("event_stop"), Outcome.EXPIRED, publish),
				Arguments.of("timer around the module", WorkflowDrawing.withinTime("KEY", "PT1H"),
						(Consumer<Way>) (way) -> way.registration().runJobAt("event_tooLate"), Outcome.EXPIRED,
						publish),
				Arguments.of("message on the module", WorkflowDrawing.messageOnModule("KEY", STOP),
						(Consumer<Way>) Way::sendStop, Outcome.CANCELLED, publish),
				Arguments.of("event subprocess", WorkflowDrawing.eventSubprocess("KEY", STOP),
						(Consumer<Way>) Way::sendStop, Outcome.CANCELLED, "serviceTask_publishStopped"),
				Arguments.of("terminate end event", WorkflowDrawing.terminated("KEY"),
						(Consumer<Way>) Way::completeTask, Outcome.CANCELLED, publish),
				Arguments.of("modification of the workflow", WorkflowDrawing.timerOnModule("KEY", "PT1H"),
						(Consumer<Way>) Way::moveWorkflow, Outcome.CANCELLED, publish),
				Arguments.of("modification of the module", WorkflowDrawing.timerOnModule("KEY", "PT1H"),
						(Consumer<Way>) Way::endModule, Outcome.CANCELLED, null),
				Arguments.of("deletion of the workflow", WorkflowDrawing.timerOnModule("KEY", "PT1H"),
						(Consumer<Way>) Way::delete, Outcome.CANCELLED, null));
	}

	private Registration start(String model) {
		deploy(model);
		Application application = application(NotificationType.LINK, 3, this.key);
		return start(application);
	}

	private void deploy(String model) {
		this.repository.createDeployment().addString(this.key + ".bpmn", model).deploy();
	}

	private void registerSelfie(Registration registration) throws Exception {
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);
		registration.runJobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK);
		registration.open();
		registration.submit();
		registration.deliverMessages();
		registration.runJobAt(SelfieRegistrationElements.STORE_SELFIE);
	}

	private RequestPhase phase(Registration registration) {
		return this.requests.phases(registration.id()).get(0);
	}

	private Result result(Registration registration) {
		return this.results.published(registration.request()).get(0);
	}

	private int count(String table, Registration registration) {
		return this.jdbc.sql("select count(*) from " + table + " where request_id = :id")
			.param("id", registration.id().value())
			.query(Integer.class)
			.single();
	}

	/** A way out of a module. */
	record Way(ModuleRunProcessIT test, Registration registration) {

		void sendStop() {
			this.test.runtime.createMessageCorrelation(STOP)
				.processInstanceBusinessKey(this.registration.id().toString())
				.correlate();
		}

		void completeTask() {
			this.test.tasks.complete(this.test.tasks.createTaskQuery()
				.processInstanceBusinessKey(this.registration.id().toString())
				.singleResult()
				.getId());
		}

		void moveWorkflow() {
			this.test.runtime.createProcessInstanceModification(this.registration.workflowInstance().getId())
				.cancelAllForActivity("callActivity_registerSelfie")
				.startBeforeActivity(VerificationProcess.Elements.PUBLISH_RESULT)
				.execute();
		}

		/** The engine ends the caller of a module without tokens, too. */
		void endModule() {
			this.test.runtime
				.createProcessInstanceModification(this.registration.instance("selfie-registration").getId())
				.cancelAllForActivity(SelfieRegistrationElements.SELFIE_SUBMITTED)
				.execute();
		}

		void delete() {
			this.test.runtime.deleteProcessInstance(this.registration.workflowInstance().getId(), "by an operator",
					true, true, true);
		}

	}

}
