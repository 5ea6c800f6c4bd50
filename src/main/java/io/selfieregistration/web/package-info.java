/**
 * Web support shared by all HTTP edges: public address, problem details with a stable
 * code, and security headers. Depends on no other feature.
 */
@ApplicationModule(displayName = "Web", allowedDependencies = {})
package io.selfieregistration.web;

import org.springframework.modulith.ApplicationModule;
