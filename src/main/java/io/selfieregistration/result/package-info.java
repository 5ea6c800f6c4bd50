/**
 * Result: the result of a request, as integrators get it by polling, by webhook and in
 * process variables.
 */
@ApplicationModule(displayName = "Result", allowedDependencies = { "application", "jdbc", "platform", "request", "web",
		"workflow", "workflow :: process" })
package io.selfieregistration.result;

import org.springframework.modulith.ApplicationModule;
