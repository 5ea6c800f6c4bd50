/**
 * Modelling: what analysts need to draw workflows of their own in Camunda Modeler, and
 * what their models may not do here.
 */
@ApplicationModule(displayName = "Modelling", allowedDependencies = { "web" })
package io.selfieregistration.modelling;

import org.springframework.modulith.ApplicationModule;
