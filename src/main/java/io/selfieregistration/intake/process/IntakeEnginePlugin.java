package io.selfieregistration.intake.process;

import java.util.List;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;

import io.selfieregistration.workflow.process.EngineExtensions;
import io.selfieregistration.workflow.process.OwnProcesses;
import io.selfieregistration.workflow.process.WorkflowDefinitions;

import org.springframework.stereotype.Component;

/**
 * Registers {@link TakeOverRequestListener} for every workflow, and the history level
 * that keeps start variables out of the history.
 */
@Component
class IntakeEnginePlugin extends AbstractProcessEnginePlugin {

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		EngineExtensions.addParseListener(configuration, new AbstractBpmnParseListener() {

			@Override
			public void parseProcess(Element process, ProcessDefinitionEntity definition) {
				if (WorkflowDefinitions.isWorkflow(definition)) {
					definition.addBuiltInListener(ExecutionListener.EVENTNAME_START,
							EngineExtensions.listener(TakeOverRequestListener.class), 0);
				}
			}

		});
		configuration.setCustomHistoryLevels(List.of(new LeanHistoryLevel(OwnProcesses.keys())));
		configuration.setHistoryEventProducer(new CachedRemovalTimes());
	}

}
