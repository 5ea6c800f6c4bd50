package io.selfieregistration.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.util.StringUtils;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Reads what a call says of itself. */
public final class Calls {

	private Calls() {
	}

	/**
	 * Returns the path by which the container chooses who answers: decoded, normalised,
	 * and without parameters. {@code getRequestURI} has it as the caller spelt it, which
	 * may be {@code /api/%761} for {@code /api/v1}.
	 */
	public static String pathOf(HttpServletRequest call) {
		return call.getServletPath() + ((call.getPathInfo() != null) ? call.getPathInfo() : "");
	}

	/**
	 * Returns the address of the caller whom this thread answers, or an empty text if it
	 * answers none.
	 */
	public static String callerAddress() {
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call)
				? call.getRequest().getRemoteAddr() : "";
	}

	/**
	 * Decodes a part of a query or form strictly.
	 * @return empty if an escape is broken, or the bytes are not UTF-8
	 */
	public static Optional<String> decode(String encoded) {
		try {
			// Latin-1 keeps each byte as it is
			String bytes = StringUtils.uriDecode(encoded.replace('+', ' '), StandardCharsets.ISO_8859_1);
			return Optional.of(utf8(bytes.getBytes(StandardCharsets.ISO_8859_1)));
		}
		catch (IllegalArgumentException | CharacterCodingException ex) {
			return Optional.empty();
		}
	}

	/**
	 * @throws CharacterCodingException if the bytes are not UTF-8
	 */
	public static String utf8(byte[] bytes) throws CharacterCodingException {
		return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
	}

}
