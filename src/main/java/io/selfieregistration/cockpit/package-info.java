/**
 * Cockpit: shows operators what became of registrations, where the engine's own web
 * application forgets them, and lets them send links and results again. Reads the tables
 * of several features, and writes nothing but who looked at a photo.
 */
@ApplicationModule(displayName = "Cockpit", allowedDependencies = { "application", "invitation", "jdbc", "operator", "photo", "platform", "publishing", "request", "result", "web", "workflow :: process" })
package io.selfieregistration.cockpit;

import org.springframework.modulith.ApplicationModule;
