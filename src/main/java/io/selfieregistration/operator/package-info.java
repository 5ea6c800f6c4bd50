/**
 * Operators: authentication, tenants and limits of users who access the process engine by
 * its REST API and web applications.
 */
@ApplicationModule(displayName = "Operator", allowedDependencies = { "jdbc", "login", "platform", "web" })
package io.selfieregistration.operator;

import org.springframework.modulith.ApplicationModule;
