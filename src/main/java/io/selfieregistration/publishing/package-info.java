/**
 * Publishing: tells the integrator how a request ended, at least once, always with the
 * same words.
 */
@ApplicationModule(displayName = "Publishing",
		allowedDependencies = { "application", "request", "request :: process", "web" })
package io.selfieregistration.publishing;

import org.springframework.modulith.ApplicationModule;
