/** The process that renews facial templates. */
package io.selfieregistration.renewal.process;
