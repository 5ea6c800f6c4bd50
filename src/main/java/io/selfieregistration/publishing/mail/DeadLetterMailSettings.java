package io.selfieregistration.publishing.mail;

import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Sender of e-mail, the same as for invitations.
 *
 * @param from address of the sender
 */
@Validated
@ConfigurationProperties(prefix = "selfie.mail")
record DeadLetterMailSettings(@NotBlank @DefaultValue("no-reply@localhost") String from) {
}
