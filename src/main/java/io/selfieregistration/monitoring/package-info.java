/** Monitoring: whether the service is ready, and how it stops without losing work. */
@ApplicationModule(displayName = "Monitoring", allowedDependencies = { "face", "photo" })
package io.selfieregistration.monitoring;

import org.springframework.modulith.ApplicationModule;
