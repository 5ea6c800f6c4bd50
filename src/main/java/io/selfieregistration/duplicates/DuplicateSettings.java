package io.selfieregistration.duplicates;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the search for duplicates on a node.
 *
 * @param maxTemplates how many decrypted templates a node holds in memory, each about a
 * kilobyte of heap; in a workspace with more users, a search compares with as many of the
 * newest and says so
 * @param heldFor how long they are held after the last search in their workspace
 */
@Validated
@ConfigurationProperties(prefix = "selfie.duplicates", ignoreUnknownFields = false)
record DuplicateSettings(@Positive @Max(1_000_000) @DefaultValue("20000") int maxTemplates,
		@NotNull @DurationMin(seconds = 1) @DefaultValue("PT10M") Duration heldFor) {
}
