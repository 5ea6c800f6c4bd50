/** Authenticates applications at the edge of the API. */
@NamedInterface("web")
package io.selfieregistration.application.web;

import org.springframework.modulith.NamedInterface;
