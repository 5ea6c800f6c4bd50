package io.selfieregistration.publishing.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import org.springframework.stereotype.Component;

/** Signs JWTs with the current key: compact form, ES256 signature. */
@Component
class JwtSigner {

	private final StoredSigningKeys keys;

	JwtSigner(StoredSigningKeys keys) {
		this.keys = keys;
	}

	/**
	 * @param type purpose of the token ({@code typ}), so that one is not mistaken for
	 * another
	 */
	String sign(String type, JWTClaimsSet claims) {
		ECKey key = this.keys.current();
		SignedJWT token = new SignedJWT(
				new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).type(new JOSEObjectType(type)).build(),
				claims);
		try {
			token.sign(new ECDSASigner(key));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("A token cannot be signed", ex);
		}
		return token.serialize();
	}

}
