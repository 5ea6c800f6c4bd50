/**
 * What every feature stands on: the clock, SHA-256, and the words that enumerations have
 * outside Java. Knows no feature.
 */
@ApplicationModule(displayName = "Platform", allowedDependencies = {})
package io.selfieregistration.platform;

import org.springframework.modulith.ApplicationModule;
