/**
 * Capture: accepts one selfie for one link. Judges it at once, and keeps it so that
 * nothing that a person was told is ever taken back.
 */
@ApplicationModule(displayName = "Capture", allowedDependencies = { "application", "face", "invitation", "jdbc", "photo", "platform", "request", "result", "template", "web", "workflow", "workflow :: process" })
package io.selfieregistration.capture;

import org.springframework.modulith.ApplicationModule;
