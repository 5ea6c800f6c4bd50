package io.selfieregistration.workflow.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

import io.selfieregistration.rule.RuleInvalid;
import io.selfieregistration.workflow.ModuleSettings;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;

/**
 * What a workflow must be like to run modules for a request, read from its model.
 * <p>
 * Longer than others: every sentence that an analyst reads about a call of a module
 * stands here, in one place.
 */
public final class ModuleInterface {

	private static final Pattern BUSINESS_KEY = Pattern
		.compile("[#$]\\{\\s*(execution\\.processBusinessKey|execution\\.getProcessBusinessKey\\(\\)|requestId)\\s*}");

	private static final Pattern PUBLISH_RESULT = Pattern.compile("[#$]\\{\\s*publishResultDelegate\\s*}");

	/** A text that the engine computes: what it will be is not known before. */
	private static final Pattern COMPUTED = Pattern.compile("[#$]\\{");

	private final BpmnModelInstance model;

	private final Process process;

	/**
	 * @param process id of the process; a file may hold several
	 */
	public ModuleInterface(BpmnModelInstance model, String process) {
		this.model = model;
		this.process = model.getModelElementById(process);
	}

	/** The steps that run a module. */
	List<CallActivity> calls() {
		return all(CallActivity.class).filter(ModuleInterface::runsModule).toList();
	}

	/** Whether a step runs a module. */
	static boolean runsModule(FlowNode node) {
		return node instanceof CallActivity call && Modules.keys().contains(call.getCalledElement());
	}

	/** What modules give back, by their own names; see {@link #texts()}. */
	public static Map<String, String> outputs() {
		Map<String, String> outputs = new HashMap<>();
		Modules.outputs().forEach((output, feel) -> outputs.put(output, feel.formatted(output)));
		return outputs;
	}

	/**
	 * The variables in which the process has what a module gives, all of them texts, each
	 * with FEEL that decides by it.
	 */
	public Map<String, String> texts() {
		Map<String, String> texts = new HashMap<>(outputs());
		calls().forEach((call) -> extensions(call, CamundaOut.class).stream()
			.filter((output) -> output.getCamundaSource() != null && output.getCamundaTarget() != null)
			.filter((output) -> module(call).outputs().containsKey(output.getCamundaSource()))
			.forEach((output) -> texts.put(output.getCamundaTarget(),
					module(call).outputs().get(output.getCamundaSource()).formatted(output.getCamundaTarget()))));
		return texts;
	}

	private static ModuleContract module(CallActivity call) {
		return Modules.of(call.getCalledElement());
	}

	/** Whether it runs a module at all. */
	public boolean callsModule() {
		return !calls().isEmpty();
	}

	/**
	 * What keeps the process from being a workflow.
	 * @param rules checks the rule of a step
	 */
	public List<Obstacle> obstacles(RuleCheck rules) {
		return obstacles(rules, ModuleInterface::runsModule);
	}

	/**
	 * What keeps the process from being a workflow.
	 * @param rules checks the rule of a step
	 * @param runsModule says of a step whether it runs a module, be it in a process that
	 * it calls
	 */
	public List<Obstacle> obstacles(RuleCheck rules, Predicate<CallActivity> runsModule) {
		List<Obstacle> obstacles = new ArrayList<>();
		List<CallActivity> calls = calls();
		if (calls.isEmpty()) {
			obstacles
				.add(new Obstacle(this.process.getId(), "The process calls no module: it needs a call activity for '"
						+ String.join("' or '", Modules.all().stream().map(ModuleContract::key).toList()) + "'"));
		}
		for (CallActivity call : calls) {
			Stream
				.of(obstaclesOf(call), obstaclesOfOutputs(call), obstaclesOfSettings(call),
						obstaclesOfRule(call, rules))
				.flatMap((found) -> found)
				.map((obstacle) -> new Obstacle(call.getId(), described(call) + " " + obstacle))
				.forEach(obstacles::add);
		}
		ModuleFlow flow = new ModuleFlow(this.process);
		obstacles.addAll(flow.obstaclesOfErrors(calls));
		obstacles.addAll(flow.obstaclesOfConcurrency(all(CallActivity.class).filter(runsModule).toList()));
		Set<FlowNode> publishing = publishing().collect(Collectors.toCollection(LinkedHashSet::new));
		obstacles.addAll(flow.obstaclesOfPublishing(calls, publishing));
		if (publishing.isEmpty()) {
			obstacles.add(new Obstacle(this.process.getId(),
					"The process does not publish the result: it needs a service task with the delegate expression"
							+ " #{publishResultDelegate}"));
		}
		addObstaclesOfStart(obstacles);
		if ("false".equals(this.process.getAttributeValue("isExecutable"))) {
			obstacles.add(new Obstacle(this.process.getId(),
					"The process is not executable, so nothing of it would be deployed: tick Executable"));
		}
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
		Set<String> targets = new HashSet<>();
		extensions(call, CamundaOut.class).stream()
			.map(CamundaOut::getCamundaTarget)
			.filter((target) -> target != null && !targets.add(target))
			.distinct()
			.forEach((target) -> obstacles
				.add("takes over two outputs as '" + target + "': give each its own name again"));
		extensions(call, CamundaOut.class).stream()
			.map(CamundaOut::getCamundaSource)
			.filter((source) -> source != null && !module(call).outputs().containsKey(source))
			.distinct()
			.forEach((source) -> obstacles.add("takes over '" + source + "', which the module does not give: it gives "
					+ String.join(", ", new TreeSet<>(module(call).outputs().keySet()))));
		return obstacles.build();
	}

	/**
	 * What a flow decides by is only there if the step takes it over: what is missing
	 * would be an incident.
	 */
	private Stream<String> obstaclesOfOutputs(CallActivity call) {
		Set<String> taken = calls().stream()
			.flatMap((each) -> extensions(each, CamundaOut.class).stream())
			.map((output) -> "all".equals(output.getCamundaVariables()) ? "all" : output.getCamundaTarget())
			.filter((name) -> name != null)
			.collect(Collectors.toSet());
		if (taken.contains("all")) {
			return Stream.empty();
		}
		return new TreeSet<>(module(call).outputs().keySet()).stream()
			.filter((output) -> !taken.contains(output))
			.flatMap((output) -> all(ConditionExpression.class).filter(
					(condition) -> Pattern.compile("\\b" + output + "\\b").matcher(condition.getTextContent()).find())
				.limit(1)
				.map((condition) -> "does not take over '" + output + "', which a sequence flow decides by: apply the"
						+ " template again"));
	}

	private static Stream<String> obstaclesOfSettings(CallActivity call) {
		Stream.Builder<String> obstacles = Stream.builder();
		List<CamundaInputParameter> settings = settings(call).toList();
		Set<String> known = module(call).settings();
		Set<String> seen = new HashSet<>();
		for (CamundaInputParameter setting : settings) {
			String name = setting.getCamundaName();
			if (!known.contains(name)) {
				obstacles.add("has the setting '" + name + "', which the module does not know: it knows "
						+ String.join(", ", new TreeSet<>(known)));
			}
			else if (!seen.add(name)) {
				obstacles.add("has the setting '" + name + "' twice: remove one of them");
			}
			else {
				constant(setting).flatMap((text) -> ModuleSettings.problem(name, text))
					.ifPresent((problem) -> obstacles.add("has the setting '" + name + "', which " + problem));
			}
		}
		obstacleOfReminder(settings).ifPresent(obstacles::add);
		boolean handedOver = extensions(call, CamundaIn.class).stream()
			.anyMatch((input) -> "all".equals(input.getCamundaVariables()) && input.getCamundaLocal());
		if (!settings.isEmpty() && !handedOver) {
			obstacles.add("does not hand over its settings: it needs camunda:in local=\"true\" variables=\"all\"");
		}
		return obstacles.build();
	}

	private static Optional<String> obstacleOfReminder(List<CamundaInputParameter> settings) {
		Optional<Duration> expiry = duration(settings, Variables.SELFIE_LINK_EXPIRY);
		Optional<Duration> reminder = duration(settings, Variables.SELFIE_REMINDER);
		return (expiry.isPresent() && reminder.isPresent() && reminder.get().compareTo(expiry.get()) >= 0)
				? Optional.of("has a selfieReminder that is not shorter than its selfieLinkExpiry") : Optional.empty();
	}

	private static Optional<Duration> duration(List<CamundaInputParameter> settings, ProcessVariable<String> variable) {
		return settings.stream()
			.filter((setting) -> variable.name().equals(setting.getCamundaName()))
			.flatMap((setting) -> constant(setting).stream())
			.map(String::strip)
			.filter((text) -> !text.isEmpty() && ModuleSettings.problem(variable.name(), text).isEmpty())
			.map(Duration::parse)
			.findFirst();
	}

	private static Stream<String> obstaclesOfRule(CallActivity call, RuleCheck rules) {
		Optional<CamundaInputParameter> setting = settings(call)
			.filter((candidate) -> Variables.SELFIE_RULE.name().equals(candidate.getCamundaName()))
			.findFirst();
		if (setting.isEmpty()) {
			return Stream.empty();
		}
		Optional<String> rule = rule(call);
		if (rule.isEmpty() || COMPUTED.matcher(rule.get()).find()) {
			return Stream.of("has a rule that the engine computes: write the rule itself, without ${ and #{");
		}
		try {
			if (!rule.get().isBlank()) {
				rules.check(rule.get());
			}
			return Stream.empty();
		}
		catch (RuleInvalid ex) {
			return Stream.of("has a rule that is not valid: " + ex.getMessage());
		}
	}

	/**
	 * The steps that could run two modules of one request at the same time.
	 * @param runsModule says of a step whether it runs a module
	 */
	public List<Obstacle> obstaclesOfConcurrency(Predicate<CallActivity> runsModule) {
		List<CallActivity> running = all(CallActivity.class).filter(runsModule).toList();
		return running.isEmpty() ? List.of() : new ModuleFlow(this.process).obstaclesOfConcurrency(running);
	}

	/**
	 * The rule that a step has for its module, as a text; one that is computed is none.
	 */
	static Optional<String> rule(CallActivity call) {
		return settings(call).filter((setting) -> Variables.SELFIE_RULE.name().equals(setting.getCamundaName()))
			.filter((setting) -> setting.getDomElement().getChildElements().isEmpty())
			.map(CamundaInputParameter::getTextContent)
			.findFirst();
	}

	private static Stream<CamundaInputParameter> settings(CallActivity call) {
		return extensions(call, CamundaInputOutput.class).stream()
			.flatMap((settings) -> settings.getCamundaInputParameters().stream());
	}

	private static Optional<String> constant(CamundaInputParameter setting) {
		return Optional.of(setting.getTextContent())
			.filter((text) -> setting.getDomElement().getChildElements().isEmpty() && !COMPUTED.matcher(text).find());
	}

	private void addObstaclesOfStart(List<Obstacle> obstacles) {
		Collection<StartEvent> starts = this.process.getChildElementsByType(StartEvent.class);
		if (starts.stream().noneMatch((start) -> start.getEventDefinitions().isEmpty())) {
			obstacles.add(new Obstacle(this.process.getId(),
					"The process has no start event without a trigger, so a request cannot start it"));
		}
		starts.stream()
			.filter(StartEvent::isCamundaAsyncBefore)
			.map((start) -> new Obstacle(start.getId(), described(start)
					+ " is asynchronous (camunda:asyncBefore): make the first step after it asynchronous instead"))
			.forEach(obstacles::add);
	}

	/** Begins a sentence about an element. */
	static String described(FlowElement element) {
		return "T" + named(element).substring(1);
	}

	/** Kind, id and name of an element, within a sentence. */
	static String named(FlowElement element) {
		String name = element.getName();
		return "the " + element.getElementType().getTypeName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT)
				+ " '" + element.getId() + "'"
				+ ((name != null && !name.isBlank()) ? " (" + name.strip().replaceAll("\\s+", " ") + ")" : "");
	}

	private Stream<FlowNode> publishing() {
		return Stream.concat(all(ServiceTask.class).filter((task) -> isPublishing(task.getCamundaDelegateExpression())),
				all(SendTask.class).filter((task) -> isPublishing(task.getCamundaDelegateExpression())));
	}

	private static boolean isPublishing(String expression) {
		return expression != null && PUBLISH_RESULT.matcher(expression).matches();
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

	/**
	 * Something that keeps a process from being a workflow.
	 *
	 * @param element id of the element that it is about
	 * @param sentence what is wrong, and what to do
	 */
	public record Obstacle(String element, String sentence) {
	}

	/** Checks rules of models. */
	@FunctionalInterface
	public interface RuleCheck {

		/**
		 * @throws RuleInvalid if the rule could be decided for no request at all
		 */
		void check(String rule);

	}

}
