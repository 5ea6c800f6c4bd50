/**
 * Platform: clock, SHA-256, log context, and codes of enumerations, for every feature.
 * Depends on no feature.
 */
@ApplicationModule(displayName = "Platform", allowedDependencies = {})
package io.selfieregistration.platform;

import org.springframework.modulith.ApplicationModule;
