package io.selfieregistration.workflow.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

import io.selfieregistration.workflow.process.ModuleInterface.Obstacle;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;

import static io.selfieregistration.workflow.process.ModuleInterface.described;
import static io.selfieregistration.workflow.process.ModuleInterface.named;

/**
 * Checks how the flow of a process leads to its modules and away from them: one at a
 * time, and to the step that publishes the result on every way out.
 */
final class ModuleFlow {

	private final FlowGraph graph;

	private final ConcurrentSteps steps;

	ModuleFlow(Process process) {
		this.graph = new FlowGraph(process);
		this.steps = new ConcurrentSteps(this.graph);
	}

	List<Obstacle> obstaclesOfErrors(List<CallActivity> calls) {
		return calls.stream()
			.flatMap((call) -> this.graph.boundaryEvents(call).stream())
			.filter((event) -> FlowGraph.has(event, ErrorEventDefinition.class))
			.map((event) -> new Obstacle(event.getId(),
					described(event) + " can never fire: the module throws no error; decide by "
							+ Variables.SELFIE_OUTCOME.name() + " instead"))
			.toList();
	}

	/**
	 * The person has one link, which shows the one module that waits.
	 * @param running the steps that run a module
	 */
	List<Obstacle> obstaclesOfConcurrency(List<CallActivity> running) {
		List<Obstacle> obstacles = new ArrayList<>();
		for (CallActivity call : running) {
			if (runsSeveralTimes(call)) {
				obstacles.add(new Obstacle(call.getId(),
						described(call) + " runs the module several times, but a request has one selfie"));
			}
			else if (this.steps.areConcurrent(call, call)) {
				obstacles.add(new Obstacle(call.getId(), described(call) + " can begin again before it has ended, but a"
						+ " request runs one module at a time: join the ways that lead to it"));
			}
			running.subList(0, running.indexOf(call))
				.stream()
				.filter((other) -> this.steps.areConcurrent(call, other))
				.map((other) -> new Obstacle(call.getId(), described(other) + " and " + named(call)
						+ " can run at the same time, but a request runs one module at a time: put them one after the"
						+ " other"))
				.forEach(obstacles::add);
		}
		return obstacles;
	}

	/** Also within something that does. */
	private static boolean runsSeveralTimes(CallActivity call) {
		ModelElementInstance element = call;
		while (element instanceof Activity activity) {
			if (activity.getLoopCharacteristics() != null) {
				return true;
			}
			element = element.getParentElement();
		}
		return false;
	}

	/**
	 * @param publishing the steps that publish the result; a process that has none is
	 * told so elsewhere
	 */
	List<Obstacle> obstaclesOfPublishing(List<CallActivity> calls, Set<FlowNode> publishing) {
		List<Obstacle> obstacles = publishing.stream()
			.filter((step) -> !step.isCamundaAsyncAfter())
			.map((step) -> new Obstacle(step.getId(),
					described(step) + " has no save point behind it, so what fails"
							+ " later would take the result back: it needs camunda:asyncAfter=\"true\""))
			.collect(Collectors.toCollection(ArrayList::new));
		if (publishing.isEmpty()) {
			return obstacles;
		}
		UnpublishedWays ways = new UnpublishedWays(this.graph, this.steps, publishing);
		for (CallActivity call : calls) {
			ways.endAfter(call)
				.map((end) -> new Obstacle(call.getId(),
						described(call) + " does not lead to the step that publishes" + " the result on the way to "
								+ named(end) + ": lead every way there"))
				.ifPresent(obstacles::add);
			ways.eventsThatEnd(call)
				.stream()
				.map((event) -> new Obstacle(event.getId(),
						described(call) + " can be ended by " + named(event)
								+ ", which does not lead to the step that publishes the result: lead every way there"))
				.forEach(obstacles::add);
		}
		return obstacles;
	}

}
