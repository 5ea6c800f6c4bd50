package io.selfieregistration.modelling;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits on deployed models.
 *
 * @param safe whether models that users deploy are held to safe modelling: no scripts, no
 * classes, no listeners, no expressions but plain variables, no endless work. Without it,
 * any user who may deploy can run arbitrary code in this service, with all its secrets
 * and data; turn it off only if every deployer could just as well change the service
 * itself
 */
@ConfigurationProperties(prefix = "selfie.modelling", ignoreUnknownFields = false)
public record ModellingSettings(@DefaultValue("true") boolean safe) {
}
