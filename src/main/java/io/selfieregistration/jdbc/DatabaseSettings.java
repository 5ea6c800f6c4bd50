package io.selfieregistration.jdbc;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the database, beyond those of {@code spring.datasource}.
 *
 * @param startTimeout how long a node that starts waits for a database that does not
 * answer yet
 */
@Validated
@ConfigurationProperties(prefix = "selfie.database", ignoreUnknownFields = false)
record DatabaseSettings(@NotNull @DefaultValue("PT1M") Duration startTimeout) {

}
