/**
 * OpenID CIBA as standard clients speak it: starts requests and returns their results.
 * Translates requests and answers, and decides nothing.
 */
@ApplicationModule(displayName = "CIBA", allowedDependencies = { "application", "intake", "login", "platform",
		"publishing", "request", "result", "web" })
package io.selfieregistration.ciba;

import org.springframework.modulith.ApplicationModule;
