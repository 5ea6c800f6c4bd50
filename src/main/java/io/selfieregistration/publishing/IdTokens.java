package io.selfieregistration.publishing;

import java.time.Duration;

import io.selfieregistration.application.Application;
import io.selfieregistration.result.Result;

/** Issues the tokens that OpenID CIBA asks for when a selfie was registered. */
public interface IdTokens {

	Tokens issue(Application application, Result result);

	/**
	 * The tokens for one result.
	 *
	 * @param idToken a signed JWT whose {@code sub} is the user
	 * @param accessToken grants nothing; OAuth 2.0 requires one
	 */
	record Tokens(String idToken, String accessToken, Duration expiresIn) {

		@Override
		public String toString() {
			return "Tokens[…]";
		}

	}

}
