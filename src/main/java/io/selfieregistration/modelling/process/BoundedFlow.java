package io.selfieregistration.modelling.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.w3c.dom.Element;

import static io.selfieregistration.modelling.process.Elements.BPMN;
import static io.selfieregistration.modelling.process.Elements.CAMUNDA;
import static io.selfieregistration.modelling.process.Elements.children;
import static io.selfieregistration.modelling.process.Elements.id;
import static io.selfieregistration.modelling.process.Elements.is;
import static io.selfieregistration.modelling.process.Elements.text;

/** The steps of one process or sub process, and what follows what. */
final class BoundedFlow {

	private static final Set<String> SCOPES = Set.of("subProcess", "transaction");

	private static final Set<String> JOINS = Set.of("parallelGateway", "inclusiveGateway");

	private static final Set<String> CHOICES = Set.of("exclusiveGateway", "eventBasedGateway");

	private final Map<String, Element> nodes = new LinkedHashMap<>();

	private final Map<String, List<String>> next = new HashMap<>();

	private final Map<String, Integer> incoming = new HashMap<>();

	private final Map<Element, Passage> passages;

	/**
	 * @param passages what is known of the sub processes, to be added to
	 */
	BoundedFlow(Element scope, Map<Element, Passage> passages) {
		this.passages = passages;
		children(scope).stream()
			.filter(BoundedFlow::isNode)
			.forEach((node) -> this.nodes.put(node.getAttribute("id"), node));
		children(scope, "sequenceFlow")
			.forEach((flow) -> connect(flow.getAttribute("sourceRef"), flow.getAttribute("targetRef")));
		children(scope, "boundaryEvent")
			.forEach((event) -> connect(event.getAttribute("attachedToRef"), event.getAttribute("id")));
		connectLinks();
	}

	private void connect(String source, String target) {
		this.next.computeIfAbsent(source, (key) -> new ArrayList<>()).add(target);
		this.incoming.merge(target, 1, Integer::sum);
	}

	private void connectLinks() {
		Map<String, String> targets = new HashMap<>();
		links("intermediateCatchEvent").forEach((link) -> targets.put(link.getAttribute("name"), id(link)));
		links("intermediateThrowEvent").forEach((link) -> {
			String target = targets.get(link.getAttribute("name"));
			if (target != null) {
				connect(id(link), target);
			}
		});
	}

	private Stream<Element> links(String kind) {
		return this.nodes.values()
			.stream()
			.filter((node) -> is(node, BPMN, kind))
			.flatMap((node) -> children(node, "linkEventDefinition"));
	}

	/**
	 * A node that comes back to itself without anything that waits, if there is one.
	 */
	Optional<Element> firstInCircle() {
		Set<String> hasty = new HashSet<>(this.nodes.keySet());
		hasty.removeIf((node) -> waits(this.nodes.get(node)));
		Map<String, Integer> open = new HashMap<>();
		hasty.forEach((node) -> open.put(node, 0));
		hasty.forEach((node) -> followers(node).filter(hasty::contains)
			.forEach((follower) -> open.merge(follower, 1, Integer::sum)));
		Deque<String> free = new ArrayDeque<>(hasty.stream().filter((node) -> open.get(node) == 0).toList());
		Set<String> rest = new HashSet<>(hasty);
		while (!free.isEmpty()) {
			String node = free.remove();
			rest.remove(node);
			followers(node).filter(hasty::contains)
				.filter((follower) -> open.merge(follower, -1, Integer::sum) == 0)
				.forEach(free::add);
		}
		return this.nodes.keySet()
			.stream()
			.filter(rest::contains)
			.filter((node) -> reaches(node, node, rest))
			.map(this.nodes::get)
			.findFirst();
	}

	private boolean reaches(String from, String to, Set<String> within) {
		Set<String> seen = new HashSet<>();
		Deque<String> open = new ArrayDeque<>(List.of(from));
		while (!open.isEmpty()) {
			for (String follower : followers(open.remove()).filter(within::contains).toList()) {
				if (follower.equals(to)) {
					return true;
				}
				if (seen.add(follower)) {
					open.add(follower);
				}
			}
		}
		return false;
	}

	private Stream<String> followers(String node) {
		return this.next.getOrDefault(node, List.of()).stream();
	}

	/** Whether something outside must happen, or time must pass, at a node. */
	private boolean waits(Element node) {
		return switch (node.getLocalName()) {
			case "userTask", "receiveTask" -> true;
			case "serviceTask", "sendTask", "businessRuleTask" ->
				"external".equals(node.getAttributeNS(CAMUNDA, "type"));
			case "intermediateCatchEvent" -> waitsForEvent(node);
			case "subProcess", "transaction" -> !canBePassed(node);
			default -> false;
		};
	}

	private boolean canBePassed(Element scope) {
		return passage(scope) != Passage.WAITS;
	}

	private Passage passage(Element scope) {
		Passage known = this.passages.get(scope);
		if (known == null) {
			known = new BoundedFlow(scope, this.passages).passage();
			this.passages.put(scope, known);
		}
		return known;
	}

	/** Whether what lies around it is told of something, and goes on. */
	private boolean escalates(Element node) {
		return isScope(node) ? passage(node) == Passage.ESCALATES : BoundedModel.THROWING.contains(node.getLocalName())
				&& children(node, "escalationEventDefinition").findAny().isPresent();
	}

	private static boolean waitsForEvent(Element node) {
		return children(node, "messageEventDefinition").findAny().isPresent()
				|| children(node, "signalEventDefinition").findAny().isPresent()
				|| children(node, "timerEventDefinition").flatMap((timer) -> children(timer, "timeDuration"))
					.anyMatch((duration) -> BoundedModel.waiting(text(duration)).isPresent());
	}

	/** What happens from a start on before anything waits. */
	private Passage passage() {
		Set<String> seen = new HashSet<>();
		Deque<String> open = new ArrayDeque<>();
		Passage passage = this.nodes.isEmpty() ? Passage.PASSED : Passage.WAITS;
		this.nodes.keySet()
			.stream()
			.filter((node) -> this.incoming.getOrDefault(node, 0) == 0)
			.filter((node) -> !waits(this.nodes.get(node)))
			.forEach(open::add);
		while (!open.isEmpty()) {
			String node = open.remove();
			if (escalates(this.nodes.get(node))) {
				return Passage.ESCALATES;
			}
			if (followers(node).findAny().isEmpty()) {
				passage = Passage.PASSED;
			}
			followers(node).filter((follower) -> this.nodes.containsKey(follower))
				.filter((follower) -> !waits(this.nodes.get(follower)))
				.filter(seen::add)
				.forEach(open::add);
		}
		return passage;
	}

	/**
	 * A node that is no join, goes on, and is reached by two ways that run at once: it
	 * would run twice, and everything after it, so that a few of them in a row are
	 * millions.
	 */
	Optional<Element> firstUnjoined() {
		for (String split : this.nodes.keySet()) {
			List<String> ways = waysAtOnce(split);
			Set<String> reached = new HashSet<>();
			for (String way : ways) {
				Set<String> own = reachedWithoutJoin(way);
				Optional<String> twice = own.stream()
					.filter(reached::contains)
					.filter((node) -> this.incoming.getOrDefault(node, 0) > 1 && followers(node).findAny().isPresent())
					.sorted()
					.findFirst();
				if (twice.isPresent()) {
					return twice.map(this.nodes::get);
				}
				reached.addAll(own);
			}
		}
		return Optional.empty();
	}

	private List<String> waysAtOnce(String split) {
		Element node = this.nodes.get(split);
		if (CHOICES.contains(node.getLocalName())) {
			return List.of();
		}
		return followers(split).filter(this.nodes::containsKey)
			.filter((follower) -> !isInterrupting(this.nodes.get(follower)))
			.toList();
	}

	private static boolean isInterrupting(Element node) {
		return is(node, BPMN, "boundaryEvent") && !"false".equals(node.getAttribute("cancelActivity"));
	}

	private Set<String> reachedWithoutJoin(String from) {
		Set<String> reached = new HashSet<>();
		Deque<String> open = new ArrayDeque<>();
		if (!isJoin(from)) {
			reached.add(from);
			open.add(from);
		}
		while (!open.isEmpty()) {
			followers(open.remove()).filter(this.nodes::containsKey)
				.filter((follower) -> !isJoin(follower))
				.filter(reached::add)
				.forEach(open::add);
		}
		return reached;
	}

	private boolean isJoin(String node) {
		return JOINS.contains(this.nodes.get(node).getLocalName()) && this.incoming.getOrDefault(node, 0) > 1;
	}

	static boolean isNode(Element element) {
		if (!BPMN.equals(element.getNamespaceURI())) {
			return false;
		}
		String name = element.getLocalName();
		return name.endsWith("Event") || name.toLowerCase(Locale.ROOT).endsWith("task") || name.endsWith("Gateway")
				|| name.equals("callActivity") || SCOPES.contains(name);
	}

	static boolean isScope(Element element) {
		return is(element, BPMN, "process")
				|| BPMN.equals(element.getNamespaceURI()) && SCOPES.contains(element.getLocalName());
	}

	/** What a scope does before anything in it waits. */
	enum Passage {

		WAITS, PASSED, ESCALATES

	}

}
