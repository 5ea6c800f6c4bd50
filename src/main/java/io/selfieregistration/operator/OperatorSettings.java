package io.selfieregistration.operator;

import java.util.Locale;
import java.util.Set;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The first operator, who may do everything in the engine. Made when the service first
 * starts; changing the password here later does not change it.
 *
 * @param password at least 12 characters
 */
@Validated
@ConfigurationProperties(prefix = "selfie.operator", ignoreUnknownFields = false)
record OperatorSettings(@NotBlank @DefaultValue("operator") String id, @NotBlank @Size(min = 12) String password) {

	private static final Set<String> PLACEHOLDERS = Set.of("changeme", "change-me", "password", "secret", "example",
			"placeholder", "123456");

	@AssertTrue(message = "is a placeholder; choose a password of your own")
	boolean isPasswordChosen() {
		return this.password == null
				|| PLACEHOLDERS.stream().noneMatch(this.password.toLowerCase(Locale.ROOT)::contains);
	}

	@Override
	public String toString() {
		return "OperatorSettings[" + this.id + "]";
	}

}
