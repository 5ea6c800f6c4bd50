/**
 * Intake: takes a request in, or refuses it. Checks rate limit, contact and gatepass,
 * plans the phases, answers repetitions from their idempotency key, issues the capture
 * link and starts the workflow.
 */
@ApplicationModule(displayName = "Intake", allowedDependencies = { "application", "encryption", "invitation", "jdbc",
		"mail", "platform", "request", "rule", "web", "workflow", "workflow :: process" })
package io.selfieregistration.intake;

import org.springframework.modulith.ApplicationModule;
