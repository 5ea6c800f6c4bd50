package io.selfieregistration.workflow.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.workflow.process.ModuleInterface.Obstacle;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads processes that {@link DrawnProcess} draws. */
class ModuleFlowTests {

	@ParameterizedTest
	@ValueSource(strings = { "start > module1 > publish > end", "start > module1 > module2 > publish > end",
			"start > choice > module1 > choice2 > publish > end; choice > module2 > choice2",
			"start > await > catch1 > module1 > choice2 > publish > end; await > catch2 > module2 > choice2",
			"start > choice1 > module1 > choice2 > publish > end; choice2 > choice1",
			"start > module1 > publish1 > task > module2 > publish2 > end",
			// Everything else may run at the same time.
			"start > fork > module1 > join > publish > end; fork > task > join",
			"start > fork > task1 > join > module1 > module2 > publish > end; fork > task2 > join",
			"start > module1 > fork > publish > join > end; fork > task > join",
			"start > module1 > fork > publish > end1; fork > task > end2",
			"start > module1 > task > publish > end; task > task2 > end2",
			"start > some > module1 > some2 > module2 > publish > end; some > task1 > some2; some > task2 > some2",
			"start > fork > module1 > join > module2 > publish > end; fork > fork2 > task1 > join2 > join; fork2 > task2 > join2",
			"start > sub[start2 > fork > module1 > join > end2; fork > task > join] > module2 > publish > end",
			// One of two flows only.
			"start > task >? module1 > choice > publish > end; task >! module2 > choice",
			"start > some >? module1 > choice > publish > end; some >! module2 > choice",
			// What interrupts ends the first one.
			"start > module1 > choice > publish > end; late@module1 > module2 > choice",
			"start > sub[start2 > module1 > end2] > choice > publish > end; late@sub > module2 > choice",
			"start > sub[start2 > module1 > end2; interrupting[start3 > module2 > publish2 > end3]] > publish > end",
			"start > module1 > publish > end; interrupting[start2 > module2 > publish2 > end2]",
			// What does not interrupt leads to none.
			"start > module1 > publish > end; late~module1 > task > end2",
			"start > module1 > publish > end;" + " tick~module1 > task > end2; answering[start2 > task2 > end3]",
			"start > sub[start2 > fork > module1 > terminate; fork > task > end2] > publish > end",
			"start > sub[start2 > fork > module1 > end2; fork > task > terminate] > publish > end",
			"start > module1 > choice > throwLink; catchLink > publish > end; choice > module2 > publish",
			"start > sub[start2 > module1 > choice > end2; choice > fail] > publish > end; broken@sub > publish",
			"start > sub[start2 > module1 > fail] > publish > end" })
	void takes(String drawn) {
		assertThat(obstacles(drawn)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "start > fork > module1 > join > publish > end; fork > module2 > join",
			"start > fork > module1 > publish1 > end1; fork > module2 > publish2 > end2",
			"start > some > module1 > some2 > publish > end; some > module2 > some2",
			"start > some >? module1 > some2 > publish > end; some >? module2 > some2; some >! some2",
			"start > task > module1 > join > publish > end; task > module2 > join",
			"start > task >? module1 > publish > end; task >? module2 > publish; task >! publish",
			// In ways of ways, and after a gateway that joins others.
			"start > fork > task1 > module1 > join > publish > end; fork > choice > module2 > join; choice > join",
			"start > fork > task1 > join1 > module1 > join2 > publish > end; fork > task2 > join1; fork > module2 > join2",
			"start > fork > fork1 > module1 > join > publish > end; fork1 > task > join; fork > module2 > join",
			"start > fork > task1 > choice > join1 > module1 > join2 > publish > end; fork > task2 > choice;"
					+ " fork > task3 > join1; fork > module2 > join2",
			"start > fork > module1 > some2 > module2 > publish > end; fork > some3 > some2; some3 > module1",
			// An inclusive gateway waits for nothing that cannot reach it.
			"start > fork > some1 > module1 > publish > end; fork > choice > some1; choice > module2 > publish",
			// In sub processes.
			"start > fork > sub[start2 > module1 > end2] > join > publish > end; fork > module2 > join",
			"start > fork > sub1[start2 > sub2[start3 > module1 > end3] > end2] > join > publish > end;"
					+ " fork > sub3[start4 > module2 > end4] > join",
			"start > sub[start2 > fork > module1 > end2; fork > module2 > end3] > publish > end",
			// Events that do not interrupt.
			"start > module1 > publish > end; late~module1 > module2 > publish",
			"start > module1 > publish > end; told~module1 > task > module2 > publish",
			"start > task > module1 > publish > end; late~task > module2 > publish",
			"start > sub[start2 > module1 > end2] > publish > end; late~sub > module2 > publish",
			"start > module1 > publish > end; answering[start2 > module2 > publish2 > end2]",
			"start > sub[start2 > sub2[start4 > module1 > end4] > end2; answering[start3 > module2 > end3]] > publish > end",
			"start > fork > module1 > terminate; fork > task > module2 > publish > end2; module1 > publish",
			"start > fork > throwLink; catchLink > module1 > publish > end; fork > module2 > publish" })
	void refusesTwoModulesAtTheSameTime(String drawn) {
		assertThat(obstacles(drawn)).contains("The call activity 'module1' and the call activity 'module2' can run at"
				+ " the same time, but a request runs one module at a time: put them one after the other");
	}

	@ParameterizedTest
	@ValueSource(strings = { "start > fork > task1 > module1 > publish > end; fork > task2 > module1",
			"start > task > module1 > publish > end; tick~task > module1",
			"start > task > publish > end; tick~task > module1 > publish",
			"start > task > publish > end;" + " told~task > module1 > publish",
			"start > task > publish > end; answering[start2 > module1 > publish2 > end2]",
			"start > fork > task1 > module1 > publish > end; fork > module1" })
	void refusesOneModuleThatBeginsAgain(String drawn) {
		assertThat(obstacles(drawn)).contains("The call activity 'module1' can begin again before it has ended, but a"
				+ " request runs one module at a time: join the ways that lead to it");
	}

	@Test
	void refusesModuleThatCompensates() {
		assertThat(obstacles("start > task > module1 > publish > end; undo@task; handler; throw1"))
			.contains("The call activity 'module1' and the call activity 'handler' can run at the same time, but a"
					+ " request runs one module at a time: put them one after the other");
	}

	@Test
	void countsProcessesThatRunModules() {
		String drawn = "start > fork > module1 > join > publish > end; fork > call1 > join";

		assertThat(obstacles(drawn)).isEmpty();
		assertThat(new ModuleInterface(DrawnProcess.model(drawn), "process").obstaclesOfConcurrency((call) -> true))
			.extracting(Obstacle::sentence)
			.singleElement()
			.asString()
			.startsWith("The call activity 'module1' and the call activity 'call1' can run at the same time");
		assertThat(new ModuleInterface(DrawnProcess.model("start > several > end"), "process")
			.obstaclesOfConcurrency((call) -> true)).extracting(Obstacle::sentence)
			.containsExactly("The call activity 'several' runs the module several times, but a request has one selfie");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"start > module1 > end; task > publish | does not lead to the step that publishes the result on the way to the end event 'end': lead every way there",
			"start > module1 > choice > publish > end; choice > end2 | on the way to the end event 'end2'",
			"start > module1 > choice > publish > end; choice > task | on the way to the user task 'task'",
			"start > module1 > some >? publish > end; some >! end2 | on the way to the end event 'end2'",
			"start > module1 > task >? publish > end; task >? end2 | on the way to the end event 'end2'",
			"start > module1 > task > publish > end; late@task > end2 | on the way to the end event 'end2'",
			"start > module1 > module2 > choice > publish > end; choice > end2 | on the way to the end event 'end2'",
			"start > module1 > sub[start2 > choice > publish > end2; choice > end3] > end | on the way to the end event 'end'",
			"start > module1 > sub[start2 > task > end2; interrupting[start3 > end3]] > publish > end; late@sub > end4 | on the way to the end event 'end4'",
			"start > module1 > fork > task > end; fork > task2 > end2; publish | on the way to the end event 'end'",
			"start > module1 > publish > end; late@module1 > end2 | can be ended by the boundary event 'late', which does not lead to the step that publishes the result: lead every way there",
			"start > module1 > publish > end; told@module1 | can be ended by the boundary event 'told'",
			"start > sub[start2 > module1 > end2] > publish > end; late@sub > task > end3 | can be ended by the boundary event 'late'",
			"start > sub[start2 > sub2[start3 > module1 > end3] > end2] > publish > end; told@sub > choice > publish; choice > end4 | can be ended by the boundary event 'told'",
			"start > module1 > publish > end; interrupting[start2 > task > end2] | can be ended by the sub process 'interrupting'",
			"start > sub[start2 > module1 > end2; interrupting[start3 > end3]] > choice > publish > end; choice > end4 | can be ended by the sub process 'interrupting'",
			"start > fork > module1 > publish > end; fork > task > terminate | can be ended by the end event 'terminate'",
			"start > sub[start2 > fork > module1 > publish > end2; fork > task > terminate] > end | can be ended by the end event 'terminate'" })
	void refusesWayThatPublishesNothing(String drawn, String sentence) {
		assertThat(obstacles(drawn)).anySatisfy(
				(obstacle) -> assertThat(obstacle).startsWith("The call activity 'module1' ").contains(sentence));
	}

	@Test
	void refusesErrorsThatNoModuleThrows() {
		assertThat(obstacles("start > module1 > publish > end; broken@module1 > end2"))
			.containsExactly("The boundary event 'broken' can never fire: the module throws no error; decide by"
					+ " selfieOutcome instead");
		assertThat(obstacles("start > sub[start2 > module1 > end2] > publish > end; broken@sub > publish")).isEmpty();
	}

	@Test
	void asksForSavePointBehindEveryPublishStep() {
		BpmnModelInstance model = DrawnProcess.model("start > module1 > publish1 > module2 > publish2 > end");
		model.<ServiceTask>getModelElementById("publish2").setCamundaAsyncAfter(false);

		assertThat(obstacles(model))
			.containsExactly("The service task 'publish2' has no save point behind it, so what fails later would take"
					+ " the result back: it needs camunda:asyncAfter=\"true\"");
	}

	/** As many steps as a process may have, and as many ways at once as they can make. */
	@Test
	@Timeout(10)
	void isDoneWithTheLargestProcessesSoon() {
		List<String> ways = new ArrayList<>(List.of("start > fork", "join > publish > end"));
		IntStream.range(0, 245).forEach((way) -> ways.add("fork > task" + way + "a > task" + way + "b > join"));
		ways.add("fork > module1 > join");
		ways.add("fork > module2 > join");

		assertThat(obstacles(String.join("; ", ways))).hasSize(1);
	}

	private static List<String> obstacles(String drawn) {
		return obstacles(DrawnProcess.model(drawn));
	}

	private static List<String> obstacles(BpmnModelInstance model) {
		ModuleFlow flow = new ModuleFlow(model.<Process>getModelElementById("process"));
		List<CallActivity> calls = model.getModelElementsByType(CallActivity.class)
			.stream()
			.filter(ModuleInterface::runsModule)
			.toList();
		Set<FlowNode> publishing = model.getModelElementsByType(ServiceTask.class).stream().collect(Collectors.toSet());
		List<Obstacle> obstacles = new ArrayList<>(flow.obstaclesOfErrors(calls));
		obstacles.addAll(flow.obstaclesOfConcurrency(calls));
		obstacles.addAll(flow.obstaclesOfPublishing(calls, publishing));
		return obstacles.stream().map(Obstacle::sentence).toList();
	}

}
