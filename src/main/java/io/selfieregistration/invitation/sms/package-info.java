/** Capture links by SMS. */
package io.selfieregistration.invitation.sms;
