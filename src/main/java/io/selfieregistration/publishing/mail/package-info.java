/** Notices of dead letters by e-mail. */
package io.selfieregistration.publishing.mail;
