package io.selfieregistration.capture;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A text that a person can agree to, in one language.
 *
 * @param hash SHA-256 of the text in UTF-8, as 64 hexadecimal digits
 */
public record ConsentText(String text, String hash) {

	static ConsentText of(String text) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return new ConsentText(text, HexFormat.of().formatHex(hash));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
