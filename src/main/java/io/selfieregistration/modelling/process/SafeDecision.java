package io.selfieregistration.modelling.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

import io.selfieregistration.rule.ModelFeel;
import io.selfieregistration.rule.RuleInvalid;

import static io.selfieregistration.modelling.process.Elements.shortened;

/** Holds a decision model to FEEL of plain variables, and to elements that are listed. */
final class SafeDecision {

	private static final Set<String> NAMESPACES = Set.of("https://www.omg.org/spec/DMN/20191111/MODEL/",
			"http://www.omg.org/spec/DMN/20180521/MODEL/", "http://www.omg.org/spec/DMN/20151101/dmn.xsd");

	private static final Set<String> DRAWING = Set.of("https://www.omg.org/spec/DMN/20191111/DMNDI/",
			"http://www.omg.org/spec/DMN/20180521/DMNDI/", "http://www.omg.org/spec/DMN/20180521/DC/",
			"http://www.omg.org/spec/DMN/20180521/DI/");

	private static final Set<String> ELEMENTS = Set.of("definitions", "decision", "decisionTable", "input",
			"inputExpression", "inputValues", "inputEntry", "output", "outputValues", "outputEntry", "rule", "text",
			"description", "variable", "literalExpression", "inputData", "informationRequirement", "requiredDecision",
			"requiredInput", "question", "allowedAnswers", "textAnnotation", "association", "sourceRef", "targetRef",
			"extensionElements", "annotation", "annotationEntry", "knowledgeSource", "authorityRequirement",
			"requiredAuthority");

	private static final Set<String> CAMUNDA_ATTRIBUTES = Set.of("inputVariable", "historyTimeToLive", "versionTag");

	private static final Set<String> FEEL = Set.of("feel", "FEEL", "http://www.omg.org/spec/FEEL/20140401",
			"http://www.omg.org/spec/DMN/20180521/FEEL/", "https://www.omg.org/spec/DMN/20191111/FEEL/");

	/** Texts whose values others can read. */
	private static final Set<String> MADE = Set.of("literalExpression", "inputExpression", "outputEntry");

	/** How many times larger than its inputs a chain of decisions can make something. */
	private static final long GROWTH_LIMIT = 10_000;

	private final ModelFeel feel;

	private final Predicate<String> reserved;

	private final List<ModelProblem> problems = new ArrayList<>();

	private SafeDecision(ModelFeel feel, Predicate<String> reserved) {
		this.feel = feel;
		this.reserved = reserved;
	}

	static List<ModelProblem> check(Element definitions, ModelFeel feel, Predicate<String> reserved) {
		SafeDecision decision = new SafeDecision(feel, reserved);
		Elements.all(definitions)
			.takeWhile((element) -> decision.problems.size() < DeploymentCheck.REPORTED_LIMIT)
			.forEach(decision::check);
		if (decision.problems.isEmpty()) {
			decision.checkGrowth(definitions);
		}
		return decision.problems;
	}

	/**
	 * A decision that puts together what another one put together, and so on, would fill
	 * the memory: what two of them join grows by the product of their parts.
	 */
	private void checkGrowth(Element definitions) {
		Map<String, Element> decisions = new HashMap<>();
		Elements.children(definitions)
			.stream()
			.filter((child) -> child.getLocalName().equals("decision"))
			.forEach((decision) -> decisions.put(decision.getAttribute("id"), decision));
		Map<String, Long> known = new HashMap<>();
		decisions.forEach((id, decision) -> {
			if (growth(id, decisions, known) > GROWTH_LIMIT) {
				refuse(Refusal.DECISION_GROWTH, decision, GROWTH_LIMIT);
			}
		});
	}

	/** The engine refuses decisions that require each other. */
	private static long growth(String id, Map<String, Element> decisions, Map<String, Long> known) {
		Long before = known.putIfAbsent(id, 1L);
		if (before != null || !decisions.containsKey(id)) {
			return (before != null) ? before : 1;
		}
		Element decision = decisions.get(id);
		long required = Elements.all(decision)
			.filter((element) -> element.getLocalName().equals("requiredDecision"))
			.mapToLong((element) -> growth(element.getAttribute("href").replaceFirst("^#", ""), decisions, known))
			.max()
			.orElse(1);
		long parts = Elements.all(decision)
			.filter((element) -> element.getLocalName().equals("text")
					&& MADE.contains(element.getParentNode().getLocalName()))
			.mapToLong((element) -> Elements.text(element).chars().filter((each) -> "+,".indexOf(each) >= 0).count())
			.max()
			.orElse(0);
		long growth = Math.min(required * (parts + 1), GROWTH_LIMIT + 1);
		known.put(id, growth);
		return growth;
	}

	private void check(Element element) {
		String namespace = String.valueOf(element.getNamespaceURI());
		if (DRAWING.contains(namespace)) {
			return;
		}
		String name = element.getLocalName();
		if (!NAMESPACES.contains(namespace) || !ELEMENTS.contains(name)) {
			refuse(Refusal.UNKNOWN_ELEMENT, element, shortened(element.getTagName()));
			return;
		}
		checkAttributes(element);
		if (name.equals("text")) {
			checkText(element, Elements.text(element));
		}
	}

	private void checkAttributes(Element element) {
		NamedNodeMap attributes = element.getAttributes();
		for (int index = 0; index < attributes.getLength(); index++) {
			Attr attribute = (Attr) attributes.item(index);
			String name = attribute.getLocalName();
			if (name.equals("expressionLanguage") && !FEEL.contains(attribute.getValue())) {
				refuse(Refusal.DECISION_LANGUAGE, element, shortened(attribute.getValue()));
			}
			else if (Elements.CAMUNDA.equals(attribute.getNamespaceURI()) && !CAMUNDA_ATTRIBUTES.contains(name)) {
				refuse(Refusal.UNKNOWN_ATTRIBUTE, element, "camunda:" + shortened(name));
			}
			else if (attribute.getValue().contains("${") || attribute.getValue().contains("#{")) {
				refuse(Refusal.EXPRESSION, element, shortened(attribute.getValue()));
			}
		}
	}

	private void checkText(Element text, String feel) {
		String of = text.getParentNode().getLocalName();
		try {
			if (feel.isEmpty() || of.equals("textAnnotation") || of.equals("annotation")
					|| of.equals("annotationEntry")) {
				return;
			}
			if (Set.of("inputEntry", "inputValues", "outputValues").contains(of)) {
				this.feel.checkTests(feel, this.reserved);
			}
			else {
				this.feel.check(feel, this.reserved);
			}
		}
		catch (RuleInvalid ex) {
			refuse(Refusal.FEEL, text, ex.problem());
		}
	}

	private void refuse(Refusal refusal, Element element, Object... subjects) {
		this.problems.add(refusal.about(element, subjects));
	}

}
