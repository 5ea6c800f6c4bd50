package io.selfieregistration.modelling.process;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.w3c.dom.Element;

import io.selfieregistration.rule.ModelFeel;
import io.selfieregistration.rule.ModelFeel.TextUse;
import io.selfieregistration.rule.RuleInvalid;
import io.selfieregistration.workflow.process.ModuleInterface;

/**
 * Finds where a model takes what a module gives, which is text, for a Boolean or a
 * number. The engine would not say so: the way is never taken, or the process stops
 * there.
 */
final class ModuleTexts {

	private static final Pattern PLAIN = Pattern.compile("[$#]\\{\\s*(\\w+)\\s*}");

	private static final Set<String> CONDITIONS = Set.of("conditionExpression", "completionCondition");

	private final ModelFeel feel;

	ModuleTexts(ModelFeel feel) {
		this.feel = feel;
	}

	List<ModelProblem> check(BpmnModelInstance model) {
		return Elements.children(Elements.root(model), "process").flatMap((process) -> {
			List<Element> expressions = Stream
				.concat(Elements.feel(process), Elements.all(process).filter(ModuleTexts::isPlainCondition))
				.toList();
			// A file may hold many processes, and most decide nothing.
			Map<String, String> texts = expressions.isEmpty() ? Map.of()
					: new ModuleInterface(model, process.getAttribute("id")).texts();
			return expressions.stream().flatMap((element) -> problem(element, use(element, texts.keySet()), texts));
		}).toList();
	}

	private static boolean isPlainCondition(Element element) {
		return CONDITIONS.contains(element.getLocalName()) && !element.hasAttribute("language");
	}

	private Optional<TextUse> use(Element element, Set<String> texts) {
		String text = Elements.text(element);
		return isPlainCondition(element) ? plain(text, texts)
				: parsed(() -> this.feel.textUse(text, CONDITIONS.contains(element.getLocalName()), texts));
	}

	/** A text that is a condition of its own is no Boolean for the engine. */
	private static Optional<TextUse> plain(String text, Set<String> texts) {
		Matcher plain = PLAIN.matcher(text);
		return (plain.matches() && texts.contains(plain.group(1)))
				? Optional.of(new TextUse(plain.group(1), "a Boolean")) : Optional.empty();
	}

	/**
	 * Looks at decisions.
	 * @param workflows the models that are deployed with them, and may have own names for
	 * what a module gives
	 */
	List<ModelProblem> check(Element decisions, Collection<BpmnModelInstance> workflows) {
		Map<String, String> texts = new HashMap<>(ModuleInterface.outputs());
		workflows.forEach((model) -> model.getModelElementsByType(Process.class)
			.forEach((process) -> texts.putAll(new ModuleInterface(model, process.getId()).texts())));
		return Elements.all(decisions).flatMap((element) -> switch (element.getLocalName()) {
			case "literalExpression", "inputExpression", "outputEntry" ->
				text(element).flatMap((text) -> problem(element,
						parsed(() -> this.feel.textUse(Elements.text(text), false, texts.keySet())), texts));
			case "decisionTable" -> table(element, texts);
			default -> Stream.empty();
		}).toList();
	}

	private Stream<ModelProblem> table(Element table, Map<String, String> texts) {
		List<Element> inputs = named(table, "input").flatMap((input) -> named(input, "inputExpression"))
			.flatMap(ModuleTexts::text)
			.toList();
		return named(table, "rule").flatMap((rule) -> {
			List<Element> cells = named(rule, "inputEntry").flatMap(ModuleTexts::text).toList();
			return Stream.iterate(0, (column) -> column + 1)
				.limit(Math.min(cells.size(), inputs.size()))
				.filter((column) -> !Elements.text(cells.get(column)).isEmpty()
						&& !Elements.text(inputs.get(column)).isEmpty())
				.flatMap((column) -> problem(cells.get(column), parsed(() -> this.feel
					.textUse(Elements.text(inputs.get(column)), Elements.text(cells.get(column)), texts.keySet())),
						texts));
		});
	}

	private static Optional<TextUse> parsed(Supplier<Optional<TextUse>> use) {
		try {
			return use.get();
		}
		catch (RuleInvalid ex) {
			// Said where FEEL is checked; without safe modelling it may be another
			// language
			return Optional.empty();
		}
	}

	private static Stream<Element> text(Element element) {
		return named(element, "text");
	}

	private static Stream<Element> named(Element parent, String name) {
		return Elements.children(parent).stream().filter((child) -> name.equals(child.getLocalName()));
	}

	private static Stream<ModelProblem> problem(Element element, Optional<TextUse> use, Map<String, String> texts) {
		return use
			.map((found) -> Refusal.TEXT.about(element, found.variable(), found.kind(), texts.get(found.variable())))
			.stream();
	}

}
