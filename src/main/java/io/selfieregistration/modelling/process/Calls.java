package io.selfieregistration.modelling.process;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionManager;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.LoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

import io.selfieregistration.workflow.process.Modules;

/** What call activities lead to, in the models that are deployed together and before. */
final class Calls {

	/** Most process instances that one of a process makes, by all calls of calls. */
	static final int INSTANCE_LIMIT = 1_000;

	/** Deepest chain of calls. */
	private static final int DEPTH_LIMIT = 20;

	private final String tenant;

	private final Map<String, List<CallActivity>> calls = new HashMap<>();

	private final Map<String, Integer> made = new HashMap<>();

	private final Map<String, Boolean> running = new HashMap<>();

	private final Set<String> deployedTogether;

	/**
	 * @param tenant whose models they are, or null
	 */
	Calls(String tenant, Collection<BpmnModelInstance> models) {
		this.tenant = tenant;
		models.forEach(this::add);
		this.deployedTogether = models.stream()
			.flatMap((model) -> model.getModelElementsByType(Process.class).stream())
			.filter(Process::isExecutable)
			.map(Process::getId)
			.collect(Collectors.toUnmodifiableSet());
	}

	private void add(BpmnModelInstance model) {
		model.getModelElementsByType(Process.class)
			.forEach((process) -> this.calls.putIfAbsent(process.getId(), List.of()));
		this.calls.putAll(model.getModelElementsByType(CallActivity.class)
			.stream()
			.filter((call) -> call.getCalledElement() != null)
			.collect(Collectors.groupingBy((call) -> process(call).getId())));
	}

	void check(CallActivity call, List<ModelProblem> problems) {
		String called = call.getCalledElement();
		if (called == null || called.contains("${") || called.contains("#{")) {
			return;
		}
		boolean bound = "deployment".equals(call.getCamundaCalledElementBinding());
		if (!this.deployedTogether.contains(called) && (bound || definition(called) == null)) {
			problems.add(Refusal.CALLED_MISSING.of(call.getId(), described(call), called));
		}
		else if (leadsTo(called, process(call).getId())) {
			problems.add(Refusal.CALLED_IN_CIRCLE.of(call.getId(), described(call), called));
		}
		else if (madeBy(call, 0) > INSTANCE_LIMIT) {
			problems.add(Refusal.CALLED_TOO_OFTEN.of(call.getId(), described(call), called, INSTANCE_LIMIT));
		}
	}

	/** Whether a step runs a module, be it in a process that it calls. */
	boolean runsModule(CallActivity call) {
		String called = call.getCalledElement();
		return called != null && this.running.computeIfAbsent(called,
				(key) -> Modules.keys().stream().anyMatch((module) -> leadsTo(key, module)));
	}

	private boolean leadsTo(String from, String to) {
		Set<String> seen = new HashSet<>(Set.of(from));
		Deque<String> open = new ArrayDeque<>(seen);
		while (!open.isEmpty()) {
			String key = open.remove();
			if (key.equals(to)) {
				return true;
			}
			callsOf(key).stream().map(CallActivity::getCalledElement).filter(seen::add).forEach(open::add);
		}
		return false;
	}

	/** How many process instances a step makes; more than the limit is that much. */
	private long madeBy(CallActivity call, int depth) {
		return (depth > DEPTH_LIMIT) ? INSTANCE_LIMIT + 1
				: times(call) * (1L + madeBy(call.getCalledElement(), depth + 1));
	}

	private int madeBy(String key, int depth) {
		Integer known = this.made.get(key);
		if (known == null) {
			long sum = 0;
			for (CallActivity call : callsOf(key)) {
				sum = Math.min(sum + madeBy(call, depth), INSTANCE_LIMIT + 1);
			}
			known = (int) sum;
			this.made.put(key, known);
		}
		return known;
	}

	/** A collection may have as many elements as a loop may have runs. */
	private static int times(CallActivity call) {
		ModelElementInstance element = call;
		while (element instanceof Activity activity) {
			LoopCharacteristics loop = activity.getLoopCharacteristics();
			if (loop instanceof MultiInstanceLoopCharacteristics several) {
				String number = (several.getLoopCardinality() != null)
						? several.getLoopCardinality().getTextContent().strip() : "";
				return number.matches("[1-9][0-9]?") ? Integer.parseInt(number) : BoundedModel.LOOP_LIMIT;
			}
			element = element.getParentElement();
		}
		return 1;
	}

	private List<CallActivity> callsOf(String key) {
		if (!this.calls.containsKey(key)) {
			ProcessDefinitionEntity definition = definition(key);
			this.calls.put(key,
					(definition == null) ? List.of()
							: Context.getProcessEngineConfiguration()
								.getDeploymentCache()
								.findBpmnModelInstanceForProcessDefinition(definition)
								.getModelElementsByType(CallActivity.class)
								.stream()
								.filter((call) -> process(call).getId().equals(key) && call.getCalledElement() != null)
								.toList());
		}
		return this.calls.get(key);
	}

	private ProcessDefinitionEntity definition(String key) {
		ProcessDefinitionManager definitions = Context.getCommandContext().getProcessDefinitionManager();
		// Only modules are shared: the engine looks for the others in the tenant of the
		// caller
		return definitions.findLatestProcessDefinitionByKeyAndTenantId(key,
				Modules.keys().contains(key) ? null : this.tenant);
	}

	static Process process(CallActivity call) {
		ModelElementInstance parent = call.getParentElement();
		while (!(parent instanceof Process process)) {
			parent = parent.getParentElement();
		}
		return process;
	}

	static String described(CallActivity call) {
		return Elements.described(Elements.all(Elements.root(call.getModelInstance()))
			.filter((element) -> call.getId().equals(element.getAttribute("id")))
			.findFirst()
			.orElseThrow());
	}

}
