package io.selfieregistration.invitation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret in a capture link: 256 random bits in Base64url, 43 characters. Whoever has
 * it may take the selfie; only its SHA-256 is kept.
 */
public record CaptureToken(String value) {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

	static CaptureToken generate() {
		byte[] bytes = new byte[32];
		RANDOM.nextBytes(bytes);
		return new CaptureToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
	}

	/** Reads what an outsider sent. */
	public static Optional<CaptureToken> parse(String text) {
		return (text != null && FORM.matcher(text).matches()) ? Optional.of(new CaptureToken(text)) : Optional.empty();
	}

	/** SHA-256 of the text, 32 bytes. */
	public byte[] hash() {
		try {
			return MessageDigest.getInstance("SHA-256").digest(this.value.getBytes(StandardCharsets.US_ASCII));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return "CaptureToken[…]";
	}

}
