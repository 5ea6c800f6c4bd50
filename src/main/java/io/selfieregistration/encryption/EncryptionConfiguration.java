package io.selfieregistration.encryption;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

import io.selfieregistration.encryption.KeyCanaries.Canary;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Provides the sealer once its keys have opened what each earlier key sealed, so that a
 * node with the wrong keys does not start.
 */
@Configuration(proxyBeanMethods = false)
class EncryptionConfiguration {

	private static final byte[] CANARY = "selfie-registration".getBytes(StandardCharsets.UTF_8);

	/**
	 * @throws EncryptionKeyMissing if a key is not among the settings
	 */
	@Bean
	Sealer sealer(EncryptionSettings settings, KeyCanaries canaries, Clock clock) {
		Sealer sealer = new Sealer(settings);
		List<String> missing = canaries.findAll()
			.stream()
			.filter((canary) -> !opens(sealer, canary))
			.map(Canary::keyId)
			.toList();
		if (!missing.isEmpty()) {
			throw new EncryptionKeyMissing(missing, sealer.keyIds());
		}
		String key = sealer.keyIds().get(0);
		canaries.add(new Canary(key, sealer.seal(CANARY, context(key))), clock.instant());
		return sealer;
	}

	private static boolean opens(Sealer sealer, Canary canary) {
		try {
			sealer.open(canary.sealed(), context(canary.keyId()));
			return true;
		}
		catch (TamperedSeal ex) {
			return false;
		}
	}

	private static String[] context(String keyId) {
		return new String[] { "canary", keyId };
	}

}
