package io.selfieregistration.modelling.process;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.camunda.bpm.engine.impl.context.Context;
import org.w3c.dom.Element;

import static io.selfieregistration.modelling.process.Elements.BPMN;
import static io.selfieregistration.modelling.process.Elements.CAMUNDA;
import static io.selfieregistration.modelling.process.Elements.shortened;

/** What does the work of a step, and the decisions and forms that steps link. */
final class Links {

	private static final Set<String> IMPLEMENTED = Set.of("serviceTask", "sendTask", "businessRuleTask",
			"messageEventDefinition");

	private static final List<String> IMPLEMENTATIONS = List.of("class", "delegateExpression", "expression", "type",
			"decisionRef");

	private static final String FORM_FILE = "camunda-forms:deployment:";

	private final String tenant;

	private final Set<String> files = new HashSet<>();

	private final Set<String> decisions = new HashSet<>();

	private final Set<String> forms = new HashSet<>();

	/**
	 * @param tenant whose models they are, or null
	 * @param files the names of the files that are deployed together
	 */
	Links(String tenant, Set<String> files) {
		this.tenant = tenant;
		this.files.addAll(files);
	}

	/** Takes note of the decisions in a file. */
	void addDecisions(Element definitions) {
		Elements.all(definitions)
			.filter((element) -> element.getLocalName().equals("decision"))
			.forEach((decision) -> this.decisions.add(decision.getAttribute("id")));
	}

	/** Takes note of a form. */
	void addForm(String id) {
		this.forms.add(id);
	}

	/** Says what the engine would refuse in words of its own. */
	static List<ModelProblem> checkImplementations(Element definitions) {
		List<ModelProblem> problems = new ArrayList<>();
		Elements.all(definitions).filter((element) -> BPMN.equals(element.getNamespaceURI())).forEach((element) -> {
			boolean external = "external".equals(element.getAttributeNS(CAMUNDA, "type"));
			if (isWithoutImplementation(element)) {
				problems.add((element.getLocalName().equals("businessRuleTask") ? Refusal.NO_DECISION
						: Refusal.NO_IMPLEMENTATION)
					.about(element));
			}
			else if (external && element.getAttributeNS(CAMUNDA, "topic").isBlank()) {
				problems.add(Refusal.NO_TOPIC.about(element));
			}
			else if (element.getLocalName().equals("callActivity") && element.getAttribute("calledElement").isBlank()
					&& !element.hasAttributeNS(CAMUNDA, "caseRef")) {
				problems.add(Refusal.NO_CALLED.about(element));
			}
		});
		return problems;
	}

	private static boolean isWithoutImplementation(Element element) {
		boolean event = element.getLocalName().equals("messageEventDefinition");
		return IMPLEMENTED.contains(element.getLocalName())
				&& !(event && !BoundedModel.THROWING.contains(element.getParentNode().getLocalName()))
				&& IMPLEMENTATIONS.stream().allMatch((name) -> element.getAttributeNS(CAMUNDA, name).isBlank())
				&& Elements.all(element).noneMatch((child) -> Elements.is(child, CAMUNDA, "connector"));
	}

	/** Says which decisions and forms are not there. */
	List<ModelProblem> check(Element definitions) {
		return Elements.all(definitions)
			.flatMap((element) -> Stream.of(decisionMissing(element), formMissing(element), formFileMissing(element)))
			.flatMap(Optional::stream)
			.toList();
	}

	private Optional<ModelProblem> decisionMissing(Element element) {
		return missing(element, "decisionRef", this.decisions, Refusal.DECISION_MISSING,
				(key) -> Context.getCommandContext()
					.getDecisionDefinitionManager()
					.findLatestDefinitionByKeyAndTenantId(key, this.tenant) != null);
	}

	private Optional<ModelProblem> formMissing(Element element) {
		return missing(element, "formRef", this.forms, Refusal.FORM_MISSING,
				(key) -> Context.getCommandContext()
					.getCamundaFormDefinitionManager()
					.findLatestDefinitionByKeyAndTenantId(key, this.tenant) != null);
	}

	private Optional<ModelProblem> formFileMissing(Element element) {
		String key = element.getAttributeNS(CAMUNDA, "formKey");
		String file = key.startsWith(FORM_FILE) ? key.substring(FORM_FILE.length()) : "";
		return (file.isEmpty() || isComputed(file) || this.files.contains(file)) ? Optional.empty()
				: Optional.of(Refusal.FORM_MISSING.about(element, shortened(file)));
	}

	private static Optional<ModelProblem> missing(Element element, String attribute, Set<String> together,
			Refusal refusal, Predicate<String> before) {
		String key = element.getAttributeNS(CAMUNDA, attribute);
		boolean bound = "deployment".equals(element.getAttributeNS(CAMUNDA, attribute + "Binding"));
		return (key.isEmpty() || isComputed(key) || together.contains(key) || !bound && before.test(key))
				? Optional.empty() : Optional.of(refusal.about(element, shortened(key)));
	}

	/** What it will be is not known before. */
	private static boolean isComputed(String text) {
		return text.contains("${") || text.contains("#{");
	}

}
