package io.selfieregistration.application;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

import io.selfieregistration.application.ApplicationKey.Purpose;
import io.selfieregistration.platform.Sha256;

/**
 * The secret that an application authenticates with: 256 random bits in Base64url. Only
 * its SHA-256 is stored; a slow hash protects guessable passwords, and this one cannot be
 * guessed.
 */
public record ApplicationSecret(String value) {

	private static final SecureRandom RANDOM = new SecureRandom();

	public static ApplicationSecret generate() {
		byte[] bytes = new byte[32];
		RANDOM.nextBytes(bytes);
		return new ApplicationSecret(
				Purpose.API.prefix() + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
	}

	/** SHA-256 of the text, 32 bytes. */
	public byte[] hash() {
		return Sha256.of(this.value);
	}

	/** Compares in constant time. */
	public boolean matches(byte[] hash) {
		return MessageDigest.isEqual(hash(), hash);
	}

	@Override
	public String toString() {
		return "ApplicationSecret[…]";
	}

}
