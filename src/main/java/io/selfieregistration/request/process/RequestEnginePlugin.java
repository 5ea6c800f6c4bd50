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

/**
 * Teaches the engine what a workflow is, whose its instances are, and which variables
 * leave no history.
 */
@Component
class RequestEnginePlugin extends AbstractProcessEnginePlugin {

	private final ObjectProvider<TakeOverRequestListener> begin;

	private final ObjectProvider<EndRequestListener> end;

	private final ObjectProvider<RequireOwnRequestListener> beginModule;

	private final ObjectProvider<AbandonNextPhaseListener> endNextPhase;

	private final InstanceWorkspaces workspaces;

	/**
	 * The listeners use the engine that this plugin helps to make, so they come later.
	 */
	RequestEnginePlugin(ObjectProvider<TakeOverRequestListener> begin, ObjectProvider<EndRequestListener> end,
			ObjectProvider<RequireOwnRequestListener> beginModule,
			ObjectProvider<AbandonNextPhaseListener> endNextPhase, InstanceWorkspaces workspaces) {
		this.begin = begin;
		this.end = end;
		this.beginModule = beginModule;
		this.endNextPhase = endNextPhase;
		this.workspaces = workspaces;
	}

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		List<BpmnParseListener> listeners = (configuration.getCustomPostBPMNParseListeners() != null)
				? configuration.getCustomPostBPMNParseListeners() : new ArrayList<>();
		listeners.add(new WorkflowParseListener(late(this.begin), late(this.end), late(this.beginModule),
				late(this.endNextPhase)));
		configuration.setCustomPostBPMNParseListeners(listeners);
		configuration.setTenantIdProvider(this.workspaces);
		configuration.setCustomHistoryLevels(List.of(new LeanHistoryLevel()));
	}

	private static ExecutionListener late(ObjectProvider<? extends ExecutionListener> listener) {
		return (DelegateExecution execution) -> listener.getObject().notify(execution);
	}

}
