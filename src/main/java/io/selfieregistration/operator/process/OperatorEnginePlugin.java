package io.selfieregistration.operator.process;

import java.util.ArrayList;
import java.util.List;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;

import org.springframework.stereotype.Component;

/**
 * Sets the limits of what can be asked of the engine, and lets operators repeat what
 * failed for good.
 */
@Component
class OperatorEnginePlugin extends AbstractProcessEnginePlugin {

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		configuration.setCustomPreCommandInterceptorsTxRequired(
				withLimit(configuration.getCustomPreCommandInterceptorsTxRequired()));
		configuration.setCustomPreCommandInterceptorsTxRequiresNew(
				withLimit(configuration.getCustomPreCommandInterceptorsTxRequiresNew()));
		List<Deployer> deployers = (configuration.getCustomPreDeployers() != null)
				? new ArrayList<>(configuration.getCustomPreDeployers()) : new ArrayList<>();
		deployers.add(new DeployersWorkspace());
		configuration.setCustomPreDeployers(deployers);
		configuration.setFailedJobCommandFactory(RepeatableJobRetryCmd::new);
		configuration.setEnableExpressionsInAdhocQueries(false);
		configuration.setEnableExpressionsInStoredQueries(false);
		configuration.setEnableXxeProcessing(false);
	}

	private static List<CommandInterceptor> withLimit(List<CommandInterceptor> interceptors) {
		List<CommandInterceptor> all = (interceptors != null) ? new ArrayList<>(interceptors) : new ArrayList<>();
		all.add(new NoQueryExpressions());
		return all;
	}

}
