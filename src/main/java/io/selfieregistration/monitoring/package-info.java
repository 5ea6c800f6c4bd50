/**
 * Monitoring: readiness, metrics, traces, the review of settings at startup, and graceful
 * shutdown.
 */
@ApplicationModule(displayName = "Monitoring", allowedDependencies = { "encryption", "face", "jdbc", "photo",
		"platform", "request", "web", "workflow :: process" })
package io.selfieregistration.monitoring;

import org.springframework.modulith.ApplicationModule;
