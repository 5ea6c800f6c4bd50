package io.selfieregistration.workflow.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The processes that come with the service and are not workflows: the modules, and what
 * the service runs for itself. No application can have one as its workflow.
 */
public final class OwnProcesses {

	private OwnProcesses() {
	}

	/** Reads their keys from the models of the service. */
	public static Set<String> keys() {
		try {
			return Stream.of(new PathMatchingResourcePatternResolver().getResources("classpath:bpmn/*.bpmn"))
				.map(OwnProcesses::model)
				.flatMap((model) -> model.getModelElementsByType(Process.class)
					.stream()
					.map(Process::getId)
					.filter((key) -> !new ModuleInterface(model, key).callsModule()))
				.collect(Collectors.toUnmodifiableSet());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The models of the service cannot be read", ex);
		}
	}

	private static BpmnModelInstance model(Resource file) {
		try (InputStream stream = file.getInputStream()) {
			return Bpmn.readModelFromStream(stream);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The models of the service cannot be read", ex);
		}
	}

}
