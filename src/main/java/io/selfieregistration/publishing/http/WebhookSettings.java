package io.selfieregistration.publishing.http;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of webhooks.
 *
 * @param allowedNetworks private networks, in CIDR notation, whose receivers may be
 * called, also without TLS; none by default
 * @param timeout how long one attempt takes at most
 */
@Validated
@ConfigurationProperties(prefix = "selfie.webhook", ignoreUnknownFields = false)
record WebhookSettings(@NotNull @DefaultValue List<String> allowedNetworks,
		@NotNull @DefaultValue("15s") Duration timeout) {
}
