/**
 * The ezto-shaped transaction API: existing integrations move by changing a host name.
 * Translates requests and answers, and decides nothing.
 */
@ApplicationModule(displayName = "ezto", allowedDependencies = { "application", "intake", "invitation", "login",
		"request", "result", "rule", "web", "workflow" })
package io.selfieregistration.ezto;

import org.springframework.modulith.ApplicationModule;
