/** The step of the module that registers an accepted selfie. */
package io.selfieregistration.capture.process;
