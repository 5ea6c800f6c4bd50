package io.selfieregistration.modelling.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.xml.ModelException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import io.selfieregistration.modelling.ModellingSettings;
import io.selfieregistration.request.process.ModuleInterface;
import io.selfieregistration.rule.ModelFeel;
import io.selfieregistration.rule.RuleInvalid;
import io.selfieregistration.rule.Rules;

/**
 * Looks at what users deploy before the engine reads it, and refuses models that use our
 * modules wrongly or, in safe modelling, could become code. What no user deploys is what
 * the service itself brings along at its start.
 */
class DeploymentCheck implements Deployer {

	/**
	 * A deployer with many mistakes sees the first ones; they are corrected one by one.
	 */
	private static final int REPORTED_LIMIT = 20;

	/** Shared models run in every workspace; the named rules of this one are for them. */
	private static final String SHARED_RULES = "default";

	private static final Set<String> ENGINE_NAMES = Set.of("execution", "task", "caseExecution", "externalTask",
			"authenticatedUserId", "variableContext", "processEngine", "connector");

	private final ModellingSettings settings;

	private final ModelFeel feel;

	private final Rules rules;

	private final Map<Object, Object> exposed;

	private final Set<String> ownKeys;

	private final ObjectMapper json = new ObjectMapper();

	/**
	 * @param exposed what expressions find by name besides variables
	 * @param ownKeys ids of the processes that belong to the service
	 */
	DeploymentCheck(ModellingSettings settings, ModelFeel feel, Rules rules, Map<Object, Object> exposed,
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
			check(deployment.getTenantId(),
					deployment.getResources()
						.values()
						.stream()
						.collect(Collectors.toMap(ResourceEntity::getName, ResourceEntity::getBytes, (one, two) -> two,
								LinkedHashMap::new)));
		}
	}

	/**
	 * @throws ParseException with all sentences, if there is something to refuse
	 */
	private void check(String tenant, Map<String, byte[]> files) {
		Map<String, List<ModelProblem>> problems = new LinkedHashMap<>();
		Map<String, BpmnModelInstance> models = new LinkedHashMap<>();
		files.forEach((name, bytes) -> {
			List<ModelProblem> found = new ArrayList<>();
			try {
				BpmnModelInstance model = checkFile(name, bytes, found);
				if (model != null) {
					models.put(name, model);
				}
			}
			catch (ModelRefused ex) {
				found.add(ex.problem());
			}
			problems.put(name, found);
		});
		Set<String> deployedTogether = models.values()
			.stream()
			.flatMap((model) -> model.getModelElementsByType(Process.class).stream())
			.map(Process::getId)
			.collect(Collectors.toSet());
		models.forEach((name, model) -> problems.get(name).addAll(checkUse(model, tenant, deployedTogether, models)));
		problems.values().removeIf(List::isEmpty);
		if (!problems.isEmpty()) {
			throw refused(problems);
		}
	}

	/**
	 * @return the model, if it can be looked at as one
	 */
	private BpmnModelInstance checkFile(String name, byte[] bytes, List<ModelProblem> problems) throws ModelRefused {
		if (name.endsWith(".bpmn") || name.endsWith(".bpmn20.xml")) {
			Element definitions = SafeXml.read(name, bytes).getDocumentElement();
			if (this.settings.safe()) {
				problems.addAll(SafeModel.check(definitions, this.feel, reserved()));
				problems.addAll(BoundedModel.check(definitions));
			}
			return problems.isEmpty() ? model(name, bytes) : null;
		}
		if (name.endsWith(".dmn") || name.endsWith(".dmn11.xml")) {
			Document decisions = SafeXml.read(name, bytes);
			if (this.settings.safe()) {
				problems.addAll(SafeDecision.check(decisions.getDocumentElement(), this.feel, reserved()));
			}
		}
		else if (name.endsWith(".form")) {
			checkForm(name, bytes);
		}
		else if (this.settings.safe()) {
			problems.add(Refusal.FILE_KIND.of(null, Elements.shortened(name)));
		}
		return null;
	}

	private Predicate<String> reserved() {
		return (name) -> ENGINE_NAMES.contains(name) || this.exposed.containsKey(name);
	}

	private static BpmnModelInstance model(String name, byte[] bytes) throws ModelRefused {
		try {
			return Bpmn.readModelFromStream(new ByteArrayInputStream(bytes));
		}
		catch (ModelException ex) {
			Throwable cause = ex;
			while (cause.getCause() != null) {
				cause = cause.getCause();
			}
			throw new ModelRefused(Refusal.NO_MODEL.of(null, name, cause.getMessage()));
		}
	}

	private void checkForm(String name, byte[] bytes) throws ModelRefused {
		if (bytes.length > SafeXml.SIZE_LIMIT * 1024) {
			throw new ModelRefused(Refusal.FILE_SIZE.of(null, name, SafeXml.SIZE_LIMIT));
		}
		try {
			if (!this.json.readTree(bytes).isObject()) {
				throw new ModelRefused(Refusal.NO_FORM.of(null, name));
			}
		}
		catch (IOException ex) {
			throw new ModelRefused(Refusal.NO_FORM.of(null, name));
		}
	}

	private List<ModelProblem> checkUse(BpmnModelInstance model, String tenant, Set<String> deployedTogether,
			Map<String, BpmnModelInstance> models) {
		List<ModelProblem> problems = new ArrayList<>();
		for (Process process : model.getModelElementsByType(Process.class)) {
			if (this.ownKeys.contains(process.getId())) {
				problems.add(Refusal.KEY_TAKEN.of(process.getId(), "The process '" + process.getId() + "'"));
			}
			ModuleInterface use = new ModuleInterface(model, process.getId());
			if (use.callsModule()) {
				use.obstacles((rule) -> this.rules.check((tenant != null) ? tenant : SHARED_RULES, rule))
					.forEach((obstacle) -> problems.add(new ModelProblem(obstacle.element(), obstacle.sentence())));
			}
		}
		if (!this.settings.safe()) {
			problems.addAll(checkConditions(model));
		}
		Calls calls = new Calls(tenant, deployedTogether, models);
		for (CallActivity call : model.getModelElementsByType(CallActivity.class)) {
			String called = call.getCalledElement();
			if (this.ownKeys.contains(called) && !ModuleInterface.MODULES.contains(called)) {
				problems.add(Refusal.CALLED_OWN.of(call.getId(), Calls.described(call), called));
			}
			else {
				calls.check(call, problems);
			}
		}
		return problems;
	}

	/** Also where models may do everything, FEEL is FEEL. */
	private List<ModelProblem> checkConditions(BpmnModelInstance model) {
		List<ModelProblem> problems = new ArrayList<>();
		Elements.all(((Document) model.getDocument().getDomSource().getNode()).getDocumentElement())
			.filter((element) -> "feel".equals(element.getAttribute("language"))
					|| "feel".equals(element.getAttribute("scriptFormat")))
			.forEach((element) -> {
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

	/** What call activities lead to. */
	private static final class Calls {

		private final String tenant;

		private final Set<String> deployedTogether;

		private final Map<String, BpmnModelInstance> models;

		private Calls(String tenant, Set<String> deployedTogether, Map<String, BpmnModelInstance> models) {
			this.tenant = tenant;
			this.deployedTogether = deployedTogether;
			this.models = models;
		}

		private void check(CallActivity call, List<ModelProblem> problems) {
			String called = call.getCalledElement();
			if (called == null || called.contains("${") || called.contains("#{")) {
				return;
			}
			String described = described(call);
			if (!this.deployedTogether.contains(called) && definition(called) == null) {
				problems.add(Refusal.CALLED_MISSING.of(call.getId(), described, called));
			}
			else if (leadsTo(called, process(call).getId(), new HashSet<>())) {
				problems.add(Refusal.CALLED_IN_CIRCLE.of(call.getId(), described, called));
			}
		}

		private boolean leadsTo(String from, String to, Set<String> seen) {
			if (from.equals(to)) {
				return true;
			}
			return seen.add(from) && calledBy(from).anyMatch((called) -> leadsTo(called, to, seen));
		}

		private Stream<String> calledBy(String key) {
			Stream<Process> processes = this.deployedTogether.contains(key) ? this.models.values()
				.stream()
				.flatMap((model) -> model.getModelElementsByType(Process.class).stream()) : deployed(key);
			return processes.filter((process) -> process.getId().equals(key))
				.flatMap((process) -> process.getModelInstance().getModelElementsByType(CallActivity.class).stream())
				.filter((call) -> process(call).getId().equals(key))
				.map(CallActivity::getCalledElement)
				.filter((called) -> called != null);
		}

		private Stream<Process> deployed(String key) {
			ProcessDefinitionEntity definition = definition(key);
			return (definition == null) ? Stream.empty()
					: Context.getProcessEngineConfiguration()
						.getDeploymentCache()
						.findBpmnModelInstanceForProcessDefinition(definition)
						.getModelElementsByType(Process.class)
						.stream();
		}

		private ProcessDefinitionEntity definition(String key) {
			var definitions = Context.getCommandContext().getProcessDefinitionManager();
			ProcessDefinitionEntity own = (this.tenant != null)
					? definitions.findLatestProcessDefinitionByKeyAndTenantId(key, this.tenant) : null;
			return (own != null) ? own : definitions.findLatestProcessDefinitionByKeyAndTenantId(key, null);
		}

		private static Process process(CallActivity call) {
			var parent = call.getParentElement();
			while (!(parent instanceof Process process)) {
				parent = parent.getParentElement();
			}
			return process;
		}

		private static String described(CallActivity call) {
			Document document = (Document) call.getModelInstance().getDocument().getDomSource().getNode();
			return Elements.described(Elements.all(document.getDocumentElement())
				.filter((element) -> call.getId().equals(element.getAttribute("id")))
				.findFirst()
				.orElseThrow());
		}

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
