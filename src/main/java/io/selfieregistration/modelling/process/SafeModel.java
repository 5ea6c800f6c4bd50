package io.selfieregistration.modelling.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.XMLConstants;

import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

import io.selfieregistration.rule.ModelFeel;
import io.selfieregistration.rule.RuleInvalid;

import static io.selfieregistration.modelling.process.Elements.BPMN;
import static io.selfieregistration.modelling.process.Elements.CAMUNDA;
import static io.selfieregistration.modelling.process.Elements.shortened;

/**
 * Allow-lists the elements and attributes that cannot execute code. Everything else is
 * refused, known or not. The engine evaluates nearly every text of a model, even names
 * and documentation, so each of them is looked at.
 * <p>
 * Longer than others: the allow-list is one table, to be read and reviewed as a whole.
 */
final class SafeModel {

	/** Elements of BPMN itself. */
	private static final Set<String> BPMN_ELEMENTS = Set.of("definitions", "process", "documentation",
			"extensionElements", "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent",
			"boundaryEvent", "task", "userTask", "serviceTask", "sendTask", "receiveTask", "manualTask",
			"businessRuleTask", "scriptTask", "script", "callActivity", "subProcess", "transaction", "exclusiveGateway",
			"inclusiveGateway", "parallelGateway", "eventBasedGateway", "sequenceFlow", "conditionExpression",
			"incoming", "outgoing", "message", "signal", "error", "escalation", "messageEventDefinition",
			"timerEventDefinition", "errorEventDefinition", "signalEventDefinition", "escalationEventDefinition",
			"terminateEventDefinition", "cancelEventDefinition", "compensateEventDefinition", "linkEventDefinition",
			"source", "target", "timeDate", "timeDuration", "timeCycle", "multiInstanceLoopCharacteristics",
			"loopCardinality", "completionCondition", "association", "textAnnotation", "text", "group", "category",
			"categoryValue", "laneSet", "lane", "flowNodeRef", "childLaneSet", "collaboration", "participant",
			"messageFlow", "dataObject", "dataObjectReference", "dataStore", "dataStoreReference",
			"dataInputAssociation", "dataOutputAssociation", "property", "sourceRef", "targetRef");

	private static final Set<String> BPMN_ATTRIBUTES = Set.of("id", "name", "isExecutable", "isClosed", "processType",
			"targetNamespace", "exporter", "exporterVersion", "sourceRef", "targetRef", "default", "language",
			"calledElement", "messageRef", "signalRef", "errorRef", "escalationRef", "attachedToRef", "cancelActivity",
			"triggeredByEvent", "isInterrupting", "isSequential", "gatewayDirection", "eventGatewayType", "instantiate",
			"isForCompensation", "waitForCompletion", "activityRef", "errorCode", "escalationCode", "processRef",
			"dataObjectRef", "dataStoreRef", "isCollection", "itemSubjectRef", "textFormat", "associationDirection",
			"categoryValueRef", "value", "partitionElementRef", "parallelMultiple", "startQuantity",
			"completionQuantity");

	/** Attributes of Camunda on elements of BPMN. */
	private static final Set<String> CAMUNDA_ATTRIBUTES = Set.of("asyncBefore", "asyncAfter", "exclusive",
			"jobPriority", "taskPriority", "historyTimeToLive", "candidateStarterGroups", "candidateStarterUsers",
			"isStartableInTasklist", "versionTag", "modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon",
			"assignee", "candidateUsers", "candidateGroups", "dueDate", "followUpDate", "priority", "formKey",
			"formRef", "formRefBinding", "formRefVersion", "delegateExpression", "type", "topic", "resultVariable",
			"decisionRef", "decisionRefBinding", "decisionRefVersion", "decisionRefVersionTag", "mapDecisionResult",
			"calledElementBinding", "calledElementVersion", "calledElementVersionTag", "collection", "elementVariable",
			"errorCodeVariable", "errorMessageVariable", "errorMessage", "escalationCodeVariable", "initiator");

	/** Elements of Camunda, and what each of them may have. */
	private static final Map<String, Set<String>> CAMUNDA_ELEMENTS = Map.ofEntries(Map.entry("inputOutput", Set.of()),
			Map.entry("inputParameter", Set.of("name")), Map.entry("outputParameter", Set.of("name")),
			Map.entry("list", Set.of()), Map.entry("map", Set.of()), Map.entry("entry", Set.of("key")),
			Map.entry("value", Set.of("id", "name")), Map.entry("script", Set.of("scriptFormat")),
			Map.entry("in", Set.of("businessKey", "source", "sourceExpression", "target", "variables", "local")),
			Map.entry("out", Set.of("source", "sourceExpression", "target", "variables", "local")),
			Map.entry("properties", Set.of()), Map.entry("property", Set.of("id", "name", "value")),
			Map.entry("failedJobRetryTimeCycle", Set.of()), Map.entry("formData", Set.of("businessKey")),
			Map.entry("formField", Set.of("id", "label", "type", "datePattern", "defaultValue")),
			Map.entry("validation", Set.of()), Map.entry("constraint", Set.of("name", "config")));

	/** What they say is written into a page of Tasklist as it is. */
	private static final Set<String> WRITTEN_OUT = Set.of("formData", "formField", "value", "constraint");

	/** Where HTML, an expression of the page, or one of the engine begins in a text. */
	private static final Pattern CODE = Pattern.compile("<|\\{\\{|[$#]\\{|&#|&\\w+;");

	/** It becomes part of scripts in that page. */
	private static final Pattern FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

	/** They check a form without code of their own. */
	private static final Set<String> FORM_CONSTRAINTS = Set.of("required", "readonly", "min", "max", "minlength",
			"maxlength");

	/** The drawing, which the engine shows and does not run. */
	private static final Map<String, Set<String>> DRAWING = Map.of("http://www.omg.org/spec/BPMN/20100524/DI",
			Set.of("BPMNDiagram", "BPMNPlane", "BPMNShape", "BPMNEdge", "BPMNLabel", "BPMNLabelStyle"),
			"http://www.omg.org/spec/DD/20100524/DC", Set.of("Bounds", "Font"),
			"http://www.omg.org/spec/DD/20100524/DI", Set.of("waypoint"));

	private static final String MODELER = "http://camunda.org/schema/modeler/1.0";

	private static final String ZEEBE = "http://camunda.org/schema/zeebe/1.0";

	/** Marks of editors, which mean nothing to the engine. */
	private static final Map<String, Set<String>> MARKS = Map.of(MODELER,
			Set.of("executionPlatform", "executionPlatformVersion"), "http://bpmn.io/schema/bpmn/biocolor/1.0",
			Set.of("stroke", "fill"), "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
			Set.of("background-color", "border-color", "color"));

	/** Most variables in one text, each of which may be long. */
	private static final int VARIABLES_LIMIT = 50;

	private static final Pattern PLAIN = Pattern.compile("[$#]\\{\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*}");

	private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

	private static final String FEEL = "feel";

	/** They have a language of their own. */
	private static final Set<String> CONDITIONS = Set.of("conditionExpression", "completionCondition");

	/** How many of the runs of a step have begun or ended, compared with a number. */
	private static final Pattern COMPLETION = Pattern.compile("[$#]\\{\\s*COUNTER(\\s*/\\s*COUNTER)?\\s*([<>]=?|[=!]=)"
		.concat("\\s*(COUNTER|[0-9]{1,4}(\\.[0-9]{1,4})?)\\s*}")
		.replace("COUNTER", "nrOf(Completed|Active)?Instances"));

	/** Elements whose whole text {@link BoundedModel} looks at. */
	private static final Set<String> BOUNDED = Set.of("timeDuration", "timeDate", "timeCycle", "loopCardinality");

	private static final Set<String> DATES = Set.of("dueDate", "followUpDate");

	private static final Pattern PUBLISH = Pattern.compile("[$#]\\{publishResultDelegate}");

	private static final Pattern FORM_KEY = Pattern
		.compile("camunda-forms:deployment:[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*\\.form");

	private final ModelFeel feel;

	private final Predicate<String> reserved;

	private final List<ModelProblem> problems = new ArrayList<>();

	private SafeModel(ModelFeel feel, Predicate<String> reserved) {
		this.feel = feel;
		this.reserved = reserved;
	}

	/**
	 * Looks at a whole model.
	 * @param reserved says of a name whether the engine finds something else than a
	 * variable under it
	 */
	static List<ModelProblem> check(Element definitions, ModelFeel feel, Predicate<String> reserved) {
		SafeModel model = new SafeModel(feel, reserved);
		model.check(definitions);
		return model.problems;
	}

	/** Whether another engine is meant, which shares nothing but BPMN with this one. */
	static boolean isForCamunda8(Element definitions) {
		return "Camunda Cloud".equals(definitions.getAttributeNS(MODELER, "executionPlatform"))
				|| Elements.all(definitions).anyMatch((element) -> ZEEBE.equals(element.getNamespaceURI()));
	}

	/** What is refused is not looked at any closer: one cause gets one sentence. */
	private void check(Element element) {
		if (this.problems.size() >= DeploymentCheck.REPORTED_LIMIT) {
			return;
		}
		int before = this.problems.size();
		String namespace = String.valueOf(element.getNamespaceURI());
		String name = element.getLocalName();
		if (CAMUNDA.equals(namespace)) {
			checkCamunda(element, name);
		}
		else if (BPMN.equals(namespace)) {
			checkBpmn(element, name);
		}
		else if (!DRAWING.getOrDefault(namespace, Set.of()).contains(name)) {
			add(Refusal.UNKNOWN_ELEMENT, element, shortened(element.getTagName()));
		}
		if (this.problems.size() == before) {
			checkAttributes(element, namespace);
			checkText(element, namespace, name);
			Elements.children(element).forEach(this::check);
		}
	}

	private void checkText(Element element, String namespace, String name) {
		if (isFeel(element) || name.equals("script") || name.equals("completionCondition")) {
			return;
		}
		String text = Elements.text(element);
		if (BPMN.equals(namespace) && BOUNDED.contains(name)) {
			checkVariables(element, text);
		}
		else {
			checkExpressions(element, text);
		}
	}

	private void checkBpmn(Element element, String name) {
		if (name.equals("scriptTask")) {
			checkScriptTask(element);
		}
		else if (name.startsWith("conditional")) {
			add(Refusal.VARIABLE_WATCHED, element);
		}
		else if (!BPMN_ELEMENTS.contains(name)) {
			add(Refusal.UNKNOWN_ELEMENT, element, name);
		}
		else if (name.equals("script") && !Elements.is((Element) element.getParentNode(), BPMN, "scriptTask")) {
			add(Refusal.SCRIPT, element);
		}
		else if (name.equals("conditionExpression")) {
			checkCondition(element);
		}
		else if (name.equals("completionCondition")) {
			checkCompletion(element);
		}
		else if (name.equals("signalEventDefinition")
				&& Set.of("intermediateThrowEvent", "endEvent").contains(element.getParentNode().getLocalName())) {
			add(Refusal.SIGNAL_THROWN, element);
		}
	}

	private void checkCamunda(Element element, String name) {
		if (name.equals("script")) {
			checkScript(element);
		}
		else if (name.endsWith("Listener")) {
			add(Refusal.LISTENER, element);
		}
		else if (name.equals("connector")) {
			add(Refusal.CONNECTOR, element);
		}
		else if (!CAMUNDA_ELEMENTS.containsKey(name)) {
			add(Refusal.UNKNOWN_ELEMENT, element, "camunda:" + name);
		}
		else if (name.equals("constraint") && !FORM_CONSTRAINTS.contains(element.getAttribute("name"))) {
			add(Refusal.UNKNOWN_ELEMENT, element, "camunda:constraint " + shortened(element.getAttribute("name")));
		}
	}

	/** As safe as FEEL in an output: it is the same evaluation, and sets one variable. */
	private void checkScriptTask(Element task) {
		List<Element> scripts = Elements.children(task, "script").toList();
		if (!FEEL.equals(task.getAttribute("scriptFormat")) || task.hasAttributeNS(CAMUNDA, "resource")
				|| task.getAttributeNS(CAMUNDA, "resultVariable").isEmpty() || scripts.size() != 1) {
			add(Refusal.SCRIPT, task);
		}
		else {
			checkFeel(task, Elements.text(scripts.get(0)));
		}
	}

	private void checkCompletion(Element condition) {
		String text = Elements.text(condition);
		if (isFeel(condition)) {
			checkFeel(condition, text);
		}
		else if (condition.hasAttribute("language") || !COMPLETION.matcher(text).matches()) {
			add(Refusal.COMPLETION, condition, shortened(text));
		}
	}

	private void checkScript(Element script) {
		if (!FEEL.equals(script.getAttribute("scriptFormat")) || script.hasAttribute("resource")) {
			add(Refusal.SCRIPT, script);
		}
		else {
			checkFeel(script, Elements.text(script));
		}
	}

	private void checkCondition(Element condition) {
		String text = Elements.text(condition);
		if (isFeel(condition)) {
			checkFeel(condition, text);
		}
		else if (condition.hasAttribute("language")) {
			add(Refusal.CONDITION_LANGUAGE, condition, shortened(condition.getAttribute("language")));
		}
		else if (!PLAIN.matcher(text).matches()) {
			add(Refusal.CONDITION, condition, shortened(text));
		}
	}

	private void checkFeel(Element element, String text) {
		try {
			this.feel.check(text, this.reserved);
		}
		catch (RuleInvalid ex) {
			add(Refusal.FEEL, element, ex.problem());
		}
	}

	private static boolean isFeel(Element element) {
		return BPMN.equals(element.getNamespaceURI()) && CONDITIONS.contains(element.getLocalName())
				&& FEEL.equals(element.getAttribute("language"));
	}

	private void checkAttributes(Element element, String namespace) {
		NamedNodeMap attributes = element.getAttributes();
		for (int index = 0; index < attributes.getLength(); index++) {
			Attr attribute = (Attr) attributes.item(index);
			if (!XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())) {
				checkAttribute(element, namespace, attribute);
			}
		}
	}

	private void checkAttribute(Element element, String namespace, Attr attribute) {
		String name = attribute.getLocalName();
		String value = attribute.getValue();
		String of = attribute.getNamespaceURI();
		if (of == null) {
			checkOwnAttribute(element, namespace, name, value);
		}
		else if (CAMUNDA.equals(of) && BPMN.equals(namespace)) {
			checkCamundaAttribute(element, name, value);
		}
		else if (XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(of) && name.equals("type")
				&& value.matches("(\\w+:)?tFormalExpression")) {
			return;
		}
		else if (!MARKS.getOrDefault(of, Set.of()).contains(name)) {
			add(Refusal.UNKNOWN_ATTRIBUTE, element, shortened(attribute.getName()));
		}
	}

	private void checkOwnAttribute(Element element, String namespace, String name, String value) {
		boolean known = switch (namespace) {
			case BPMN -> BPMN_ATTRIBUTES.contains(name)
					|| name.equals("scriptFormat") && element.getLocalName().equals("scriptTask");
			case CAMUNDA -> CAMUNDA_ELEMENTS.getOrDefault(element.getLocalName(), Set.of(name)).contains(name);
			default -> true;
		};
		if (!known) {
			add(Refusal.UNKNOWN_ATTRIBUTE, element, shortened(name));
		}
		else if (CAMUNDA.equals(namespace) && isCode(element, name, value)) {
			add(Refusal.FORM_CODE, element, shortened(value));
		}
		else if (name.equals("language") && !CONDITIONS.contains(element.getLocalName())) {
			add(Refusal.UNKNOWN_ATTRIBUTE, element, name);
		}
		else if (name.equals("calledElement") && !NAME.matcher(value).matches()) {
			add(Refusal.CALLED_COMPUTED, element, shortened(value));
		}
		else if (!name.equals("businessKey") || !value.equals("#{execution.processBusinessKey}")) {
			checkExpressions(element, value);
		}
	}

	/** Whether Tasklist would run what a generated form says. */
	private static boolean isCode(Element element, String name, String value) {
		if (!WRITTEN_OUT.contains(element.getLocalName())) {
			return false;
		}
		boolean field = name.equals("id") && element.getLocalName().equals("formField");
		return field ? !FIELD.matcher(value).matches() : CODE.matcher(value).find();
	}

	private void checkCamundaAttribute(Element element, String name, String value) {
		switch (name) {
			case "class", "variableMappingClass", "formHandlerClass" -> add(Refusal.CLASS, element);
			case "resource" -> add(Refusal.SCRIPT, element);
			case "expression" -> add(Refusal.EXPRESSION, element, shortened(value));
			case "delegateExpression" -> {
				if (!PUBLISH.matcher(value).matches()) {
					add(Refusal.DELEGATE, element, shortened(value));
				}
			}
			case "variableMappingDelegateExpression" -> add(Refusal.DELEGATE, element, shortened(value));
			case "type" -> {
				if (!value.equals("external")) {
					add(Refusal.TASK_TYPE, element, shortened(value));
				}
			}
			case "formKey" -> {
				if (!FORM_KEY.matcher(value).matches()) {
					add(Refusal.FORM_KEY, element, shortened(value));
				}
			}
			default -> {
				Optional<String> duration = DATES.contains(name) ? BoundedModel.relativeTime(value) : Optional.empty();
				if (!CAMUNDA_ATTRIBUTES.contains(name)) {
					add(Refusal.UNKNOWN_ATTRIBUTE, element, "camunda:" + shortened(name));
				}
				else if (duration.isPresent()) {
					add(Refusal.RELATIVE_TIME, element, shortened(value), duration.get());
				}
				else {
					checkExpressions(element, value);
				}
			}
		}
	}

	/** Whatever the engine could evaluate in a text is one plain variable each. */
	private void checkExpressions(Element element, String text) {
		checkVariables(element, text);
		String rest = PLAIN.matcher(text).replaceAll("");
		if (rest.contains("${") || rest.contains("#{")) {
			add(Refusal.EXPRESSION, element, shortened(text));
		}
		// The framework of the web applications runs what stands in there.
		if (text.contains("{{")) {
			add(Refusal.PAGE_CODE, element, shortened(text));
		}
	}

	private void checkVariables(Element element, String text) {
		Matcher plain = PLAIN.matcher(text);
		int variables = 0;
		while (plain.find()) {
			if (++variables > VARIABLES_LIMIT) {
				add(Refusal.TOO_MANY_VARIABLES, element, VARIABLES_LIMIT);
				return;
			}
			if (this.reserved.test(plain.group(1))) {
				add(Refusal.NO_VARIABLE, element, plain.group(1));
			}
		}
	}

	private void add(Refusal refusal, Element element, Object... subjects) {
		this.problems.add(refusal.about(element, subjects));
	}

}
