/**
 * Modelling: what analysts need to draw workflows of their own in Camunda Modeler, and
 * what a model must be like to be deployed here.
 */
@ApplicationModule(displayName = "Modelling", allowedDependencies = { "rule", "web", "workflow", "workflow :: process" })
package io.selfieregistration.modelling;

import org.springframework.modulith.ApplicationModule;
