/** The steps of the module that deal with the capture link. */
package io.selfieregistration.invitation.process;
