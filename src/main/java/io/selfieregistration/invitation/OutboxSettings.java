package io.selfieregistration.invitation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the development outbox.
 *
 * @param enabled whether messages to people are shown at {@code /outbox/} to callers on
 * this machine in place of being sent; never in production, as they hold capture links
 */
@Validated
@ConfigurationProperties(prefix = "selfie.outbox", ignoreUnknownFields = false)
public record OutboxSettings(@DefaultValue("false") boolean enabled) {
}
