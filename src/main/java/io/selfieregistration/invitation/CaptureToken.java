package io.selfieregistration.invitation;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

import io.selfieregistration.platform.Sha256;
import io.selfieregistration.web.WebSettings;

/**
 * The secret in a capture link: 256 random bits in Base64url, 43 characters. Its holder
 * may take the selfie; only its SHA-256 is stored.
 */
public record CaptureToken(String value) {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

	static CaptureToken generate() {
		byte[] bytes = new byte[32];
		RANDOM.nextBytes(bytes);
		return new CaptureToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
	}

	/** Parses untrusted input. */
	public static Optional<CaptureToken> parse(String text) {
		return (text != null && FORM.matcher(text).matches()) ? Optional.of(new CaptureToken(text)) : Optional.empty();
	}

	/** SHA-256 of the text, 32 bytes. */
	public byte[] hash() {
		return Sha256.of(this.value);
	}

	/**
	 * The address of the capture page with the token in its fragment, which is not sent.
	 */
	URI link(WebSettings web) {
		return web.address("/capture/#" + this.value);
	}

	@Override
	public String toString() {
		return "CaptureToken[…]";
	}

}
