/** Delegates of the module's steps for the capture link. */
package io.selfieregistration.invitation.process;
