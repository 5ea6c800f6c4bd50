package io.selfieregistration.operator;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The first operator, who may do everything in the engine. Created when the service first
 * starts; a later change of this password has no effect.
 *
 * @param id name that the first operator logs in by
 * @param password of the first operator, at least 12 characters
 */
@Validated
@ConfigurationProperties(prefix = "selfie.operator", ignoreUnknownFields = false)
record OperatorSettings(@NotBlank @DefaultValue("operator") String id, @NotBlank @Size(min = 12) String password) {

	@Override
	public String toString() {
		return "OperatorSettings[" + this.id + "]";
	}

}
