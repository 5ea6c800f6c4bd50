package io.selfieregistration.renewal;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the renewal of facial templates.
 *
 * @param batchSize how many templates a batch renews at most, which is one transaction
 * @param batchTime how long a batch computes at most; well below the time for which the
 * engine locks its job, and the 60 seconds that a transaction may be idle
 * @param pause how long a renewal waits when people need all places of the face pipeline,
 * when the users of a batch are being registered, or when another workspace is renewed
 */
@Validated
@ConfigurationProperties(prefix = "selfie.renewal", ignoreUnknownFields = false)
record RenewalSettings(@Min(1) @Max(1000) @DefaultValue("100") int batchSize,
		@NotNull @DurationMin(millis = 1) @DurationMax(seconds = 30) @DefaultValue("10s") Duration batchTime,
		@NotNull @DurationMin(millis = 1) @DefaultValue("5s") Duration pause) {
}
