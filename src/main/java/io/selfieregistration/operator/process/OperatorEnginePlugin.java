package io.selfieregistration.operator.process;

import java.util.ArrayList;
import java.util.List;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;

import org.springframework.stereotype.Component;

/**
 * Restricts what callers can ask of the engine, and lets operators retry failed jobs at
 * once.
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
		deployers.add(new DeploymentTenantCheck());
		configuration.setCustomPreDeployers(deployers);
		configuration.setFailedJobCommandFactory(RepeatableJobRetryCmd::new);
		configuration.setFilterService(new PlainFilters());
		disableUserLockout(configuration);
		configuration.setEnableExpressionsInAdhocQueries(false);
		configuration.setEnableExpressionsInStoredQueries(false);
		configuration.setEnableXxeProcessing(false);
		// Otherwise a caller could instantiate any class.
		configuration.setDeserializationTypeValidationEnabled(true);
		configuration.setDeserializationTypeValidator((className) -> false);
	}

	/**
	 * Disables the permanent lockout after ten wrong passwords, with which an attacker
	 * could lock out users of the web applications. A delay of a second after each
	 * remains against guessing.
	 */
	private static void disableUserLockout(ProcessEngineConfigurationImpl configuration) {
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
