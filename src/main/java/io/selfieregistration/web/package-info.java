/**
 * Web support shared by all HTTP edges: public address, problem details with a stable
 * code, security headers, and what calls and bodies have to be like. Depends on what all
 * features share only.
 */
@ApplicationModule(displayName = "Web", allowedDependencies = { "jdbc", "platform" })
package io.selfieregistration.web;

import org.springframework.modulith.ApplicationModule;
