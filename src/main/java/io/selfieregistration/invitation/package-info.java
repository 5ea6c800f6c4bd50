/**
 * Invitations: makes capture links, brings them to people, and says whether a link can
 * still be used.
 */
@ApplicationModule(displayName = "Invitation",
		allowedDependencies = { "application", "jdbc", "platform", "request", "rule", "web", "workflow", "workflow :: process" })
package io.selfieregistration.invitation;

import org.springframework.modulith.ApplicationModule;
