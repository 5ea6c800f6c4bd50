package io.selfieregistration.cockpit.process;

import java.util.List;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginRootResource;

/**
 * Serves the static files of the plugin, without login, and its data, to logged-in users.
 */
@Path("plugin/" + RegistrationPlugin.ID)
public class RegistrationPluginRoot extends AbstractCockpitPluginRootResource {

	/** In {@code plugin-webapp/selfie-registration}; nothing else there is served. */
	static final List<String> FILES = List.of("app/plugin.js", "app/plugin.css", "app/api.js", "app/charts.js",
			"app/dashboard.js", "app/dom.js", "app/duplicates.js", "app/funnel.js", "app/registrations.js",
			"app/tab.js", "app/texts.js", "app/timeline.js");

	public RegistrationPluginRoot() {
		super(RegistrationPlugin.ID);
	}

	@Override
	protected List<String> getAllowedAssets() {
		return FILES;
	}

	@Path("{engineName}")
	public RegistrationResource registrations(@PathParam("engineName") String engineName) {
		return subResource(new RegistrationResource(engineName), engineName);
	}

}
