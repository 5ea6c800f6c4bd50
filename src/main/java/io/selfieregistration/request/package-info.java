/**
 * Requests: one execution for one user, with its phases and module runs. Decides every
 * race between a person, a timer and an integrator, and keeps personal data out of the
 * process engine.
 */
@ApplicationModule(displayName = "Request", allowedDependencies = { "application", "encryption", "jdbc", "operator",
		"platform", "rule", "web", "workflow", "workflow :: process" })
package io.selfieregistration.request;

import org.springframework.modulith.ApplicationModule;
