/**
 * Workflow: the deployed processes, the contract of the modules, and the check of models
 * that use them.
 */
@ApplicationModule(displayName = "Workflow",
		allowedDependencies = { "application", "face :: recognition", "operator", "platform", "rule", "web" })
package io.selfieregistration.workflow;

import org.springframework.modulith.ApplicationModule;
