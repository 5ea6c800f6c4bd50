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
		configuration.setFilterService(new PlainFilters());
		letNobodyLockOthersOut(configuration);
		configuration.setEnableExpressionsInAdhocQueries(false);
		configuration.setEnableExpressionsInStoredQueries(false);
		configuration.setEnableXxeProcessing(false);
		// A caller could name any class, and what its constructor does would be done.
		configuration.setDeserializationTypeValidationEnabled(true);
		configuration.setDeserializationTypeValidator((className) -> false);
	}

	/**
	 * The engine would lock a user of its web applications for good after ten wrong
	 * passwords, whoever sent them. A second of waiting after each is left, against
	 * guessing.
	 */
	private static void letNobodyLockOthersOut(ProcessEngineConfigurationImpl configuration) {
		configuration.setLoginMaxAttempts(Integer.MAX_VALUE);
		configuration.setLoginDelayBase(1);
		configuration.setLoginDelayFactor(1);
		configuration.setLoginDelayMaxTime(1);
	}

	private static List<CommandInterceptor> withLimit(List<CommandInterceptor> interceptors) {
		List<CommandInterceptor> all = (interceptors != null) ? new ArrayList<>(interceptors) : new ArrayList<>();
		all.add(new NoQueryExpressions());
		return all;
	}

}
