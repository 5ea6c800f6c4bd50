package io.selfieregistration.photo;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the sweep of abandoned uploads.
 *
 * @param abandonedAfter how old an unfinished upload is when the sweep removes it; longer
 * than any upload takes
 * @param sweepInterval time between two sweeps
 */
@Validated
@ConfigurationProperties(prefix = "selfie.photo", ignoreUnknownFields = false)
record PhotoSettings(@NotNull @DefaultValue("PT10M") Duration abandonedAfter,
		@NotNull @DefaultValue("PT1M") Duration sweepInterval) {
}
