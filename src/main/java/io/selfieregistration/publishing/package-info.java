/**
 * Publishing: tells the integrator how a request ended, at least once, always with the
 * same words. Signs and encrypts what it tells.
 */
@ApplicationModule(displayName = "Publishing",
		allowedDependencies = { "application", "encryption", "operator", "request", "request :: process", "web" })
package io.selfieregistration.publishing;

import org.springframework.modulith.ApplicationModule;
