/** Signatures and encryption by JOSE. */
package io.selfieregistration.publishing.jose;
