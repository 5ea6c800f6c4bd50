package io.selfieregistration.workflow.process;

import java.util.List;

import org.camunda.bpm.engine.impl.bpmn.behavior.CallableElementActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.core.variable.mapping.value.NullValueProvider;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

import io.selfieregistration.workflow.ModuleSettings;

/**
 * Marks every process that calls a module as a workflow, lets workflows of all workspaces
 * find the module, and drops empty settings, so no variables are created for them.
 */
class WorkflowParseListener extends AbstractBpmnParseListener {

	@Override
	public void parseCallActivity(Element callActivity, ScopeImpl scope, ActivityImpl activity) {
		if (Modules.keys().contains(callActivity.attribute("calledElement"))) {
			callSharedModule((CallableElementActivityBehavior) activity.getActivityBehavior());
			WorkflowDefinitions.mark((ProcessDefinitionEntity) activity.getProcessDefinition());
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
		if (!WorkflowDefinitions.isWorkflow(definition)) {
			return;
		}
		dropEmptySettings(definition);
		for (ActivityImpl activity : definition.getActivities()) {
			if (List.of("startEvent", "messageStartEvent", "startTimerEvent", "signalStartEvent")
				.contains(activity.getProperty("type")) && activity.isAsyncBefore()) {
				throw new IllegalStateException("The start event '" + activity.getId() + "' of the workflow '"
						+ definition.getKey() + "' is asynchronous (camunda:asyncBefore): the engine would keep its"
						+ " start variables, which may be personal. Make the first step after it asynchronous instead");
			}
		}
	}

	/**
	 * An empty setting counts as a missing one, and each variable is a row here, one in
	 * the module and one for each in the history.
	 */
	private static void dropEmptySettings(ScopeImpl scope) {
		for (ActivityImpl activity : scope.getActivities()) {
			if (activity.getActivityBehavior() instanceof CallableElementActivityBehavior
					&& activity.getIoMapping() != null) {
				activity.getIoMapping()
					.getInputParameters()
					.removeIf((input) -> input.getValueProvider() instanceof NullValueProvider
							&& ModuleSettings.names().contains(input.getName()));
			}
			dropEmptySettings(activity);
		}
	}

}
