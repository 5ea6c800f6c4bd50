/**
 * Cockpit: shows operators their registrations, which the engine's own web application
 * forgets once they end, and lets operators resend links and results. Reads the tables of
 * several features; writes only the audit log of viewed photos.
 */
@ApplicationModule(displayName = "Cockpit",
		allowedDependencies = { "application", "comparison", "face :: recognition", "invitation", "jdbc", "operator",
				"photo", "platform", "publishing", "request", "result", "web", "workflow :: process" })
package io.selfieregistration.cockpit;

import org.springframework.modulith.ApplicationModule;
