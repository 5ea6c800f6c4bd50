package io.selfieregistration.modelling.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;

import io.selfieregistration.modelling.ModellingSettings;
import io.selfieregistration.rule.ModelFeel;
import io.selfieregistration.rule.RuleChecks;
import io.selfieregistration.workflow.process.ModuleInterface;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Has models checked before the engine reads them, and in safe modelling hides the beans
 * of the service from their expressions.
 */
@Component
class ModellingEnginePlugin extends AbstractProcessEnginePlugin {

	private final ModellingSettings settings;

	private final ListableBeanFactory beans;

	private final ModelFeel feel;

	private final RuleChecks rules;

	ModellingEnginePlugin(ModellingSettings settings, ListableBeanFactory beans, ModelFeel feel, RuleChecks rules) {
		this.settings = settings;
		this.beans = beans;
		this.feel = feel;
		this.rules = rules;
	}

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		ExposedBeans exposed = new ExposedBeans(this.beans);
		if (this.settings.safe()) {
			configuration.setBeans(exposed);
			configuration.setExpressionManager(new JuelExpressionManager(exposed));
			bound(configuration);
		}
		Set<String> ownKeys = ownKeys();
		Deployer check = (deployment) -> new DeploymentCheck(this.settings, this.feel, this.rules, exposed, ownKeys)
			.deploy(deployment);
		configuration.setCustomPreDeployers(with(configuration.getCustomPreDeployers(), check));
	}

	/** What a model does is bounded also where its text does not tell how much it is. */
	private static void bound(ProcessEngineConfigurationImpl configuration) {
		StepLimit steps = new StepLimit();
		configuration.setCustomPostBPMNParseListeners(with(configuration.getCustomPostBPMNParseListeners(), steps));
		configuration.setCustomSessionFactories(with(configuration.getCustomSessionFactories(), steps));
		configuration.setCustomPreVariableSerializers(with(
				with(configuration.getCustomPreVariableSerializers(), new BoundedText()), new BoundedCollection()));
	}

	private static <T> List<T> with(List<T> present, T more) {
		List<T> all = (present != null) ? new ArrayList<>(present) : new ArrayList<>();
		all.add(more);
		return all;
	}

	/**
	 * The processes of the service that are no workflows; no application can have them.
	 */
	private static Set<String> ownKeys() {
		try {
			return Stream.of(new PathMatchingResourcePatternResolver().getResources("classpath:bpmn/*.bpmn"))
				.map(ModellingEnginePlugin::model)
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
