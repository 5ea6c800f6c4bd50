package io.selfieregistration.workflow.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * The flow nodes of a process and of the sub processes in it, and what follows what. It
 * goes by the ends of sequence flows, as the engine does, whatever a node says of its
 * flows.
 */
final class FlowGraph {

	private final Process process;

	private final List<FlowNode> nodes = new ArrayList<>();

	private final Map<FlowNode, List<Flow>> outgoing = new HashMap<>();

	private final Map<FlowNode, List<Flow>> incoming = new HashMap<>();

	private final Map<FlowNode, List<BoundaryEvent>> boundaryEvents = new HashMap<>();

	private final Map<ModelElementInstance, List<FlowNode>> scopes = new LinkedHashMap<>();

	FlowGraph(Process process) {
		this.process = process;
		addScope(process, process.getFlowElements());
		connectLinks();
	}

	private void addScope(ModelElementInstance scope, Collection<FlowElement> elements) {
		this.scopes.put(scope, new ArrayList<>());
		for (FlowElement element : elements) {
			if (element instanceof FlowNode node) {
				this.nodes.add(node);
				this.scopes.get(scope).add(node);
			}
			if (element instanceof SequenceFlow flow) {
				connect(new Flow(flow.getSource(), flow.getTarget(), flow.getConditionExpression() != null,
						flow.getId() != null && flow.getId().equals(flow.getSource().getAttributeValue("default"))));
			}
			if (element instanceof BoundaryEvent event) {
				this.boundaryEvents.computeIfAbsent(event.getAttachedTo(), (key) -> new ArrayList<>()).add(event);
			}
			if (element instanceof SubProcess inner) {
				addScope(inner, inner.getFlowElements());
			}
		}
	}

	private void connect(Flow flow) {
		this.outgoing.computeIfAbsent(flow.source(), (key) -> new ArrayList<>()).add(flow);
		this.incoming.computeIfAbsent(flow.target(), (key) -> new ArrayList<>()).add(flow);
	}

	private void connectLinks() {
		Map<String, FlowNode> targets = new HashMap<>();
		for (FlowNode node : this.nodes) {
			if (node instanceof CatchEvent) {
				links(node).forEach((link) -> targets.put(link.getName(), node));
			}
		}
		for (FlowNode node : this.nodes) {
			if (node instanceof ThrowEvent) {
				links(node).filter((link) -> targets.containsKey(link.getName()))
					.forEach((link) -> connect(new Flow(node, targets.get(link.getName()), false, false)));
			}
		}
	}

	private static Stream<LinkEventDefinition> links(FlowNode node) {
		return node.getChildElementsByType(LinkEventDefinition.class).stream();
	}

	Process process() {
		return this.process;
	}

	/** All of them, those of sub processes included. */
	List<FlowNode> nodes() {
		return this.nodes;
	}

	/** The nodes that lie directly in a process or sub process. */
	List<FlowNode> within(ModelElementInstance scope) {
		return this.scopes.get(scope);
	}

	/** The processes and sub processes that a node lies in, the innermost first. */
	static Stream<ModelElementInstance> around(FlowNode node) {
		return Stream.iterate(node.getParentElement(), (scope) -> scope != null,
				(scope) -> (scope instanceof SubProcess) ? scope.getParentElement() : null);
	}

	List<Flow> outgoing(FlowNode node) {
		return this.outgoing.getOrDefault(node, List.of());
	}

	List<Flow> incoming(FlowNode node) {
		return this.incoming.getOrDefault(node, List.of());
	}

	List<BoundaryEvent> boundaryEvents(FlowNode node) {
		return this.boundaryEvents.getOrDefault(node, List.of());
	}

	/** Where a process or sub process begins. */
	Stream<FlowNode> starts(ModelElementInstance scope) {
		return within(scope).stream().filter(StartEvent.class::isInstance);
	}

	/** The sub processes of a process or sub process that an event starts. */
	Stream<SubProcess> eventSubProcesses(ModelElementInstance scope) {
		return within(scope).stream().filter(FlowGraph::isEventSubProcess).map(SubProcess.class::cast);
	}

	static boolean isEventSubProcess(ModelElementInstance element) {
		return element instanceof SubProcess inner && inner.triggeredByEvent();
	}

	/** Whether what lies around an event sub process ends when it starts. */
	boolean interrupts(SubProcess inner) {
		return starts(inner).map(StartEvent.class::cast).allMatch(StartEvent::isInterrupting);
	}

	static boolean has(FlowNode event, Class<? extends EventDefinition> definition) {
		return !event.getChildElementsByType(definition).isEmpty();
	}

	/** Whether it takes one of its flows only. */
	static boolean isChoice(FlowNode node) {
		return node instanceof ExclusiveGateway || node instanceof EventBasedGateway;
	}

	/** Whether it waits for more than one of the flows that lead to it. */
	boolean isJoin(FlowNode node) {
		return (node instanceof ParallelGateway || node instanceof InclusiveGateway) && incoming(node).size() > 1;
	}

	/**
	 * Leads from one node to the next.
	 *
	 * @param conditional whether it has a condition
	 * @param fallback whether it is the default flow, which is taken when no other is
	 */
	record Flow(FlowNode source, FlowNode target, boolean conditional, boolean fallback) {
	}

}
