/**
 * JDBC support shared by all features: maps instants, JSON and enumerations to columns.
 * Depends on no feature.
 */
@ApplicationModule(displayName = "JDBC", allowedDependencies = "platform")
package io.selfieregistration.jdbc;

import org.springframework.modulith.ApplicationModule;
