package io.selfieregistration.request.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

import io.selfieregistration.request.process.SelfieRegistrationProcess.Variables;

/** What a workflow must be like to run modules for a request, read from its model. */
final class ModuleInterface {

	/** The keys of the modules. */
	static final Set<String> MODULES = Set.of(SelfieRegistrationProcess.KEY);

	private static final Pattern BUSINESS_KEY = Pattern
		.compile("[#$]\\{\\s*(execution\\.processBusinessKey|execution\\.getProcessBusinessKey\\(\\)|requestId)\\s*}");

	private static final Pattern PUBLISH_RESULT = Pattern.compile("[#$]\\{\\s*publishResultDelegate\\s*}");

	private final BpmnModelInstance model;

	private final Process process;

	/**
	 * @param process id of the process; a file may hold several
	 */
	ModuleInterface(BpmnModelInstance model, String process) {
		this.model = model;
		this.process = model.getModelElementById(process);
	}

	/** The steps that run a module. */
	List<CallActivity> calls() {
		return all(CallActivity.class).filter((call) -> MODULES.contains(call.getCalledElement())).toList();
	}

	/** What keeps the process from being a workflow, one sentence each. */
	List<String> obstacles() {
		List<String> obstacles = new ArrayList<>();
		List<CallActivity> calls = calls();
		if (calls.isEmpty()) {
			obstacles.add("The process calls no module: it needs a call activity for '" + SelfieRegistrationProcess.KEY
					+ "'");
		}
		for (CallActivity call : calls) {
			obstaclesOf(call).map((obstacle) -> "The call activity '" + call.getId() + "' " + obstacle)
				.forEach(obstacles::add);
		}
		if (!publishesResult()) {
			obstacles
				.add("The process does not publish the result: it needs a service task with the delegate expression"
						+ " #{publishResultDelegate}");
		}
		addObstaclesOfStart(obstacles);
		return obstacles;
	}

	private static Stream<String> obstaclesOf(CallActivity call) {
		Collection<CamundaIn> inputs = extensions(call, CamundaIn.class);
		Stream.Builder<String> obstacles = Stream.builder();
		if (inputs.stream().noneMatch(ModuleInterface::handsOverBusinessKey)) {
			obstacles.add("does not hand over the business key: it needs"
					+ " camunda:in businessKey=\"#{execution.processBusinessKey}\"");
		}
		if (inputs.stream().noneMatch(ModuleInterface::handsOverRequestId)) {
			obstacles.add("does not hand over the request: it needs"
					+ " camunda:in source=\"requestId\" target=\"requestId\"");
		}
		if ("deployment".equals(call.getCamundaCalledElementBinding())) {
			obstacles
				.add("looks for the module in the deployment of the process: bind it to the latest version instead");
		}
		if (call.getLoopCharacteristics() != null) {
			obstacles.add("runs the module several times, but a request has one selfie");
		}
		return obstacles.build();
	}

	/**
	 * The rule that a step has for its module, as a text; one that is computed is none.
	 */
	static Optional<String> rule(CallActivity call) {
		return extensions(call, CamundaInputOutput.class).stream()
			.flatMap((settings) -> settings.getCamundaInputParameters().stream())
			.filter((setting) -> Variables.SELFIE_RULE.name().equals(setting.getCamundaName()))
			.filter((setting) -> setting.getDomElement().getChildElements().isEmpty())
			.map(CamundaInputParameter::getTextContent)
			.findFirst();
	}

	private void addObstaclesOfStart(List<String> obstacles) {
		Collection<StartEvent> starts = this.process.getChildElementsByType(StartEvent.class);
		if (starts.stream().noneMatch((start) -> start.getEventDefinitions().isEmpty())) {
			obstacles.add("The process has no start event without a trigger, so a request cannot start it");
		}
		starts.stream()
			.filter(StartEvent::isCamundaAsyncBefore)
			.map((start) -> "The start event '" + start.getId()
					+ "' is asynchronous (camunda:asyncBefore): make the first step after it asynchronous instead")
			.forEach(obstacles::add);
	}

	private boolean publishesResult() {
		return Stream
			.concat(all(ServiceTask.class).map(ServiceTask::getCamundaDelegateExpression),
					all(SendTask.class).map(SendTask::getCamundaDelegateExpression))
			.anyMatch((expression) -> expression != null && PUBLISH_RESULT.matcher(expression).matches());
	}

	private <T extends BaseElement> Stream<T> all(Class<T> type) {
		return this.model.getModelElementsByType(type).stream().filter(this::isInProcess);
	}

	private boolean isInProcess(ModelElementInstance element) {
		ModelElementInstance parent = element;
		while (parent != null && !(parent instanceof Process)) {
			parent = parent.getParentElement();
		}
		return this.process.equals(parent);
	}

	private static <T extends ModelElementInstance> Collection<T> extensions(CallActivity call, Class<T> type) {
		return (call.getExtensionElements() != null) ? call.getExtensionElements().getChildElementsByType(type)
				: List.of();
	}

	private static boolean handsOverBusinessKey(CamundaIn input) {
		return input.getCamundaBusinessKey() != null && BUSINESS_KEY.matcher(input.getCamundaBusinessKey()).matches();
	}

	/**
	 * Local variables are those of the call activity, so the request is not among them.
	 */
	private static boolean handsOverRequestId(CamundaIn input) {
		String name = Variables.REQUEST_ID.name();
		return "all".equals(input.getCamundaVariables()) && !input.getCamundaLocal()
				|| name.equals(input.getCamundaSource()) && name.equals(input.getCamundaTarget());
	}

}
