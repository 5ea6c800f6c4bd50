/**
 * Applications: what an integrator owns. Says who is calling, how people are reached, how
 * results are told, and which workflow runs.
 */
@ApplicationModule(displayName = "Application", allowedDependencies = { "encryption", "jdbc", "operator", "platform", "rule", "web" })
package io.selfieregistration.application;

import org.springframework.modulith.ApplicationModule;
