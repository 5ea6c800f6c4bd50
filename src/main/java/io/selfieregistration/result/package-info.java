/**
 * Result: what a request came to, as integrators learn it by polling, by webhook and in
 * the variables of the process.
 */
@ApplicationModule(displayName = "Result", allowedDependencies = { "application", "jdbc", "platform", "request", "web", "workflow", "workflow :: process" })
package io.selfieregistration.result;

import org.springframework.modulith.ApplicationModule;
