package io.selfieregistration.workflow.process;

import java.util.ArrayList;
import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;

/**
 * Adds to the engine while it is built. Our beans use the engine, so they come after it:
 * it finds them when it needs them, as it finds the delegates of a model.
 */
public final class EngineExtensions {

	private EngineExtensions() {
	}

	/** Registers a listener that sees every process after the engine has parsed it. */
	public static void addParseListener(ProcessEngineConfigurationImpl configuration, BpmnParseListener listener) {
		configuration.setCustomPostBPMNParseListeners(with(configuration.getCustomPostBPMNParseListeners(), listener));
	}

	/**
	 * Returns what the configuration has so far, and one more.
	 * @param present null if there is none
	 */
	public static <T> List<T> with(List<T> present, T more) {
		List<T> all = (present != null) ? new ArrayList<>(present) : new ArrayList<>();
		all.add(more);
		return all;
	}

	/** A listener that the bean of the given type carries out. */
	public static ExecutionListener listener(Class<? extends ExecutionListener> type) {
		return (DelegateExecution execution) -> bean(type).notify(execution);
	}

	/** Returns the bean of a type, while the engine executes a command. */
	public static <T> T bean(Class<T> type) {
		return Context.getProcessEngineConfiguration().getArtifactFactory().getArtifact(type);
	}

}
