/**
 * Mail: addresses as SMTP has them, and the mail server, for every feature that sends
 * e-mail.
 */
@ApplicationModule(displayName = "Mail", allowedDependencies = "platform")
package io.selfieregistration.mail;

import org.springframework.modulith.ApplicationModule;
