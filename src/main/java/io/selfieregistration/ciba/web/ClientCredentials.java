package io.selfieregistration.ciba.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The credentials of a client as OAuth 2.0 sends them (RFC 6749, section 2.3.1): by HTTP
 * Basic, each part form-encoded before, or as fields of the form.
 *
 * @param basic whether they came in the header {@code Authorization}
 */
record ClientCredentials(String id, String secret, boolean basic) {

	private static final String BASIC = "Basic ";

	/**
	 * @param authorization the header, or null
	 * @param id {@code client_id} of the form, or null
	 * @param secret {@code client_secret} of the form, or null
	 * @return empty if there are none that can be read
	 * @throws OAuthRefused if they come in both ways
	 */
	static Optional<ClientCredentials> of(String authorization, String id, String secret) {
		boolean basic = authorization != null && authorization.regionMatches(true, 0, BASIC, 0, BASIC.length());
		if (!basic) {
			return (id != null && secret != null) ? Optional.of(new ClientCredentials(id, secret, false))
					: Optional.empty();
		}
		Optional<ClientCredentials> credentials = decode(authorization.substring(BASIC.length()).strip());
		if (secret != null || (id != null && credentials.filter((found) -> found.id().equals(id)).isEmpty())) {
			throw OAuthRefused.invalid("Authenticate by HTTP Basic or by the form, not by both");
		}
		return credentials;
	}

	private static Optional<ClientCredentials> decode(String basic) {
		try {
			String[] parts = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8).split(":", 2);
			return (parts.length == 2) ? Optional.of(new ClientCredentials(form(parts[0]), form(parts[1]), true))
					: Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static String form(String part) {
		return URLDecoder.decode(part, StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return "ClientCredentials[" + this.id + "]";
	}

}
