package io.selfieregistration.publishing.jose;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;

import io.selfieregistration.application.Application;
import io.selfieregistration.publishing.IdTokens;
import io.selfieregistration.result.Result;
import io.selfieregistration.web.WebSettings;

import org.springframework.stereotype.Component;

/** Signs ID tokens as OpenID Connect Core 1.0, section 2, describes them. */
@Component
class SignedIdTokens implements IdTokens {

	private static final Duration VALIDITY = Duration.ofHours(1);

	private static final int ACCESS_TOKEN_BYTES = 32;

	private final JwtSigner signer;

	private final WebSettings web;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	SignedIdTokens(JwtSigner signer, WebSettings web, Clock clock) {
		this.signer = signer;
		this.web = web;
		this.clock = clock;
	}

	@Override
	public Tokens issue(Application application, Result result) {
		Instant now = this.clock.instant();
		JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(this.web.baseUrl().toString())
			.subject(result.userId())
			.audience(application.id())
			.issueTime(Date.from(now))
			.expirationTime(Date.from(now.plus(VALIDITY)))
			.claim("auth_time", Long.parseLong(result.selfieRegisteredAt()))
			.claim("request_id", result.requestId())
			.build();
		byte[] accessToken = new byte[ACCESS_TOKEN_BYTES];
		this.random.nextBytes(accessToken);
		return new Tokens(this.signer.sign("JWT", claims), Base64URL.encode(accessToken).toString(), VALIDITY);
	}

}
