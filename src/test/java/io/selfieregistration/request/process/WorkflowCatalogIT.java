package io.selfieregistration.request.process;

import java.util.Map;
import java.util.UUID;

import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSecret;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.intake.NewRequestFixture;
import io.selfieregistration.request.Phase;
import io.selfieregistration.system.Models;
import io.selfieregistration.workflow.DeployedWorkflow;
import io.selfieregistration.workflow.DeployedWorkflow.ModuleCall;
import io.selfieregistration.workflow.WorkflowCatalog;
import io.selfieregistration.workflow.WorkflowMissing;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Whose workflows are found, and which of two with the same key runs. */
class WorkflowCatalogIT extends ProcessScenario {

	private static final String WORKSPACE = "default";

	private static final String OTHER_WORKSPACE = "bank-b";

	private final String key = "workflow-" + UUID.randomUUID();

	@Autowired
	private WorkflowCatalog catalog;

	@Test
	void describesTheDefaultWorkflow() {
		DeployedWorkflow found = this.catalog.find(WORKSPACE, VerificationProcess.KEY).orElseThrow();

		assertThat(found.name()).isEqualTo("Verification");
		assertThat(found.version()).isPositive();
		assertThat(found.workspace()).isNull();
		assertThat(found.attachable()).isTrue();
		assertThat(found.modules()).containsExactly(
				new ModuleCall(VerificationProcess.Elements.REGISTER_SELFIE, SelfieRegistrationProcess.KEY));
	}

	@Test
	void listsNoModule() {
		assertThat(this.catalog.list(WORKSPACE)).extracting(DeployedWorkflow::key)
			.contains(VerificationProcess.KEY)
			.doesNotContain(SelfieRegistrationProcess.KEY)
			.isSorted();
		assertThat(this.catalog.find(WORKSPACE, SelfieRegistrationProcess.KEY)).isEmpty();
	}

	@Test
	void showsWorkflowOfWorkspaceToNobodyElse() {
		deploy(WORKSPACE);

		assertThat(this.catalog.find(WORKSPACE, this.key)).hasValueSatisfying((found) -> {
			assertThat(found.workspace()).isEqualTo(WORKSPACE);
			assertThat(found.attachable()).isTrue();
		});
		assertThat(this.catalog.find(OTHER_WORKSPACE, this.key)).isEmpty();
		assertThat(this.catalog.list(OTHER_WORKSPACE)).extracting(DeployedWorkflow::key).doesNotContain(this.key);
	}

	@Test
	void prefersWorkflowOfWorkspaceToTheSharedOne() {
		deploy(WORKSPACE);
		deploy(null);
		deploy(null);

		assertThat(this.catalog.find(WORKSPACE, this.key).orElseThrow().version()).isEqualTo(1);
		assertThat(this.catalog.find(OTHER_WORKSPACE, this.key).orElseThrow().version()).isEqualTo(2);
		assertThat(this.catalog.list(WORKSPACE)).filteredOn((found) -> found.key().equals(this.key))
			.extracting(DeployedWorkflow::workspace)
			.containsExactly(WORKSPACE);
	}

	@Test
	void doesNotAttachSuspendedWorkflow() throws Exception {
		deploy(null);
		this.repository.suspendProcessDefinitionByKey(this.key);

		assertThat(this.catalog.find(WORKSPACE, this.key).orElseThrow().obstacles())
			.containsExactly("The process is suspended");
		assertThatExceptionOfType(WorkflowMissing.class).isThrownBy(() -> create(this.key));
	}

	@Test
	void runsWorkflowOfWorkspaceAndTheSharedModule() {
		deploy(null);
		deploy(WORKSPACE);

		Registration registration = start(application(NotificationType.LINK, 3, this.key));

		ProcessInstance workflow = registration.instance(this.key);
		assertThat(workflow.getTenantId()).isEqualTo(WORKSPACE);
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);
		assertThat(registration.waitingAt()).containsExactly(SelfieRegistrationElements.SEND_CAPTURE_LINK);
	}

	@Test
	void runsNoWorkflowOfAnotherWorkspace() {
		deploy(OTHER_WORKSPACE);

		assertThatExceptionOfType(WorkflowMissing.class).isThrownBy(() -> create(this.key));
	}

	@Test
	void takesOverNoRequestForApplicationOfAnotherWorkspace() {
		deploy(OTHER_WORKSPACE);
		Application application = application(NotificationType.LINK, 3);

		assertThatException()
			.isThrownBy(() -> this.runtime.createProcessInstanceByKey(this.key)
				.processDefinitionTenantId(OTHER_WORKSPACE)
				.setVariables(Map.of("applicationId", application.id(), "userId", "somebody"))
				.execute())
			.withStackTraceContaining("'applicationId' names no application");
	}

	@Test
	void runsNoModuleForRequestOfAnotherWorkspace() {
		Registration victim = start();
		String model = Models.workflow(this.key)
			.replace("businessKey=\"#{execution.processBusinessKey}\"", "businessKey=\"${requestId}\"")
			.replace("<bpmn:callActivity", """
					<bpmn:sequenceFlow id="first" sourceRef="startEvent_verificationRequested" targetRef="choose" />
					<bpmn:sequenceFlow id="second" sourceRef="choose" targetRef="callActivity_registerSelfie" />
					<bpmn:manualTask id="choose"><bpmn:extensionElements><camunda:inputOutput>
					<camunda:outputParameter name="requestId">%s</camunda:outputParameter>
					</camunda:inputOutput></bpmn:extensionElements></bpmn:manualTask>
					<bpmn:callActivity""".formatted(victim.id()))
			.replaceAll("<bpmn:sequenceFlow id=\"flow_requestedToRegister\"[^>]*/>", "")
			.replaceAll("(?s)<bpmndi:BPMNDiagram.*</bpmndi:BPMNDiagram>", "")
			.replaceAll("<bpmn:(incoming|outgoing)>flow_requestedToRegister</bpmn:(incoming|outgoing)>", "");
		this.repository.createDeployment().tenantId(OTHER_WORKSPACE).addString(this.key + ".bpmn", model).deploy();
		Application application = this.applications.put("app-" + UUID.randomUUID(), OTHER_WORKSPACE,
				application(NotificationType.LINK, 3, this.key).settings(), ApplicationSecret.generate(),
				"whsec_c2VjcmV0IG9mIHRoZSByZWNlaXZlcg==");

		assertThatException()
			.isThrownBy(() -> this.runtime.createProcessInstanceByKey(this.key)
				.processDefinitionTenantId(OTHER_WORKSPACE)
				.setVariables(Map.of("applicationId", application.id(), "userId", "somebody"))
				.execute())
			.withStackTraceContaining("is not one of the workspace of its workflow");
		assertThat(victim.instances()).hasSize(2);
	}

	@Test
	void runsNoModuleForRequestThatIsNotItsBusinessKey() {
		Registration victim = start();

		assertThatException()
			.isThrownBy(() -> this.runtime.startProcessInstanceByKey(SelfieRegistrationProcess.KEY,
					UUID.randomUUID().toString(), Map.of("requestId", victim.id().toString())))
			.withStackTraceContaining("The variable 'requestId' is not the business key of the module");
	}

	private void create(String workflow) throws Exception {
		this.intake.create(NewRequestFixture.of(application(NotificationType.LINK, 3, workflow), Phase.VERIFICATION,
				"somebody", null, null, Map.of(), null), null);
	}

	private void deploy(String tenant) {
		BpmnModelInstance copy = model(VerificationProcess.KEY);
		copy.getModelElementById(VerificationProcess.KEY).setAttributeValue("id", this.key);
		this.repository.createDeployment().tenantId(tenant).addModelInstance(this.key + ".bpmn", copy).deploy();
	}

}
