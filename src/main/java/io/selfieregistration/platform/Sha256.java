package io.selfieregistration.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4). */
public final class Sha256 {

	private Sha256() {
	}

	/** Returns the 32 bytes of the digest. */
	public static byte[] of(byte[] bytes) {
		return digest().digest(bytes);
	}

	/** Returns the 32 bytes of the digest of the text in UTF-8. */
	public static byte[] of(String text) {
		return of(text.getBytes(StandardCharsets.UTF_8));
	}

	/** Returns the digest as 64 lower-case hexadecimal digits. */
	public static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(of(bytes));
	}

	/** Returns a digest that takes its input in parts. */
	public static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
