package io.selfieregistration.request.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Notes every node and every flow of every process that a test reaches. */
class ProcessCoverage extends AbstractProcessEnginePlugin {

	private final Set<String> reached = new ConcurrentSkipListSet<>();

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		List<BpmnParseListener> listeners = (configuration.getCustomPostBPMNParseListeners() != null)
				? configuration.getCustomPostBPMNParseListeners() : new ArrayList<>();
		listeners.add(new AbstractBpmnParseListener() {

			@Override
			public void parseProcess(Element process, ProcessDefinitionEntity definition) {
				watch(definition.getKey(), definition);
			}

		});
		configuration.setCustomPostBPMNParseListeners(listeners);
	}

	/** The nodes and flows of a model that no test reached. */
	Set<String> missedIn(String process, BpmnModelInstance model) {
		Set<String> missed = new TreeSet<>();
		for (Class<? extends ModelElementInstance> type : List.of(FlowNode.class, SequenceFlow.class)) {
			model.getModelElementsByType(type)
				.stream()
				.map((element) -> element.getAttributeValue("id"))
				.filter((id) -> !this.reached.contains(process + "/" + id))
				.forEach(missed::add);
		}
		return missed;
	}

	private void watch(String process, ScopeImpl scope) {
		for (ActivityImpl activity : scope.getActivities()) {
			activity.addListener(ExecutionListener.EVENTNAME_START, note(process, activity.getId()));
			activity.getOutgoingTransitions()
				.forEach((flow) -> ((TransitionImpl) flow).addListener(ExecutionListener.EVENTNAME_TAKE,
						note(process, flow.getId())));
			watch(process, activity);
		}
	}

	private ExecutionListener note(String process, String element) {
		return (DelegateExecution execution) -> this.reached.add(process + "/" + element);
	}

}
