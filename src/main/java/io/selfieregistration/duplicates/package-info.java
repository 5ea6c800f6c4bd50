/**
 * Duplicates: looks for other users of a workspace who have the face of a registered
 * selfie, and flags them for a human. Decides nothing, and delays nothing.
 */
@ApplicationModule(displayName = "Duplicates",
		allowedDependencies = { "application", "face :: recognition", "jdbc", "request", "template" })
package io.selfieregistration.duplicates;

import org.springframework.modulith.ApplicationModule;
