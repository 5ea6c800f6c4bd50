/**
 * The facade: the shape of another product's transaction API, so that integrations move
 * by changing a host name. It translates, and decides nothing.
 */
@ApplicationModule(displayName = "Facade", allowedDependencies = { "application", "intake", "invitation", "request", "result", "rule", "web" })
package io.selfieregistration.facade;

import org.springframework.modulith.ApplicationModule;
