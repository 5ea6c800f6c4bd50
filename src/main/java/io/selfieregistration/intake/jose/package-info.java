/** Encrypted requests, by JSON Web Encryption. */
package io.selfieregistration.intake.jose;
