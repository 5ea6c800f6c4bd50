/** The call that starts a request. */
package io.selfieregistration.intake.web;
