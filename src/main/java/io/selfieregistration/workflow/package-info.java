/**
 * Workflow: the processes that are deployed, what each needs to run modules for requests,
 * and which of them an application can have.
 */
@ApplicationModule(displayName = "Workflow",
		allowedDependencies = { "application", "operator", "platform", "rule", "web" })
package io.selfieregistration.workflow;

import org.springframework.modulith.ApplicationModule;
