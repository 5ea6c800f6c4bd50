/**
 * Judges whether a selfie is usable and turns an accepted one into a face template. Other
 * features hand over an upload and get findings; they know nothing about pictures.
 */
@ApplicationModule(displayName = "Face", allowedDependencies = { "platform", "web" })
package io.selfieregistration.face;

import org.springframework.modulith.ApplicationModule;
