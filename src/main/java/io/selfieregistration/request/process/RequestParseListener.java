package io.selfieregistration.request.process;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;

import io.selfieregistration.workflow.process.EngineExtensions;
import io.selfieregistration.workflow.process.Modules;
import io.selfieregistration.workflow.process.WorkflowDefinitions;

/**
 * Adds the listeners that keep requests consistent to workflows, modules and
 * {@code start-next-phase}. They are not part of the models, where a forgotten one would
 * leave a request open for ever; and they are built in, as operators may skip listeners
 * of models.
 */
class RequestParseListener extends AbstractBpmnParseListener {

	@Override
	public void parseProcess(Element process, ProcessDefinitionEntity definition) {
		if (Modules.keys().contains(definition.getKey())) {
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
