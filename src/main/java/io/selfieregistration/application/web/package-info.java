/** Authenticates applications at the edge of the API. */
package io.selfieregistration.application.web;
