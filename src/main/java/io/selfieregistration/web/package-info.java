/**
 * Web support shared by all HTTP edges: public address, problem details with a stable
 * code, security headers, and what calls and bodies have to be like. Depends on the
 * platform only.
 */
@ApplicationModule(displayName = "Web", allowedDependencies = "platform")
package io.selfieregistration.web;

import org.springframework.modulith.ApplicationModule;
