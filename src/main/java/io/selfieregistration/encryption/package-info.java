/**
 * Encryption: seals what must not be readable in the database or in the object store.
 * Every feature that stores personal or secret data uses it; it depends on none of them.
 */
@ApplicationModule(displayName = "Encryption", allowedDependencies = { "jdbc", "platform" })
package io.selfieregistration.encryption;

import org.springframework.modulith.ApplicationModule;
