package io.selfieregistration.modelling;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What models may do.
 *
 * @param safe whether models that users deploy are held to safe modelling: no scripts, no
 * classes, no listeners, no expressions but plain variables, no work without end. Without
 * it whoever may deploy can run any code in this service, with all its secrets and all
 * its data; so turn it off only where every deployer could just as well change the
 * service itself
 */
@ConfigurationProperties(prefix = "selfie.modelling", ignoreUnknownFields = false)
public record ModellingSettings(@DefaultValue("true") boolean safe) {
}
