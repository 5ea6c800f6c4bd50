/**
 * Publishing: delivers the result of a request to the integrator at least once, with
 * retries and always the same body. Signs and encrypts messages.
 */
@ApplicationModule(displayName = "Publishing", allowedDependencies = { "application", "encryption", "jdbc", "mail",
		"operator", "platform", "request", "result", "web", "workflow :: process" })
package io.selfieregistration.publishing;

import org.springframework.modulith.ApplicationModule;
