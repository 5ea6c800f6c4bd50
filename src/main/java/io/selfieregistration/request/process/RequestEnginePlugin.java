package io.selfieregistration.request.process;

import java.util.ArrayList;
import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Teaches the engine what a workflow is, and which variables leave no history. */
@Component
class RequestEnginePlugin extends AbstractProcessEnginePlugin {

	private final ObjectProvider<TakeOverRequestListener> begin;

	private final ObjectProvider<EndRequestListener> end;

	/**
	 * The listeners use the engine that this plugin helps to make, so they come later.
	 */
	RequestEnginePlugin(ObjectProvider<TakeOverRequestListener> begin, ObjectProvider<EndRequestListener> end) {
		this.begin = begin;
		this.end = end;
	}

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		List<BpmnParseListener> listeners = (configuration.getCustomPostBPMNParseListeners() != null)
				? configuration.getCustomPostBPMNParseListeners() : new ArrayList<>();
		listeners.add(new WorkflowParseListener(late(this.begin), late(this.end)));
		configuration.setCustomPostBPMNParseListeners(listeners);
		configuration.setCustomHistoryLevels(List.of(new PersonalDataHistoryLevel()));
	}

	private static ExecutionListener late(ObjectProvider<? extends ExecutionListener> listener) {
		return (DelegateExecution execution) -> listener.getObject().notify(execution);
	}

}
