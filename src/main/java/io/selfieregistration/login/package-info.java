/**
 * Logins of all kinds: counts failed ones, and slows down who guesses.
 */
@ApplicationModule(displayName = "Login", allowedDependencies = {})
package io.selfieregistration.login;

import org.springframework.modulith.ApplicationModule;
