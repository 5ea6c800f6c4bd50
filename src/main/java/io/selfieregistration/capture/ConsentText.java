package io.selfieregistration.capture;

import java.nio.charset.StandardCharsets;

import io.selfieregistration.platform.Sha256;

/**
 * A consent text in one language.
 *
 * @param hash SHA-256 of the text in UTF-8, as 64 hexadecimal digits
 */
public record ConsentText(String text, String hash) {

	static ConsentText of(String text) {
		return new ConsentText(text, Sha256.hex(text.getBytes(StandardCharsets.UTF_8)));
	}

}
