/**
 * Comparison: tells whether a selfie is of the registered user, and limits how often that
 * may fail for one user, over all requests of a workspace. No API returns how alike two
 * faces are.
 */
@ApplicationModule(displayName = "Comparison", allowedDependencies = { "face", "face :: recognition", "jdbc",
		"platform", "request", "template", "web", "workflow :: process" })
package io.selfieregistration.comparison;

import org.springframework.modulith.ApplicationModule;
