package io.selfieregistration.operator.process;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;

import org.springframework.stereotype.Component;

/**
 * Restricts what callers can ask of the engine, slows down who guesses passwords, and
 * lets operators retry failed jobs at once.
 */
@Component
class OperatorEnginePlugin extends AbstractProcessEnginePlugin {

	private final Clock clock;

	OperatorEnginePlugin(Clock clock) {
		this.clock = clock;
	}

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		configuration.setCustomPreCommandInterceptorsTxRequired(
				withLimit(configuration.getCustomPreCommandInterceptorsTxRequired()));
		configuration.setCustomPreCommandInterceptorsTxRequiresNew(
				withLimit(configuration.getCustomPreCommandInterceptorsTxRequiresNew()));
		List<Deployer> deployers = (configuration.getCustomPreDeployers() != null)
				? new ArrayList<>(configuration.getCustomPreDeployers()) : new ArrayList<>();
		deployers.add(new DeploymentTenantCheck());
		deployers.add(new DeploymentNames());
		configuration.setCustomPreDeployers(deployers);
		configuration.setFailedJobCommandFactory(RepeatableJobRetryCmd::new);
		configuration.setFilterService(new PlainFilters());
		configuration.setIdentityProviderSessionFactory(new ThrottledIdentities.Factory(this.clock));
		configuration.setEnableExpressionsInAdhocQueries(false);
		configuration.setEnableExpressionsInStoredQueries(false);
		configuration.setEnableXxeProcessing(false);
		// Otherwise a caller could instantiate any class.
		configuration.setDeserializationTypeValidationEnabled(true);
		configuration.setDeserializationTypeValidator((className) -> false);
	}

	private static List<CommandInterceptor> withLimit(List<CommandInterceptor> interceptors) {
		List<CommandInterceptor> all = (interceptors != null) ? new ArrayList<>(interceptors) : new ArrayList<>();
		all.add(new NoQueryExpressions());
		return all;
	}

}
