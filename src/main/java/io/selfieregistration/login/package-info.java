/**
 * Logins of all kinds: counts failed ones.
 */
@ApplicationModule(displayName = "Login", allowedDependencies = {})
package io.selfieregistration.login;

import org.springframework.modulith.ApplicationModule;
