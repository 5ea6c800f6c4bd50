package io.selfieregistration.modelling.process;

import java.util.Set;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;

import io.selfieregistration.modelling.ModellingSettings;
import io.selfieregistration.rule.ModelFeel;
import io.selfieregistration.rule.RuleChecks;
import io.selfieregistration.workflow.process.EngineExtensions;
import io.selfieregistration.workflow.process.OwnProcesses;

import org.springframework.beans.factory.ListableBeanFactory;
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
		EngineExtensions.addParseListener(configuration, new FeelCompletion());
		Set<String> ownKeys = OwnProcesses.keys();
		Deployer check = (deployment) -> new DeploymentCheck(this.settings, this.feel, this.rules, exposed, ownKeys)
			.deploy(deployment);
		configuration.setCustomPreDeployers(EngineExtensions.with(configuration.getCustomPreDeployers(), check));
	}

	/** What a model does is bounded also where its text does not tell how much it is. */
	private static void bound(ProcessEngineConfigurationImpl configuration) {
		StepLimit steps = new StepLimit();
		EngineExtensions.addParseListener(configuration, steps);
		configuration
			.setCustomSessionFactories(EngineExtensions.with(configuration.getCustomSessionFactories(), steps));
		configuration.setCustomPreVariableSerializers(EngineExtensions.with(
				EngineExtensions.with(configuration.getCustomPreVariableSerializers(), new BoundedText()),
				new BoundedCollection()));
	}

}
