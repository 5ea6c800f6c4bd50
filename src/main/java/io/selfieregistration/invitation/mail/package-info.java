/** Capture links by e-mail. */
package io.selfieregistration.invitation.mail;
