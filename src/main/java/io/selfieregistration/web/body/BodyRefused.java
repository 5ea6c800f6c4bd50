package io.selfieregistration.web.body;

import java.io.IOException;

import io.selfieregistration.web.ProblemStatus;

/** A body was not read to its end. */
abstract sealed class BodyRefused extends IOException {

	private BodyRefused(String message) {
		super(message);
	}

	/** The body exceeds the limit. */
	@ProblemStatus(status = 413, code = "payload_too_large")
	static final class TooLarge extends BodyRefused {

		TooLarge(long limit) {
			super("The body is larger than " + limit + " bytes");
		}

	}

	/** The body comes more slowly than any usable network would bring it. */
	@ProblemStatus(status = 408, code = "body_too_slow")
	static final class TooSlow extends BodyRefused {

		TooSlow() {
			super("The body did not arrive in time");
		}

	}

	/** Another body needs the room, or the same sender sends it again. */
	@ProblemStatus(status = 429, code = "too_many_requests", retryAfterSeconds = 2)
	static final class GaveWay extends BodyRefused {

		GaveWay() {
			super("The body gave way to a later one. Nothing was changed; please try again.");
		}

	}

	/** The body cannot be read. */
	@ProblemStatus(status = 400, code = "invalid_request")
	static final class Malformed extends BodyRefused {

		Malformed(String problem) {
			super(problem);
		}

	}

}
