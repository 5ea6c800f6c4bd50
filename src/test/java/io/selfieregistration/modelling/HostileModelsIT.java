package io.selfieregistration.modelling;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.modelling.HostileModels.Hostile;
import io.selfieregistration.system.OperatorClient;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** An analyst with bad intentions deploys by {@code engine-rest} and gets nowhere. */
@SystemTest
@TestInstance(Lifecycle.PER_CLASS)
class HostileModelsIT {

	@Autowired
	private IdentityService identity;

	@Autowired
	private RepositoryService repository;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private WebSettings web;

	private String workspace;

	private OperatorClient analyst;

	private String key;

	@BeforeAll
	void becomeAnalyst() {
		this.workspace = OperatorClient.workspace(this.identity);
		this.analyst = OperatorClient.deployer(this.identity, this.web.baseUrl(), this.workspace);
	}

	@BeforeEach
	void takeNewKey() {
		this.key = "hostile-" + UUID.randomUUID();
	}

	@ParameterizedTest
	@MethodSource("hostile")
	void refusesAndRunsNoLine(Hostile model) {
		// given
		int touched = Canary.touched();
		long deployments = this.repository.createDeploymentQuery().count();

		// when
		ResponseEntity<JsonNode> answer = this.analyst.tryToDeployFiles(this.key, Map.of(this.key + model.file(),
				model.content().replace("KEY", this.key).getBytes(StandardCharsets.UTF_8)), this.workspace);

		// then
		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(400);
		assertThat(answer.getBody().get("type").asText()).isEqualTo("ParseException");
		assertThat(answer.getBody().get("message").asText()).contains(model.sentence().replace("KEY", this.key));
		assertThat(answer.getBody().get("message").asText().length()).isLessThan(8000);
		assertThat(this.repository.createDeploymentQuery().count()).isEqualTo(deployments);
		assertThat(this.repository.createProcessDefinitionQuery().processDefinitionKey(this.key).count()).isZero();
		assertThat(this.repository.createDecisionDefinitionQuery().decisionDefinitionKey(this.key).count()).isZero();
		assertThat(Canary.touched()).isEqualTo(touched);
	}

	static Stream<Hostile> hostile() {
		return HostileModels.all();
	}

	/** Without the check they do: what the service itself deploys is not looked at. */
	@ParameterizedTest
	@ValueSource(strings = { "class", "class in the namespace of Activiti", "listener of a user task",
			"expression of a service task", "expression as assignee", "expression as documentation",
			"expression as input", "expression in a map", "script in JUEL as input", "listener of the process",
			"expression as the name of a user task" })
	void wouldRunWithoutTheCheck(String name) {
		Hostile model = HostileModels.all()
			.filter((candidate) -> candidate.name().equals(name))
			.findFirst()
			.orElseThrow();
		int touched = Canary.touched();
		String deployment = this.repository.createDeployment()
			.addString(this.key + ".bpmn", model.content().replace("KEY", this.key))
			.deploy()
			.getId();
		try {
			this.runtime.startProcessInstanceByKey(this.key);

			assertThat(Canary.touched()).isGreaterThan(touched);
		}
		finally {
			this.repository.deleteDeployment(deployment, true);
		}
	}

	/** Behind the check, expressions find the delegates and none of the other beans. */
	@Test
	void hidesTheBeansOfTheServiceFromExpressions() {
		String deployment = this.repository.createDeployment().addString(this.key + ".bpmn", HostileModels.model("""
				<bpmn:startEvent id="start" />
				<bpmn:serviceTask id="step" camunda:expression="${runtimeService.getClass()}" />
				<bpmn:sequenceFlow id="flow" sourceRef="start" targetRef="step" />
				""").replace("KEY", this.key)).deploy().getId();
		try {
			assertThatException().isThrownBy(() -> this.runtime.startProcessInstanceByKey(this.key))
				.withMessageContaining("Cannot resolve identifier 'runtimeService'");
		}
		finally {
			this.repository.deleteDeployment(deployment, true);
		}
	}

	/** What no look at the models tells ends when it runs. */
	@ParameterizedTest
	@MethodSource("runaways")
	void endsWhatRunsOnAndOn(String name, String model, String sentence) {
		ResponseEntity<JsonNode> answer = this.analyst.tryToDeploy(this.key, model.replace("KEY", this.key),
				this.workspace);
		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(200);

		assertThatException()
			.isThrownBy(() -> this.runtime.createProcessInstanceByKey(this.key)
				.processDefinitionTenantId(this.workspace)
				.execute())
			.withMessageContaining(sentence);

		assertThat(this.runtime.createProcessInstanceQuery().processDefinitionKey(this.key).count()).isZero();
	}

	static Stream<Arguments> runaways() {
		return HostileModels.runaways();
	}

}
