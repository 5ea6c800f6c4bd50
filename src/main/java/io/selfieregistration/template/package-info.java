/**
 * Facial templates: keeps one that counts for each user, sealed for that user, request
 * and model. No template ever leaves by an API.
 */
@ApplicationModule(displayName = "Template", allowedDependencies = { "encryption", "face", "jdbc", "platform", "request" })
package io.selfieregistration.template;

import org.springframework.modulith.ApplicationModule;
