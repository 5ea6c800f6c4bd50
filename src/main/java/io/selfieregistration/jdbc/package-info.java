/**
 * What all SQL edges share: how instants, JSON and enumerations stand in columns. Knows
 * no other feature.
 */
@ApplicationModule(displayName = "JDBC", allowedDependencies = "platform")
package io.selfieregistration.jdbc;

import org.springframework.modulith.ApplicationModule;
