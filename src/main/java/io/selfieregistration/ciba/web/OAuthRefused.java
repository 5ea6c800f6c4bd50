package io.selfieregistration.ciba.web;

import java.util.Map;

import org.springframework.http.HttpStatus;

/** A call is refused with an error code of OAuth 2.0 or CIBA. */
final class OAuthRefused extends RuntimeException {

	static final String INVALID_CLIENT = "invalid_client";

	static final String INVALID_REQUEST = "invalid_request";

	private final HttpStatus status;

	private final String error;

	private final transient Map<String, Object> members;

	/**
	 * @param members what the body says beside the error
	 */
	OAuthRefused(HttpStatus status, String error, String description, Map<String, Object> members) {
		super(description);
		this.status = status;
		this.error = error;
		this.members = members;
	}

	static OAuthRefused of(String error, String description) {
		return new OAuthRefused(HttpStatus.BAD_REQUEST, error, description, Map.of());
	}

	static OAuthRefused invalid(String description) {
		return of(INVALID_REQUEST, description);
	}

	static OAuthRefused unknownClient() {
		return new OAuthRefused(HttpStatus.UNAUTHORIZED, INVALID_CLIENT,
				"The id and the secret of an application are needed", Map.of());
	}

	HttpStatus status() {
		return this.status;
	}

	String error() {
		return this.error;
	}

	Map<String, Object> members() {
		return this.members;
	}

}
