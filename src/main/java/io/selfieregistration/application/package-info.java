/**
 * Applications: authenticates the caller and holds its settings: how people are reached,
 * how results are delivered, and which workflow runs.
 */
@ApplicationModule(displayName = "Application",
		allowedDependencies = { "encryption", "jdbc", "login", "operator", "platform", "rule", "web" })
package io.selfieregistration.application;

import org.springframework.modulith.ApplicationModule;
