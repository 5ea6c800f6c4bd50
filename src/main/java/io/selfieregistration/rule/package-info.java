/**
 * Rules: FEEL expressions that decide whether something happens. A rule is true, false,
 * or broken; there is no fourth way, and nothing outside its context can be reached from
 * it.
 */
@ApplicationModule(displayName = "Rule", allowedDependencies = { "jdbc", "operator", "platform", "web" })
package io.selfieregistration.rule;

import org.springframework.modulith.ApplicationModule;
