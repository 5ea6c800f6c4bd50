/**
 * What all HTTP edges share: the public address, problem details with a stable code, and
 * the headers that every answer carries. Knows no other feature.
 */
@ApplicationModule(displayName = "Web", allowedDependencies = {})
package io.selfieregistration.web;

import org.springframework.modulith.ApplicationModule;
