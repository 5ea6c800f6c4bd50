/**
 * Monitoring: whether the service is ready, what it does and what waits, and how it stops
 * without losing work.
 */
@ApplicationModule(displayName = "Monitoring",
		allowedDependencies = { "face", "jdbc", "photo", "platform", "request", "web", "workflow :: process" })
package io.selfieregistration.monitoring;

import org.springframework.modulith.ApplicationModule;
