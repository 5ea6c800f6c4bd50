package io.selfieregistration.workflow.process;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Registers the parse listener that marks workflows, before those that look for the mark.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
@Component
class WorkflowEnginePlugin extends AbstractProcessEnginePlugin {

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		EngineExtensions.addParseListener(configuration, new WorkflowParseListener());
	}

}
