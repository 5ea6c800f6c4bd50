/**
 * Capture: accepts one selfie for a module run. Assesses it at once and stores it before
 * the person sees the verdict, so that a verdict is never withdrawn.
 */
@ApplicationModule(displayName = "Capture",
		allowedDependencies = { "application", "blocklist", "comparison", "duplicates", "face", "face :: quality",
				"face :: recognition", "invitation", "jdbc", "photo", "platform", "request", "result", "template",
				"web", "workflow", "workflow :: process" })
package io.selfieregistration.capture;

import org.springframework.modulith.ApplicationModule;
