package io.selfieregistration.cockpit.process;

import java.util.Set;

import org.camunda.bpm.cockpit.plugin.spi.impl.AbstractCockpitPlugin;

/**
 * Registers our pages with Cockpit. Found through
 * {@code META-INF/services/org.camunda.bpm.cockpit.plugin.spi.CockpitPlugin}.
 */
public class RegistrationPlugin extends AbstractCockpitPlugin {

	static final String ID = "selfie-registration";

	@Override
	public String getId() {
		return ID;
	}

	@Override
	public Set<Class<?>> getResourceClasses() {
		return Set.of(RegistrationPluginRoot.class);
	}

}
