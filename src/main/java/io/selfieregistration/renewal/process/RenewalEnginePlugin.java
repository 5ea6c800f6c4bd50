package io.selfieregistration.renewal.process;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;

import io.selfieregistration.workflow.process.EngineExtensions;

import org.springframework.stereotype.Component;

/**
 * Registers the listeners of {@code renew-templates}. They are built in, as operators may
 * skip listeners of models.
 */
@Component
class RenewalEnginePlugin extends AbstractProcessEnginePlugin {

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		EngineExtensions.addParseListener(configuration, new AbstractBpmnParseListener() {

			@Override
			public void parseProcess(Element process, ProcessDefinitionEntity definition) {
				if (RenewTemplatesProcess.KEY.equals(definition.getKey())) {
					definition.addBuiltInListener(ExecutionListener.EVENTNAME_START,
							EngineExtensions.listener(RequireRenewalListener.class), 0);
					definition.addBuiltInListener(ExecutionListener.EVENTNAME_END,
							EngineExtensions.listener(EndRenewalListener.class));
				}
			}

		});
	}

}
