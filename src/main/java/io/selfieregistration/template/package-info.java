/**
 * Facial templates: stores the current one of each user, sealed for that user, request
 * and model. No API returns a template.
 */
@ApplicationModule(displayName = "Template",
		allowedDependencies = { "encryption", "face :: recognition", "jdbc", "platform", "request" })
package io.selfieregistration.template;

import org.springframework.modulith.ApplicationModule;
