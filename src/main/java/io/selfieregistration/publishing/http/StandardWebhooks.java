package io.selfieregistration.publishing.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Webhook signature of Standard Webhooks 1.0.0: HMAC-SHA256 over
 * {@code id.timestamp.body}.
 */
final class StandardWebhooks {

	private static final String SECRET_PREFIX = "whsec_";

	private StandardWebhooks() {
	}

	/**
	 * @param secrets Base64 with the prefix {@code whsec_}; one signature for each
	 * @return value of the header {@code webhook-signature}
	 */
	static String sign(List<String> secrets, String id, Instant timestamp, byte[] body) {
		return secrets.stream().map((secret) -> sign(secret, id, timestamp, body)).collect(Collectors.joining(" "));
	}

	private static String sign(String secret, String id, Instant timestamp, byte[] body) {
		if (!secret.startsWith(SECRET_PREFIX)) {
			throw new IllegalArgumentException("A webhook secret starts with " + SECRET_PREFIX);
		}
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length())),
					"HmacSHA256"));
			mac.update((id + "." + timestamp.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
			return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("A webhook cannot be signed", ex);
		}
	}

}
