package io.selfieregistration.publishing.jose;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationKey.Purpose;
import io.selfieregistration.application.Applications;
import io.selfieregistration.publishing.ResultForms;
import io.selfieregistration.web.WebSettings;

import org.springframework.stereotype.Component;

/**
 * Renders results as JSON, as a JWE ({@code dir} with {@code A256GCM} and the newest
 * encryption key of the application, whose RFC 7638 thumbprint is the {@code kid}), or as
 * a signed JWT that adds {@code iss}, {@code aud} and {@code iat}.
 */
@Component
class JoseResultForms implements ResultForms {

	private final Applications applications;

	private final JwtSigner signer;

	private final WebSettings web;

	private final Clock clock;

	JoseResultForms(Applications applications, JwtSigner signer, WebSettings web, Clock clock) {
		this.applications = applications;
		this.signer = signer;
		this.web = web;
		this.clock = clock;
	}

	@Override
	public Form apply(Application application, byte[] json) {
		return switch (application.settings().responseType()) {
			case PLAINTEXT -> new Form("application/json", json);
			case ENCRYPTED -> new Form("application/jose", ascii(encrypt(application, json)));
			case TOKEN -> new Form("application/jwt", ascii(sign(application, json)));
		};
	}

	private String encrypt(Application application, byte[] json) {
		String secret = this.applications.secrets(application, Purpose.ENCRYPTION).get(0);
		OctetSequenceKey key = new OctetSequenceKey.Builder(new Base64URL(secret)).build();
		try {
			JWEObject encrypted = new JWEObject(new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
				.keyID(key.computeThumbprint().toString())
				.contentType("json")
				.build(), new Payload(json));
			encrypted.encrypt(new DirectEncrypter(key));
			return encrypted.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("A result cannot be encrypted", ex);
		}
	}

	private String sign(Application application, byte[] json) {
		JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().serializeNullClaims(true)
			.issuer(this.web.baseUrl().toString())
			.audience(application.id())
			.issueTime(Date.from(this.clock.instant()));
		try {
			JSONObjectUtils.parse(new String(json, StandardCharsets.UTF_8)).forEach(claims::claim);
		}
		catch (ParseException ex) {
			throw new IllegalArgumentException("Only a JSON object can be a token", ex);
		}
		return this.signer.sign("JWT", claims.build());
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
