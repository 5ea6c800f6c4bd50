/** The API of capture links. */
package io.selfieregistration.invitation.web;
