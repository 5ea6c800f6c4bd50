package io.selfieregistration.modelling.process;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.w3c.dom.Element;
import org.w3c.dom.Node;

import static io.selfieregistration.modelling.process.Elements.BPMN;
import static io.selfieregistration.modelling.process.Elements.CAMUNDA;
import static io.selfieregistration.modelling.process.Elements.children;
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

	/** Most sequence flows; how steps follow each other is computed from all of them. */
	static final int FLOW_LIMIT = 2_000;

	/** Most runs of a step that runs several times. */
	static final int LOOP_LIMIT = 100;

	private static final Duration SHORTEST_TIMER = Duration.ofSeconds(1);

	private static final Duration SHORTEST_CYCLE = Duration.ofMinutes(1);

	static final Set<String> THROWING = Set.of("intermediateThrowEvent", "endEvent");

	private static final Pattern PLAIN = Pattern.compile("[$#]\\{\\s*[A-Za-z_][A-Za-z0-9_]*\\s*}");

	private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9:]+)?)?");

	private static final Pattern CYCLE = Pattern.compile("R([0-9]{0,6})/(P[0-9A-Z]+)");

	private static final Pattern RETRIES = Pattern
		.compile("(R([1-9][0-9]?|100)/)?P[0-9DTHMS]+|P[0-9DTHMS]+(\\s*,\\s*P[0-9DTHMS]+){0,99}");

	private static final Pattern RELATIVE_TIME = Pattern.compile("[$#]\\{\\s*(?:dateTime|now)\\(\\)"
			+ "\\.plus(Weeks|Days|Hours|Minutes|Seconds)\\(([0-9]{1,6})\\)(?:\\.toDate\\(\\))?\\s*}");

	private final List<ModelProblem> problems = new ArrayList<>();

	/** Sub processes lie in each other, and each is asked for by every way to it. */
	private final Map<Element, BoundedFlow.Passage> passages = new HashMap<>();

	private BoundedModel() {
	}

	/** Looks at a whole model. */
	static List<ModelProblem> check(Element definitions) {
		BoundedModel model = new BoundedModel();
		Elements.all(definitions).forEach(model::checkOne);
		children(definitions, "process").forEach((process) -> {
			long steps = Elements.all(process).filter(BoundedFlow::isNode).count();
			long flows = Elements.all(process).filter((element) -> is(element, BPMN, "sequenceFlow")).count();
			if (steps > STEP_LIMIT) {
				model.add(Refusal.TOO_MANY_STEPS, process, STEP_LIMIT);
			}
			else if (flows > FLOW_LIMIT) {
				model.add(Refusal.TOO_MANY_FLOWS, process, FLOW_LIMIT);
			}
			else {
				Elements.all(process).filter(BoundedFlow::isScope).forEach(model::checkFlow);
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
			addTime(Refusal.TIMER, element);
		}
		else if (is(element, BPMN, "timeCycle") && !isSlow(text(element))) {
			addTime(Refusal.CYCLE, element);
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
	static Optional<Duration> waiting(String text) {
		try {
			return Optional.of(Duration.parse(text)).filter((duration) -> duration.compareTo(SHORTEST_TIMER) >= 0);
		}
		catch (DateTimeParseException ex) {
			return Optional.empty();
		}
	}

	/** The duration from now on that an expression computes with the calendar of JUEL. */
	static Optional<String> relativeTime(String text) {
		Matcher matcher = RELATIVE_TIME.matcher(text);
		if (!matcher.matches()) {
			return Optional.empty();
		}
		String number = matcher.group(2);
		return Optional.of(switch (matcher.group(1)) {
			case "Weeks" -> "P" + Integer.parseInt(number) * 7 + "D";
			case "Days" -> "P" + number + "D";
			default -> "PT" + number + matcher.group(1).charAt(0);
		});
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
		BoundedFlow flow = new BoundedFlow(scope, this.passages);
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

	private void addTime(Refusal refusal, Element element) {
		String text = shortened(text(element));
		relativeTime(text).ifPresentOrElse((duration) -> add(Refusal.RELATIVE_TIME, element, text, duration),
				() -> add(refusal, element, text));
	}

	private void add(Refusal refusal, Element element, Object... subjects) {
		this.problems.add(refusal.about(element, subjects));
	}

}
