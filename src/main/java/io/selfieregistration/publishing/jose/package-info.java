/** Signs and encrypts by JOSE. */
package io.selfieregistration.publishing.jose;
