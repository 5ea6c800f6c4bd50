package io.selfieregistration.encryption;

import java.util.List;

import jakarta.validation.constraints.NotEmpty;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The keys that wrap the data key of each sealed record (key-encryption keys).
 *
 * @param keys 32 random bytes each, in Base64; the first one seals, all of them open.
 * Rotation is: put a new key in front, and keep the earlier ones
 */
@Validated
@ConfigurationProperties(prefix = "selfie.encryption", ignoreUnknownFields = false)
record EncryptionSettings(@NotEmpty List<String> keys) {

	@Override
	public String toString() {
		return "EncryptionSettings[" + ((this.keys != null) ? this.keys.size() : 0) + " keys]";
	}

}
