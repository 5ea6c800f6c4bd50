/**
 * Modelling: element templates for analysts who draw workflows in Camunda Modeler, and
 * the checks of deployed models.
 */
@ApplicationModule(displayName = "Modelling",
		allowedDependencies = { "platform", "rule", "web", "workflow", "workflow :: process" })
package io.selfieregistration.modelling;

import org.springframework.modulith.ApplicationModule;
