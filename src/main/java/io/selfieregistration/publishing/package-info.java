/**
 * Publishing: tells the integrator how a request ended, at least once, always with the
 * same words. Signs and encrypts what it tells.
 */
@ApplicationModule(displayName = "Publishing",
		allowedDependencies = { "application", "encryption", "jdbc", "operator", "platform", "request", "result", "web", "workflow :: process" })
package io.selfieregistration.publishing;

import org.springframework.modulith.ApplicationModule;
