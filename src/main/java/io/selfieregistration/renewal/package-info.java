/**
 * Renewal: recomputes the facial templates of a workspace by the recognition model of the
 * service, from the stored photos, so that no person has to be asked for a new selfie.
 */
@ApplicationModule(displayName = "Renewal", allowedDependencies = { "encryption", "face", "face :: recognition", "jdbc",
		"operator", "photo", "platform", "request", "request :: process", "template", "web", "workflow :: process" })
package io.selfieregistration.renewal;

import org.springframework.modulith.ApplicationModule;
