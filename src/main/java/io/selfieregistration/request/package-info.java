/**
 * A request asks for the selfie of one user. This feature gives it its identity, its
 * phase and its status, and owns the processes that carry it out.
 */
@ApplicationModule(displayName = "Request")
package io.selfieregistration.request;

import org.springframework.modulith.ApplicationModule;
