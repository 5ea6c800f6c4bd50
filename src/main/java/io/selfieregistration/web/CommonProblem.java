package io.selfieregistration.web;

import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.http.HttpStatus;

/**
 * The problems that any call can have, whichever part of the service notices them. Their
 * codes and words are the same everywhere, and the description of the API lists them for
 * each call.
 */
enum CommonProblem {

	INVALID_REQUEST(HttpStatus.BAD_REQUEST, "invalid_request", "The call is malformed"),

	NOT_FOUND(HttpStatus.NOT_FOUND, "not_found", "There is nothing at this address"),

	METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "method_not_allowed",
			"This address does not take the method; 'Allow' lists those it takes"),

	NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "not_acceptable", "The answer is of no type that 'Accept' names"),

	BODY_TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "body_too_slow", "The body did not arrive in time"),

	PAYLOAD_TOO_LARGE(HttpStatus.PAYLOAD_TOO_LARGE, "payload_too_large", "The body is too large"),

	URI_TOO_LONG(HttpStatus.URI_TOO_LONG, "uri_too_long", "The address is too long"),

	UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type",
			"The call does not take a body of this type, character set or encoding"),

	TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "too_many_requests", "Too many calls; try again later"),

	HEADERS_TOO_LARGE(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "request_header_fields_too_large",
			"The headers are too large"),

	INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "internal_error",
			"Something went wrong on our side. Please try again."),

	TEMPORARILY_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "temporarily_unavailable",
			"The service cannot do this right now. Please try again.");

	private final HttpStatus status;

	private final String code;

	private final String detail;

	CommonProblem(HttpStatus status, String code, String detail) {
		this.status = status;
		this.code = code;
		this.detail = detail;
	}

	/** Finds the one with a status. */
	static Optional<CommonProblem> of(int status) {
		return Stream.of(values()).filter((problem) -> problem.status.value() == status).findFirst();
	}

	HttpStatus status() {
		return this.status;
	}

	String code() {
		return this.code;
	}

	/** Returns a sentence for people where nothing more is known. */
	String detail() {
		return this.detail;
	}

}
