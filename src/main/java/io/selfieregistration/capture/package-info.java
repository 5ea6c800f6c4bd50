/**
 * Capture: accepts one selfie for one link. Judges it at once, and keeps it so that
 * nothing that a person was told is ever taken back.
 */
@ApplicationModule(displayName = "Capture", allowedDependencies = { "application", "face", "invitation", "photo",
		"request", "request :: process", "template", "web" })
package io.selfieregistration.capture;

import org.springframework.modulith.ApplicationModule;
