package io.selfieregistration.request.process;

import java.util.List;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.CallableElementActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.core.variable.mapping.value.NullValueProvider;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Makes a workflow of every process that calls a module: adds the listeners that begin
 * and end a request, to every module the one that looks at its request, and the one that
 * ends what is to start the next phase. They are not left to the models, as a forgotten
 * one would leave personal data in the engine. Lets workflows of all workspaces find the
 * module, and makes no variables of settings that set nothing.
 */
class WorkflowParseListener extends AbstractBpmnParseListener {

	/** Marks the definition of a workflow. */
	private static final String WORKFLOW = "selfieRegistrationWorkflow";

	private final ExecutionListener begin;

	private final ExecutionListener end;

	private final ExecutionListener beginModule;

	private final ExecutionListener endNextPhase;

	WorkflowParseListener(ExecutionListener begin, ExecutionListener end, ExecutionListener beginModule,
			ExecutionListener endNextPhase) {
		this.begin = begin;
		this.end = end;
		this.beginModule = beginModule;
		this.endNextPhase = endNextPhase;
	}

	static boolean isWorkflow(ScopeImpl definition) {
		return definition != null && definition.getProperty(WORKFLOW) != null;
	}

	@Override
	public void parseCallActivity(Element callActivity, ScopeImpl scope, ActivityImpl activity) {
		ProcessDefinitionEntity definition = (ProcessDefinitionEntity) activity.getProcessDefinition();
		if (!ModuleInterface.MODULES.contains(callActivity.attribute("calledElement"))) {
			return;
		}
		callSharedModule((CallableElementActivityBehavior) activity.getActivityBehavior());
		if (!isWorkflow(definition)) {
			definition.setProperty(WORKFLOW, true);
			// Built in, as operators may skip the listeners of models: Cockpit proposes
			// it.
			definition.addBuiltInListener(ExecutionListener.EVENTNAME_START, this.begin, 0);
			definition.addBuiltInListener(ExecutionListener.EVENTNAME_END, this.end);
		}
	}

	/**
	 * An empty setting counts as a missing one, and each variable is a row here, one in
	 * the module and one for each in the history.
	 */
	private static void leaveOutEmptySettings(ScopeImpl scope) {
		for (ActivityImpl activity : scope.getActivities()) {
			if (activity.getActivityBehavior() instanceof CallableElementActivityBehavior
					&& activity.getIoMapping() != null) {
				activity.getIoMapping()
					.getInputParameters()
					.removeIf((input) -> input.getValueProvider() instanceof NullValueProvider
							&& ModuleSettings.names().contains(input.getName()));
			}
			leaveOutEmptySettings(activity);
		}
	}

	/**
	 * Modules have no tenant. The engine would look for them under the tenant of the
	 * caller, so no workflow of a workspace would find them.
	 */
	private static void callSharedModule(CallableElementActivityBehavior call) {
		call.getCallableElement().setTenantIdProvider(new NullValueProvider());
	}

	@Override
	public void parseProcess(Element process, ProcessDefinitionEntity definition) {
		if (ModuleInterface.MODULES.contains(definition.getKey())) {
			definition.addBuiltInListener(ExecutionListener.EVENTNAME_START, this.beginModule, 0);
		}
		if (StartNextPhaseProcess.KEY.equals(definition.getKey())) {
			definition.addBuiltInListener(ExecutionListener.EVENTNAME_END, this.endNextPhase);
		}
		if (!isWorkflow(definition)) {
			return;
		}
		leaveOutEmptySettings(definition);
		for (ActivityImpl activity : definition.getActivities()) {
			if (List.of("startEvent", "messageStartEvent", "startTimerEvent", "signalStartEvent")
				.contains(activity.getProperty("type")) && activity.isAsyncBefore()) {
				throw new IllegalStateException("The start event '" + activity.getId() + "' of the workflow '"
						+ definition.getKey() + "' is asynchronous (camunda:asyncBefore): the engine would keep its"
						+ " start variables, which may be personal. Make the first step after it asynchronous instead");
			}
		}
	}

}
