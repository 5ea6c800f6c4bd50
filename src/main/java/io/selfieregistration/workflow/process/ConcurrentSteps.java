package io.selfieregistration.workflow.process;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CompensateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

import io.selfieregistration.workflow.process.FlowGraph.Flow;

/**
 * Which steps of a process can be active at the same time.
 * <p>
 * It is the concurrency relation of Petri nets (A. Kovalyov and J. Esparza, "A polynomial
 * algorithm to compute the concurrency relation of free-choice signal transition graphs",
 * 1995): ways that a split opens are concurrent, and whatever is concurrent with a step
 * is concurrent with what follows it, until a gateway joins the two. It leaves out no
 * pair that a process can reach. As it knows no conditions and no terminate events, it
 * may name a pair that a process never reaches.
 */
final class ConcurrentSteps {

	private final FlowGraph graph;

	/** Where a token can be: at a node, or on a flow into a gateway that joins. */
	private final Map<FlowNode, Integer> nodes = new HashMap<>();

	private final Map<Flow, Integer> flows = new IdentityHashMap<>();

	private final BitSet[] concurrent;

	private final Deque<Integer> changed = new ArrayDeque<>();

	private final BitSet waiting = new BitSet();

	private final FlowNode[] joins;

	private final int[][] followers;

	private final Map<FlowNode, BitSet> leadingTo = new HashMap<>();

	ConcurrentSteps(FlowGraph graph) {
		this.graph = graph;
		graph.nodes().forEach((node) -> this.nodes.put(node, this.nodes.size()));
		graph.nodes()
			.stream()
			.filter(graph::isJoin)
			.flatMap((join) -> graph.incoming(join).stream())
			.forEach((flow) -> this.flows.put(flow, this.nodes.size() + this.flows.size()));
		int places = this.nodes.size() + this.flows.size();
		this.concurrent = IntStream.range(0, places).mapToObj((place) -> new BitSet()).toArray(BitSet[]::new);
		this.joins = new FlowNode[places];
		this.flows.forEach((flow, place) -> this.joins[place] = flow.target());
		this.followers = new int[places][];
		graph.nodes().forEach((node) -> this.followers[place(node)] = followers(node));
		graph.nodes().forEach(this::split);
		graph.nodes().forEach(this::addAttached);
		addEventSubProcesses(graph.process());
		spread();
	}

	/** Whether two steps, or two runs of one step, can be active at the same time. */
	boolean areConcurrent(FlowNode one, FlowNode other) {
		return this.concurrent[place(one)].get(place(other));
	}

	private int place(FlowNode node) {
		return this.nodes.get(node);
	}

	/** Where a token is that took a flow. */
	private int place(Flow flow) {
		Integer place = this.flows.get(flow);
		return (place != null) ? place : place(flow.target());
	}

	/** Where a token can be next, or what a token in a sub process stands for. */
	private int[] followers(FlowNode node) {
		IntStream flows = this.graph.outgoing(node).stream().mapToInt(this::place);
		IntStream events = this.graph.boundaryEvents(node).stream().mapToInt(this::place);
		IntStream inner = (node instanceof SubProcess scope)
				? IntStream.concat(this.graph.starts(scope).mapToInt(this::place),
						this.graph.eventSubProcesses(scope).mapToInt(this::place))
				: IntStream.empty();
		return IntStream.concat(IntStream.concat(flows, events), inner).toArray();
	}

	/** A default flow is taken only when no other flow is. */
	private void split(FlowNode node) {
		if (FlowGraph.isChoice(node)) {
			return;
		}
		List<Flow> ways = this.graph.outgoing(node).stream().filter((flow) -> !flow.fallback()).toList();
		for (int index = 1; index < ways.size(); index++) {
			for (Flow other : ways.subList(0, index)) {
				add(place(ways.get(index)), place(other));
			}
		}
	}

	private void addAttached(FlowNode node) {
		for (BoundaryEvent event : this.graph.boundaryEvents(node)) {
			if (!event.cancelActivity()) {
				add(place(node), place(event));
				addRepeated(event, event);
			}
		}
		if (node instanceof Activity activity && activity.isForCompensation()) {
			addToAll(node);
		}
		if (node instanceof SubProcess scope) {
			addEventSubProcesses(scope);
		}
	}

	private void addEventSubProcesses(ModelElementInstance scope) {
		List<SubProcess> inner = this.graph.eventSubProcesses(scope).toList();
		for (SubProcess one : inner) {
			if (this.graph.starts(one).anyMatch((start) -> FlowGraph.has(start, CompensateEventDefinition.class))) {
				addToAll(one);
			}
			if (!this.graph.interrupts(one)) {
				this.graph.starts(scope).forEach((start) -> add(place(one), place(start)));
				inner.stream().filter((other) -> other != one).forEach((other) -> add(place(one), place(other)));
				this.graph.starts(one).forEach((start) -> addRepeated(start, one));
			}
		}
	}

	/** Most events can come again while what they started is still active. */
	private void addRepeated(FlowNode event, FlowNode started) {
		boolean once = event.getChildElementsByType(TimerEventDefinition.class)
			.stream()
			.anyMatch((timer) -> timer.getTimeCycle() == null);
		if (!once) {
			add(place(started), place(started));
		}
	}

	/** Compensation can come at any time. */
	private void addToAll(FlowNode node) {
		this.nodes.values().forEach((place) -> add(place(node), place));
	}

	private void add(int one, int other) {
		BitSet added = new BitSet();
		added.set(other);
		add(one, added);
	}

	private void add(int place, BitSet others) {
		BitSet added = (BitSet) others.clone();
		added.andNot(this.concurrent[place]);
		if (added.isEmpty()) {
			return;
		}
		this.concurrent[place].or(added);
		note(place);
		added.stream().forEach((other) -> {
			this.concurrent[other].set(place);
			note(other);
		});
	}

	private void note(int place) {
		if (!this.waiting.get(place)) {
			this.waiting.set(place);
			this.changed.add(place);
		}
	}

	private void spread() {
		while (!this.changed.isEmpty()) {
			int place = this.changed.remove();
			this.waiting.clear(place);
			if (this.joins[place] != null) {
				add(place(this.joins[place]), afterJoin(this.joins[place]));
			}
			else {
				for (int follower : this.followers[place]) {
					add(follower, this.concurrent[place]);
				}
			}
		}
	}

	/** What can be active at the same time as what a gateway joined. */
	private BitSet afterJoin(FlowNode join) {
		int[] joined = this.graph.incoming(join).stream().mapToInt(this::place).toArray();
		BitSet any = new BitSet();
		BitSet all = (BitSet) this.concurrent[joined[0]].clone();
		for (int place : joined) {
			any.or(this.concurrent[place]);
			all.and(this.concurrent[place]);
		}
		// The engine counts tokens, also where two of them came by one flow.
		if (IntStream.of(joined).anyMatch((place) -> this.concurrent[place].get(place))) {
			return any;
		}
		if (join instanceof InclusiveGateway) {
			any.andNot(this.leadingTo.computeIfAbsent(join, this::leadingTo));
			all.or(any);
		}
		return all;
	}

	/**
	 * From where an inclusive gateway expects tokens: the engine follows sequence flows
	 * and, where they end, those of the sub process around.
	 */
	private BitSet leadingTo(FlowNode join) {
		BitSet leading = new BitSet();
		Deque<FlowNode> open = new ArrayDeque<>(List.of(join));
		while (!open.isEmpty()) {
			FlowNode node = open.remove();
			for (Flow flow : this.graph.incoming(node)) {
				leading.set(place(flow));
				reach(flow.source(), leading, open);
			}
			if (node instanceof SubProcess scope && node != join) {
				this.graph.within(scope)
					.stream()
					.filter((inner) -> this.graph.outgoing(inner).isEmpty())
					.forEach((inner) -> reach(inner, leading, open));
			}
		}
		return leading;
	}

	private void reach(FlowNode node, BitSet leading, Deque<FlowNode> open) {
		if (!leading.get(place(node))) {
			leading.set(place(node));
			open.add(node);
		}
	}

}
