/** The steps of the modules that store an accepted selfie. */
package io.selfieregistration.capture.process;
