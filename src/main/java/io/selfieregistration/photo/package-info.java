/**
 * Photos: stores them encrypted in the object store, with a row for each so that none is
 * lost or left behind.
 */
@ApplicationModule(displayName = "Photo",
		allowedDependencies = { "application", "encryption", "jdbc", "platform", "request", "web" })
package io.selfieregistration.photo;

import org.springframework.modulith.ApplicationModule;
