/**
 * Operators: who may use the process engine from outside, by its REST API and by its web
 * applications, and what nobody may do there.
 */
@ApplicationModule(displayName = "Operator", allowedDependencies = { "web" })
package io.selfieregistration.operator;

import org.springframework.modulith.ApplicationModule;
