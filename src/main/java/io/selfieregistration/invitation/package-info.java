/**
 * Invitations: issues capture links, sends them to people, and decides whether a link can
 * still be used.
 */
@ApplicationModule(displayName = "Invitation", allowedDependencies = { "application", "face :: recognition", "jdbc",
		"mail", "platform", "request", "rule", "web", "workflow", "workflow :: process" })
package io.selfieregistration.invitation;

import org.springframework.modulith.ApplicationModule;
