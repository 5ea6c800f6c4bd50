/**
 * Photos: keeps them encrypted in the object store, and a row for each so that none is
 * lost and none is left behind.
 */
@ApplicationModule(displayName = "Photo", allowedDependencies = { "application", "encryption", "jdbc", "platform", "request", "web" })
package io.selfieregistration.photo;

import org.springframework.modulith.ApplicationModule;
