package io.selfieregistration.publishing.jose;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

import com.nimbusds.jwt.JWTClaimsSet;

import io.selfieregistration.request.Decision;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.result.RedirectLinks;
import io.selfieregistration.web.WebSettings;

import org.springframework.stereotype.Component;

/** Builds redirect links whose {@code state} is a signed JWT. */
@Component
class SignedRedirectLinks implements RedirectLinks {

	/** Long enough to read the last page, short enough not to be shared. */
	static final Duration VALIDITY = Duration.ofHours(1);

	private final Requests requests;

	private final JwtSigner signer;

	private final WebSettings web;

	private final Clock clock;

	SignedRedirectLinks(Requests requests, JwtSigner signer, WebSettings web, Clock clock) {
		this.requests = requests;
		this.signer = signer;
		this.web = web;
		this.clock = clock;
	}

	@Override
	public Optional<URI> back(RequestId id) {
		return back(this.requests.get(id));
	}

	@Override
	public Optional<URI> backWhenDone(RequestId id) {
		Request request = this.requests.get(id);
		boolean accepted = request.run().map((run) -> run.decision() == Decision.ACCEPTED).orElse(false);
		boolean nextFollows = accepted && request.phaseNumber() < request.phases();
		return (request.open() || nextFollows) ? Optional.empty() : back(request);
	}

	@Override
	public Optional<URI> back(Request request) {
		return Optional.ofNullable(request.redirectUrl()).map((url) -> {
			// The added values need no escaping: letters, digits, dots, dashes and
			// underscores.
			String separator = (url.getRawQuery() != null) ? "&" : "?";
			return URI.create(url + separator + "request_id=" + request.id() + "&state=" + state(request));
		});
	}

	private String state(Request request) {
		Instant now = this.clock.instant();
		return this.signer.sign("redirect-state+jwt",
				new JWTClaimsSet.Builder().issuer(this.web.baseUrl().toString())
					.audience(request.applicationId())
					.claim("request_id", request.id().toString())
					.claim("state", request.state())
					.issueTime(Date.from(now))
					.expirationTime(Date.from(now.plus(VALIDITY)))
					.build());
	}

}
