package io.selfieregistration.publishing.jose;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.selfieregistration.request.Decision;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestFixture;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class SignedRedirectLinksTests {

	private static final RequestId ID = RequestId.next();

	private static final String STATE = "basket=7&next=/done \u674E";

	private final Jose jose = new Jose();

	private final Requests requests = mock(Requests.class);

	private final SignedRedirectLinks links = new SignedRedirectLinks(this.requests, this.jose.signer, this.jose.web,
			this.jose.clock);

	@Test
	void leadsBackWithTheRequestAndStateThatTheIntegratorCanVerify() throws Exception {
		given(this.requests.get(ID)).willReturn(request("https://bank.example/back", Decision.ACCEPTED, 1, 1));

		URI back = this.links.back(ID).orElseThrow();

		assertThat(back.toString()).startsWith("https://bank.example/back?");
		assertThat(query(back)).containsOnlyKeys("request_id", "state").containsEntry("request_id", ID.toString());
		JwtClaims claims = consumer(Jose.NOW).processToClaims(query(back).get("state"));
		assertThat(claims.getIssuer()).isEqualTo(Jose.ISSUER);
		assertThat(claims.getStringClaimValue("request_id")).isEqualTo(ID.toString());
		assertThat(claims.getStringClaimValue("state")).isEqualTo(STATE);
		assertThat(claims.getIssuedAt().getValue()).isEqualTo(Jose.NOW.getEpochSecond());
	}

	@Test
	void isGoodForShortTime() {
		given(this.requests.get(ID)).willReturn(request("https://bank.example/back", Decision.ACCEPTED, 1, 1));
		String state = query(this.links.back(ID).orElseThrow()).get("state");

		assertThatExceptionOfType(InvalidJwtException.class)
			.isThrownBy(() -> consumer(Jose.NOW.plus(SignedRedirectLinks.VALIDITY)).processToClaims(state));
	}

	@Test
	void keepsWhatTheAddressHasOfItsOwn() {
		given(this.requests.get(ID)).willReturn(request("https://bank.example/back?a=b%20c", null, 1, 1));

		assertThat(this.links.back(ID).orElseThrow().toString())
			.startsWith("https://bank.example/back?a=b%20c&request_id=" + ID + "&state=ey");
	}

	@Test
	void leadsNowhereIfTheRequestNamesNoAddress() {
		given(this.requests.get(ID)).willReturn(request(null, Decision.ACCEPTED, 1, 1));

		assertThat(this.links.back(ID)).isEmpty();
		assertThat(this.links.backWhenDone(ID)).isEmpty();
	}

	@ParameterizedTest(name = "{0} in phase {1} of {2} -> done: {3}")
	@CsvSource({ ", 1, 1, false", "ACCEPTED, 1, 1, true", "ACCEPTED, 1, 2, false", "ACCEPTED, 2, 2, true",
			"ATTEMPTS_EXHAUSTED, 1, 2, true", "CANCELLED, 1, 1, true", "EXPIRED, 1, 2, true",
			"CONSENT_REFUSED, 2, 2, true" })
	void leadsBackWhoHasNothingLeftToDo(Decision decision, int phase, int phases, boolean done) {
		given(this.requests.get(ID)).willReturn(request("https://bank.example/back", decision, phase, phases));

		assertThat(this.links.backWhenDone(ID).isPresent()).isEqualTo(done);
	}

	private JwtConsumer consumer(Instant now) throws JoseException {
		return new JwtConsumerBuilder()
			.setVerificationKeyResolver(
					new JwksVerificationKeyResolver(new JsonWebKeySet(this.jose.keys.publicKeySet()).getJsonWebKeys()))
			.setExpectedAudience("app-1")
			.setExpectedType(true, "redirect-state+jwt")
			.setRequireExpirationTime()
			.setEvaluationTime(NumericDate.fromSeconds(now.getEpochSecond()))
			.build();
	}

	private static Map<String, String> query(URI url) {
		return Arrays.stream(url.getRawQuery().split("&"))
			.map((part) -> part.split("=", 2))
			.collect(Collectors.toMap((part) -> part[0], (part) -> part[1]));
	}

	private static Request request(String redirectUrl, Decision decision, int phase, int phases) {
		return RequestFixture.request(ID)
			.phase(phase, phases)
			.user("ada")
			.createdAt(Jose.NOW)
			.redirect((redirectUrl != null) ? URI.create(redirectUrl) : null, STATE)
			.decision(decision)
			.build();
	}

}
