/**
 * Requests: one execution for one user, from the call that starts it to its result. Keeps
 * everything personal out of the process engine, and decides every race between a person,
 * a timer and an integrator.
 */
@ApplicationModule(displayName = "Request",
		allowedDependencies = { "application", "encryption", "operator", "rule", "web" })
package io.selfieregistration.request;

import org.springframework.modulith.ApplicationModule;
