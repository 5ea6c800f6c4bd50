package io.selfieregistration.modelling.process;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.w3c.dom.Element;
import org.w3c.dom.Node;

import static io.selfieregistration.modelling.process.Elements.BPMN;
import static io.selfieregistration.modelling.process.Elements.CAMUNDA;
import static io.selfieregistration.modelling.process.Elements.children;
import static io.selfieregistration.modelling.process.Elements.described;
import static io.selfieregistration.modelling.process.Elements.id;
import static io.selfieregistration.modelling.process.Elements.is;
import static io.selfieregistration.modelling.process.Elements.shortened;
import static io.selfieregistration.modelling.process.Elements.text;

/**
 * Finds work without end in a model: steps that follow each other without anything that
 * waits, ways that multiply, loops that are too large, timers that fire all the time.
 */
final class BoundedModel {

	/** Most flow nodes of a process, those of its sub processes included. */
	static final int STEP_LIMIT = 500;

	/** Most runs of a step that runs several times. */
	static final int LOOP_LIMIT = 100;

	private static final Duration SHORTEST_TIMER = Duration.ofSeconds(1);

	private static final Duration SHORTEST_CYCLE = Duration.ofMinutes(1);

	private static final Set<String> SCOPES = Set.of("subProcess", "transaction");

	private static final Set<String> JOINS = Set.of("parallelGateway", "inclusiveGateway");

	private static final Set<String> CHOICES = Set.of("exclusiveGateway", "eventBasedGateway");

	private static final Set<String> THROWING = Set.of("intermediateThrowEvent", "endEvent");

	private static final Pattern PLAIN = Pattern.compile("[$#]\\{\\s*[A-Za-z_][A-Za-z0-9_]*\\s*}");

	private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9:]+)?)?");

	private static final Pattern CYCLE = Pattern.compile("R([0-9]{0,6})/(P[0-9A-Z]+)");

	private static final Pattern RETRIES = Pattern
		.compile("(R([1-9][0-9]?|100)/)?P[0-9DTHMS]+|P[0-9DTHMS]+(\\s*,\\s*P[0-9DTHMS]+){0,99}");

	private final List<ModelProblem> problems = new ArrayList<>();

	/** Sub processes lie in each other, and each is asked for by every way to it. */
	private final Map<Element, Passage> passages = new HashMap<>();

	private BoundedModel() {
	}

	/** Looks at a whole model. */
	static List<ModelProblem> check(Element definitions) {
		BoundedModel model = new BoundedModel();
		Elements.all(definitions).forEach(model::checkOne);
		children(definitions, "process").forEach((process) -> {
			long steps = Elements.all(process).filter(BoundedModel::isNode).count();
			if (steps > STEP_LIMIT) {
				model.add(Refusal.TOO_MANY_STEPS, process, STEP_LIMIT);
			}
			else {
				Elements.all(process).filter(BoundedModel::isScope).forEach(model::checkFlow);
			}
		});
		return model.problems;
	}

	private void checkOne(Element element) {
		if (is(element, BPMN, "multiInstanceLoopCharacteristics")) {
			checkLoop(element);
		}
		else if (is(element, BPMN, "timeDuration") && waiting(text(element)).isEmpty()
				&& !PLAIN.matcher(text(element)).matches()
				|| is(element, BPMN, "timeDate") && !DATE.matcher(text(element)).matches()
						&& !PLAIN.matcher(text(element)).matches()) {
			add(Refusal.TIMER, element, shortened(text(element)));
		}
		else if (is(element, BPMN, "timeCycle") && !isSlow(text(element))) {
			add(Refusal.CYCLE, element, shortened(text(element)));
		}
		else if (is(element, CAMUNDA, "failedJobRetryTimeCycle") && !RETRIES.matcher(text(element)).matches()) {
			add(Refusal.RETRIES, element, shortened(text(element)));
		}
	}

	private void checkLoop(Element loop) {
		children(loop, "loopCardinality").forEach((cardinality) -> {
			if (!text(cardinality).matches("[1-9][0-9]?|" + LOOP_LIMIT)) {
				add(Refusal.LOOP_SIZE, loop, shortened(text(cardinality)), LOOP_LIMIT);
			}
		});
		Node around = loop.getParentNode().getParentNode();
		while (around instanceof Element scope) {
			if (children(scope, "multiInstanceLoopCharacteristics").findAny().isPresent()) {
				add(Refusal.LOOP_IN_LOOP, loop);
				return;
			}
			around = scope.getParentNode();
		}
	}

	/** How long a constant duration waits, if that is long enough. */
	private static Optional<Duration> waiting(String text) {
		try {
			return Optional.of(Duration.parse(text)).filter((duration) -> duration.compareTo(SHORTEST_TIMER) >= 0);
		}
		catch (DateTimeParseException ex) {
			return Optional.empty();
		}
	}

	private static boolean isSlow(String cycle) {
		Matcher matcher = CYCLE.matcher(cycle);
		return matcher.matches()
				&& waiting(matcher.group(2)).filter((duration) -> duration.compareTo(SHORTEST_CYCLE) >= 0).isPresent();
	}

	private void checkFlow(Element scope) {
		children(scope, "subProcess").filter(BoundedModel::answersByEvent)
			.skip(1)
			.forEach((answer) -> add(Refusal.ENDLESS, answer));
		Flow flow = new Flow(scope);
		flow.firstInCircle().ifPresent((node) -> add(Refusal.ENDLESS, node));
		flow.firstUnjoined().ifPresent((node) -> add(Refusal.UNJOINED, node));
	}

	/** Begins with an error or an escalation, and throws one: two of them can go on. */
	private static boolean answersByEvent(Element scope) {
		return "true".equals(scope.getAttribute("triggeredByEvent"))
				&& children(scope, "startEvent").flatMap((start) -> children(start).stream())
					.anyMatch(BoundedModel::isRaised)
				&& Elements.all(scope)
					.filter((node) -> THROWING.contains(node.getLocalName()))
					.flatMap((node) -> children(node).stream())
					.anyMatch(BoundedModel::isRaised);
	}

	private static boolean isRaised(Element definition) {
		return is(definition, BPMN, "errorEventDefinition") || is(definition, BPMN, "escalationEventDefinition");
	}

	private static boolean isNode(Element element) {
		if (!BPMN.equals(element.getNamespaceURI())) {
			return false;
		}
		String name = element.getLocalName();
		return name.endsWith("Event") || name.toLowerCase(java.util.Locale.ROOT).endsWith("task")
				|| name.endsWith("Gateway") || name.equals("callActivity") || SCOPES.contains(name);
	}

	private static boolean isScope(Element element) {
		return is(element, BPMN, "process")
				|| BPMN.equals(element.getNamespaceURI()) && SCOPES.contains(element.getLocalName());
	}

	private void add(Refusal refusal, Element element, Object... subjects) {
		Object[] all = new Object[subjects.length + 1];
		all[0] = described(element);
		System.arraycopy(subjects, 0, all, 1, subjects.length);
		this.problems.add(refusal.of(id(element), all));
	}

	/** The steps of one process or sub process, and what follows what. */
	private final class Flow {

		private final Map<String, Element> nodes = new LinkedHashMap<>();

		private final Map<String, List<String>> next = new HashMap<>();

		private final Map<String, Integer> incoming = new HashMap<>();

		private Flow(Element scope) {
			children(scope).stream()
				.filter(BoundedModel::isNode)
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
		private Optional<Element> firstInCircle() {
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
			Passage known = BoundedModel.this.passages.get(scope);
			if (known == null) {
				known = new Flow(scope).passage();
				BoundedModel.this.passages.put(scope, known);
			}
			return known;
		}

		/** Whether what lies around it is told of something, and goes on. */
		private boolean escalates(Element node) {
			return isScope(node) ? passage(node) == Passage.ESCALATES : THROWING.contains(node.getLocalName())
					&& children(node, "escalationEventDefinition").findAny().isPresent();
		}

		private static boolean waitsForEvent(Element node) {
			return children(node, "messageEventDefinition").findAny().isPresent()
					|| children(node, "signalEventDefinition").findAny().isPresent()
					|| children(node, "timerEventDefinition").flatMap((timer) -> children(timer, "timeDuration"))
						.anyMatch((duration) -> waiting(text(duration)).isPresent());
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
		 * A node that is no join, goes on, and is reached by two ways that run at once:
		 * it would run twice, and everything after it, so that a few of them in a row are
		 * millions.
		 */
		private Optional<Element> firstUnjoined() {
			for (String split : this.nodes.keySet()) {
				List<String> ways = waysAtOnce(split);
				Set<String> reached = new HashSet<>();
				for (String way : ways) {
					Set<String> own = reachedWithoutJoin(way);
					Optional<String> twice = own.stream()
						.filter(reached::contains)
						.filter((node) -> this.incoming.getOrDefault(node, 0) > 1
								&& followers(node).findAny().isPresent())
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

	}

	/** What a scope does before anything in it waits. */
	private enum Passage {

		WAITS, PASSED, ESCALATES

	}

}
