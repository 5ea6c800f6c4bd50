package io.selfieregistration.modelling.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.xml.ModelException;
import org.w3c.dom.Element;

import io.selfieregistration.modelling.ModellingSettings;
import io.selfieregistration.rule.ModelFeel;
import io.selfieregistration.rule.RuleChecks;
import io.selfieregistration.rule.RuleInvalid;
import io.selfieregistration.workflow.process.ModuleInterface;
import io.selfieregistration.workflow.process.Modules;
import io.selfieregistration.workflow.process.ModuleInterface.Obstacle;

/**
 * Looks at what users deploy before the engine reads it, and refuses models that use our
 * modules wrongly or, in safe modelling, could become code. What no user deploys is what
 * the service itself brings along at its start.
 * <p>
 * Longer than others: one pass over a deployment, in the order in which analysts get the
 * sentences.
 */
class DeploymentCheck implements Deployer {

	/**
	 * A deployer with many mistakes sees the first ones; they are corrected one by one.
	 */
	static final int REPORTED_LIMIT = 20;

	/** Shared models run in every workspace; the named rules of this one are for them. */
	private static final String SHARED_RULES = "default";

	private static final Pattern NO_ID = Pattern.compile("'([^']*)' is not a valid value for 'NCName'");

	private static final Pattern PARSER_WORDS = Pattern.compile("^Error: URI=null Line=(\\d+): (?:[\\w.-]+: )?");

	private static final Set<String> ENGINE_NAMES = Set.of("execution", "task", "caseExecution", "externalTask",
			"authenticatedUserId", "variableContext", "processEngine", "connector");

	/** Not those that show HTML or a foreign page in Tasklist. */
	private static final Set<String> FORM_COMPONENTS = Set.of("default", "textfield", "textarea", "number", "datetime",
			"checkbox", "checklist", "radio", "select", "taglist", "text", "image", "table", "group", "dynamiclist",
			"columns", "button", "spacer", "separator", "expression", "filepicker");

	private final ModellingSettings settings;

	private final ModelFeel feel;

	private final RuleChecks rules;

	private final Map<Object, Object> exposed;

	private final Set<String> ownKeys;

	private final ObjectMapper json = new ObjectMapper();

	/**
	 * @param exposed what expressions find by name besides variables
	 * @param ownKeys ids of the processes that belong to the service
	 */
	DeploymentCheck(ModellingSettings settings, ModelFeel feel, RuleChecks rules, Map<Object, Object> exposed,
			Set<String> ownKeys) {
		this.settings = settings;
		this.feel = feel;
		this.rules = rules;
		this.exposed = exposed;
		this.ownKeys = Set.copyOf(ownKeys);
	}

	@Override
	public void deploy(DeploymentEntity deployment) {
		if (deployment.isNew() && Context.getCommandContext().getAuthentication() != null) {
			checkTenant(deployment);
			check(deployment.getTenantId(),
					deployment.getResources()
						.values()
						.stream()
						.collect(Collectors.toMap(ResourceEntity::getName, ResourceEntity::getBytes, (one, two) -> two,
								LinkedHashMap::new)));
		}
	}

	/** Only administrators would ever see what is deployed there. */
	private static void checkTenant(DeploymentEntity deployment) {
		String tenant = deployment.getTenantId();
		if (tenant != null
				&& Context.getCommandContext().getReadOnlyIdentityProvider().findTenantById(tenant) == null) {
			throw refused(Map.of(String.valueOf(deployment.getName()),
					List.of(Refusal.TENANT_UNKNOWN.of(null, Elements.shortened(tenant)))));
		}
	}

	/**
	 * @throws ParseException with all sentences, if there is something to refuse
	 */
	private void check(String tenant, Map<String, byte[]> files) {
		Map<String, List<ModelProblem>> problems = new LinkedHashMap<>();
		Map<String, BpmnModelInstance> models = new LinkedHashMap<>();
		Map<String, Element> decisions = new LinkedHashMap<>();
		Links links = new Links(tenant, files.keySet());
		files.forEach((name, bytes) -> {
			List<ModelProblem> found = new ArrayList<>();
			try {
				if (name.endsWith(".bpmn") || name.endsWith(".bpmn20.xml")) {
					checkModel(name, bytes, found).ifPresent((model) -> models.put(name, model));
				}
				else if (name.endsWith(".dmn") || name.endsWith(".dmn11.xml")) {
					decisions.put(name, checkDecisions(name, bytes, found));
					links.addDecisions(decisions.get(name));
				}
				else if (name.endsWith(".form")) {
					links.addForm(checkForm(name, bytes));
				}
				else if (this.settings.safe()) {
					found.add(Refusal.FILE_KIND.of(null, Elements.shortened(name)));
				}
			}
			catch (ModelRefused ex) {
				found.add(ex.problem());
			}
			problems.put(name, found);
		});
		Calls calls = new Calls(tenant, models.values());
		ModuleTexts texts = new ModuleTexts(this.feel);
		models.forEach((name, model) -> {
			try {
				problems.get(name).addAll(checkUse(model, tenant, calls));
				problems.get(name).addAll(texts.check(model));
				problems.get(name).addAll(links.check(Elements.root(model)));
			}
			catch (ModelException ex) {
				problems.get(name).add(unreadable(name, ex));
			}
		});
		decisions.forEach((name, element) -> problems.get(name).addAll(texts.check(element, models.values())));
		problems.values().removeIf(List::isEmpty);
		if (!problems.isEmpty()) {
			throw refused(problems);
		}
	}

	/**
	 * @return the model, if it can be looked at as one
	 */
	private Optional<BpmnModelInstance> checkModel(String name, byte[] bytes, List<ModelProblem> problems)
			throws ModelRefused {
		Element definitions = SafeXml.read(name, bytes).getDocumentElement();
		if (SafeModel.isForCamunda8(definitions)) {
			throw new ModelRefused(Refusal.CAMUNDA_8.of(null, name));
		}
		if (this.settings.safe()) {
			problems.addAll(SafeModel.check(definitions, this.feel, reserved()));
			problems.addAll(BoundedModel.check(definitions));
		}
		problems.addAll(Links.checkImplementations(definitions));
		return problems.isEmpty() ? Optional.of(model(name, bytes)) : Optional.empty();
	}

	private Element checkDecisions(String name, byte[] bytes, List<ModelProblem> problems) throws ModelRefused {
		Element decisions = SafeXml.read(name, bytes).getDocumentElement();
		if (this.settings.safe()) {
			problems.addAll(SafeDecision.check(decisions, this.feel, reserved()));
		}
		return decisions;
	}

	private Predicate<String> reserved() {
		return (name) -> ENGINE_NAMES.contains(name) || this.exposed.containsKey(name);
	}

	private static BpmnModelInstance model(String name, byte[] bytes) throws ModelRefused {
		try {
			return Bpmn.readModelFromStream(new ByteArrayInputStream(bytes));
		}
		catch (ModelException ex) {
			throw new ModelRefused(unreadable(name, ex));
		}
	}

	/** Says it without the words of the parser. */
	private static ModelProblem unreadable(String name, ModelException ex) {
		Throwable cause = ex;
		while (cause.getCause() != null) {
			cause = cause.getCause();
		}
		String message = String.valueOf(cause.getMessage());
		Matcher id = NO_ID.matcher(message);
		return id.find() ? Refusal.ID.of(null, name, Elements.shortened(id.group(1))) : Refusal.NO_MODEL.of(null, name,
				PARSER_WORDS.matcher(message).replaceFirst("line $1: ").replaceFirst("\\.$", ""));
	}

	/**
	 * @return the id of the form
	 */
	private String checkForm(String name, byte[] bytes) throws ModelRefused {
		if (bytes.length > SafeXml.SIZE_LIMIT * 1024) {
			throw new ModelRefused(Refusal.FILE_SIZE.of(null, name, SafeXml.SIZE_LIMIT));
		}
		try {
			JsonNode form = this.json.readTree(bytes);
			if (!form.isObject()) {
				throw new ModelRefused(Refusal.NO_FORM.of(null, name));
			}
			if (this.settings.safe()) {
				checkComponents(name, form);
			}
			return form.path("id").asText();
		}
		catch (IOException ex) {
			throw new ModelRefused(Refusal.NO_FORM.of(null, name));
		}
	}

	private static void checkComponents(String name, JsonNode part) throws ModelRefused {
		for (JsonNode component : part.path("components")) {
			String type = component.path("type").asText();
			if (!FORM_COMPONENTS.contains(type)) {
				throw new ModelRefused(Refusal.FORM_COMPONENT.of(null, name, Elements.shortened(type)));
			}
			checkComponents(name, component);
		}
	}

	private List<ModelProblem> checkUse(BpmnModelInstance model, String tenant, Calls calls) {
		List<ModelProblem> problems = new ArrayList<>();
		// In one go, as a file may hold many processes.
		Collection<CallActivity> all = model.getModelElementsByType(CallActivity.class);
		Set<String> workflows = processes(all, (call) -> Modules.keys().contains(call.getCalledElement()));
		Set<String> running = processes(all, calls::runsModule);
		for (Process process : model.getModelElementsByType(Process.class)) {
			if (this.ownKeys.contains(process.getId())) {
				problems.add(Refusal.KEY_TAKEN.of(process.getId(), "The process '" + process.getId() + "'"));
			}
			if (!running.contains(process.getId())) {
				continue;
			}
			ModuleInterface workflow = new ModuleInterface(model, process.getId());
			List<Obstacle> obstacles = workflows.contains(process.getId())
					? workflow.obstacles((rule) -> this.rules.check((tenant != null) ? tenant : SHARED_RULES, rule),
							calls::runsModule)
					: workflow.obstaclesOfConcurrency(calls::runsModule);
			obstacles.forEach((obstacle) -> problems.add(new ModelProblem(obstacle.element(), obstacle.sentence())));
		}
		if (!this.settings.safe()) {
			problems.addAll(checkConditions(model));
		}
		for (CallActivity call : model.getModelElementsByType(CallActivity.class)) {
			if (problems.size() >= REPORTED_LIMIT) {
				break;
			}
			String called = call.getCalledElement();
			if (this.ownKeys.contains(called) && !Modules.keys().contains(called)) {
				problems.add(Refusal.CALLED_OWN.of(call.getId(), Calls.described(call), called));
			}
			else {
				calls.check(call, problems);
			}
		}
		return problems;
	}

	private static Set<String> processes(Collection<CallActivity> calls, Predicate<CallActivity> which) {
		return calls.stream().filter(which).map((call) -> Calls.process(call).getId()).collect(Collectors.toSet());
	}

	/** Also where models may do everything, FEEL is FEEL. */
	private List<ModelProblem> checkConditions(BpmnModelInstance model) {
		List<ModelProblem> problems = new ArrayList<>();
		Elements.feel(Elements.root(model)).forEach((element) -> {
			try {
				this.feel.parse(Elements.text(element));
			}
			catch (RuleInvalid ex) {
				problems.add(Refusal.FEEL.of(Elements.id(element), Elements.described(element), ex.problem()));
			}
		});
		return problems;
	}

	/** The whole answer is one sentence after the other: Modeler shows the message. */
	private static ParseException refused(Map<String, List<ModelProblem>> problems) {
		String message = problems.values()
			.stream()
			.flatMap(List::stream)
			.map(ModelProblem::sentence)
			.distinct()
			.limit(REPORTED_LIMIT)
			.collect(Collectors.joining(". ", "", "."));
		Map.Entry<String, List<ModelProblem>> first = problems.entrySet().iterator().next();
		List<Problem> reported = problems.values()
			.stream()
			.flatMap(List::stream)
			.distinct()
			.limit(REPORTED_LIMIT)
			.<Problem>map(Reported::new)
			.toList();
		return new ParseException(message, first.getKey(), reported, List.of());
	}

	/** Names the element, so that an editor can show it. */
	private record Reported(ModelProblem problem) implements Problem {

		@Override
		public String getMessage() {
			return this.problem.sentence();
		}

		@Override
		public int getLine() {
			return 0;
		}

		@Override
		public int getColumn() {
			return 0;
		}

		@Override
		public String getMainElementId() {
			return this.problem.element();
		}

		@Override
		public List<String> getElementIds() {
			return (this.problem.element() != null) ? List.of(this.problem.element()) : List.of();
		}

	}

}
