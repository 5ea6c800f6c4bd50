/**
 * Seals what must not be readable in the database or in the object store. Every feature
 * that keeps something personal or secret uses it; it knows none of them.
 */
@ApplicationModule(displayName = "Encryption", allowedDependencies = { "platform" })
package io.selfieregistration.encryption;

import org.springframework.modulith.ApplicationModule;
