package io.selfieregistration.mail;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Sender of e-mail; the server is set by {@code spring.mail}.
 *
 * @param from address of the sender
 */
@Validated
@ConfigurationProperties(prefix = "selfie.mail", ignoreUnknownFields = false)
record MailSettings(@NotBlank @DefaultValue("no-reply@localhost") String from) {

	@AssertTrue(message = "selfie.mail.from must be an e-mail address whose part before the @ is ASCII")
	boolean isFromUsable() {
		return this.from == null || EmailAddress.of(this.from).filter((address) -> !address.needsUtf8()).isPresent();
	}

}
