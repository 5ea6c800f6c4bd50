/**
 * Requests: one execution for one user. Leads it through its phases and module runs, and
 * decides every race between a person, a timer and an integrator. Keeps everything
 * personal out of the process engine.
 */
@ApplicationModule(displayName = "Request", allowedDependencies = { "application", "encryption", "jdbc", "operator", "platform", "rule", "web", "workflow", "workflow :: process" })
package io.selfieregistration.request;

import org.springframework.modulith.ApplicationModule;
