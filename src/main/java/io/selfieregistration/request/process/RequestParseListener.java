package io.selfieregistration.request.process;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;

import io.selfieregistration.workflow.process.EngineExtensions;
import io.selfieregistration.workflow.process.ModuleInterface;
import io.selfieregistration.workflow.process.WorkflowDefinitions;

/**
 * Adds to workflows, modules and the process between two phases the listeners that keep
 * requests true. Models do not carry them, as one that was forgotten would leave a request
 * open for ever; and they are built in, as operators may skip the listeners of models.
 */
class RequestParseListener extends AbstractBpmnParseListener {

	@Override
	public void parseProcess(Element process, ProcessDefinitionEntity definition) {
		if (ModuleInterface.MODULES.contains(definition.getKey())) {
			definition.addBuiltInListener(ExecutionListener.EVENTNAME_START,
					EngineExtensions.listener(RequireOwnRequestListener.class), 0);
			definition.addBuiltInListener(ExecutionListener.EVENTNAME_END,
					EngineExtensions.listener(LeaveModuleListener.class));
		}
		if (CamundaWorkflows.NEXT_PHASE.equals(definition.getKey())) {
			definition.addBuiltInListener(ExecutionListener.EVENTNAME_END,
					EngineExtensions.listener(AbandonNextPhaseListener.class));
		}
		if (WorkflowDefinitions.isWorkflow(definition)) {
			definition.addBuiltInListener(ExecutionListener.EVENTNAME_END,
					EngineExtensions.listener(EndRequestListener.class));
		}
	}

}
