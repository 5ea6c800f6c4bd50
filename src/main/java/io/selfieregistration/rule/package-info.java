/**
 * Rules: FEEL expressions that decide whether something happens. A rule is true, false or
 * broken, and cannot reach anything outside its context.
 */
@ApplicationModule(displayName = "Rule", allowedDependencies = { "jdbc", "operator", "platform", "web" })
package io.selfieregistration.rule;

import org.springframework.modulith.ApplicationModule;
