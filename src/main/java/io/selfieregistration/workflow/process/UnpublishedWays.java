package io.selfieregistration.workflow.process;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CancelEventDefinition;
import org.camunda.bpm.model.bpmn.instance.CompensateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TerminateEventDefinition;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

import io.selfieregistration.workflow.process.FlowGraph.Flow;

/**
 * Finds the ways out of a module on which a process can end without publishing the
 * result: a decision may not lead past the step that publishes, and neither may an event
 * that ends the module.
 */
final class UnpublishedWays {

	private final FlowGraph graph;

	private final ConcurrentSteps steps;

	private final Set<FlowNode> publishing;

	/** Where a process can end from a node on, before it publishes. */
	private final Map<FlowNode, FlowNode> ends = new HashMap<>();

	UnpublishedWays(FlowGraph graph, ConcurrentSteps steps, Set<FlowNode> publishing) {
		this.graph = graph;
		this.steps = steps;
		this.publishing = publishing;
		boolean more = true;
		while (more) {
			more = false;
			for (FlowNode node : graph.nodes()) {
				if (!this.ends.containsKey(node)) {
					Optional<FlowNode> end = endFrom(node);
					end.ifPresent((found) -> this.ends.put(node, found));
					more |= end.isPresent();
				}
			}
		}
	}

	/** Where the process can end after a step, before it publishes. */
	Optional<FlowNode> endAfter(FlowNode node) {
		return next(node);
	}

	/** The events that can end a module and do not lead to the step that publishes. */
	List<FlowNode> eventsThatEnd(CallActivity call) {
		Stream<FlowNode> nodes = Stream.concat(Stream.of(call),
				FlowGraph.around(call).filter(FlowNode.class::isInstance).map(FlowNode.class::cast));
		Stream<FlowNode> attached = nodes.flatMap(this::interrupting).filter(this.ends::containsKey);
		Stream<FlowNode> inner = FlowGraph.around(call)
			.flatMap(this.graph::eventSubProcesses)
			.filter(this.graph::interrupts)
			.filter((scope) -> FlowGraph.around(call).noneMatch(scope::equals))
			.filter(this.ends::containsKey)
			.map(FlowNode.class::cast);
		Stream<FlowNode> terminating = FlowGraph.around(call)
			.flatMap((scope) -> this.graph.within(scope).stream())
			.filter((node) -> FlowGraph.has(node, TerminateEventDefinition.class))
			.filter((node) -> this.steps.areConcurrent(call, node) && this.ends.containsKey(node));
		return Stream.of(attached, inner, terminating).flatMap((found) -> found).toList();
	}

	private Optional<FlowNode> endFrom(FlowNode node) {
		if (this.publishing.contains(node)) {
			return Optional.empty();
		}
		if (node instanceof SubProcess scope) {
			Stream<FlowNode> started = this.graph.starts(scope);
			Stream<FlowNode> answering = this.graph.eventSubProcesses(scope)
				.filter(this.graph::interrupts)
				.map(FlowNode.class::cast);
			return first(Stream.of(started, answering, interrupting(node)).flatMap((found) -> found).toList());
		}
		if (node instanceof EndEvent && isCaught(node)) {
			return Optional.empty();
		}
		return next(node).or(() -> first(interrupting(node).toList()));
	}

	/** Where its flows lead, or those of the sub process that ends with it. */
	private Optional<FlowNode> next(FlowNode node) {
		List<Flow> flows = this.graph.outgoing(node);
		if (flows.isEmpty()) {
			return FlowGraph.around(node)
				.dropWhile(FlowGraph::isEventSubProcess)
				.findFirst()
				.filter(SubProcess.class::isInstance)
				.map((scope) -> next((SubProcess) scope))
				.orElse(Optional.of(node));
		}
		List<Flow> taken = flows.stream()
			.filter((flow) -> node instanceof ParallelGateway || !flow.conditional() && !flow.fallback())
			.toList();
		if (!FlowGraph.isChoice(node) && !taken.isEmpty()) {
			// All of them are taken, so one that publishes is enough.
			return taken.stream().map(Flow::target).allMatch(this.ends::containsKey)
					? Optional.of(this.ends.get(taken.get(0).target())) : Optional.empty();
		}
		return first(flows.stream().map(Flow::target).toList());
	}

	private Optional<FlowNode> first(Collection<FlowNode> nodes) {
		return nodes.stream().filter(this.ends::containsKey).map(this.ends::get).findFirst();
	}

	/** The boundary events that end a step. No module throws an error. */
	private Stream<FlowNode> interrupting(FlowNode node) {
		return this.graph.boundaryEvents(node)
			.stream()
			.filter(BoundaryEvent::cancelActivity)
			.filter((event) -> !FlowGraph.has(event, CompensateEventDefinition.class))
			.filter((event) -> !ModuleInterface.runsModule(node) || !FlowGraph.has(event, ErrorEventDefinition.class))
			.map(FlowNode.class::cast);
	}

	/** Whether something around goes on from there; it is looked at itself. */
	private boolean isCaught(FlowNode end) {
		return isCaught(end, ErrorEventDefinition.class) || isCaught(end, CancelEventDefinition.class);
	}

	private boolean isCaught(FlowNode end, Class<? extends EventDefinition> definition) {
		return FlowGraph.has(end, definition) && FlowGraph.around(end)
			.anyMatch((scope) -> catching(scope).anyMatch((event) -> FlowGraph.has(event, definition)));
	}

	private Stream<FlowNode> catching(ModelElementInstance scope) {
		Stream<FlowNode> answering = this.graph.eventSubProcesses(scope).flatMap(this.graph::starts);
		return (scope instanceof SubProcess inner) ? Stream.concat(answering, this.graph.boundaryEvents(inner).stream())
				: answering;
	}

}
