package io.selfieregistration.publishing.jose;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;

import io.selfieregistration.encryption.Sealer;
import io.selfieregistration.publishing.SigningKeyStore;
import io.selfieregistration.publishing.SigningKeyStore.StoredKey;
import io.selfieregistration.publishing.SigningKeys;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signing keys on the curve P-256, sealed in the database; the first is created on
 * demand.
 */
@Component
class StoredSigningKeys implements SigningKeys {

	private final SigningKeyStore store;

	private final Sealer sealer;

	private final Clock clock;

	private final TransactionTemplate separately;

	StoredSigningKeys(SigningKeyStore store, Sealer sealer, Clock clock, PlatformTransactionManager transactions) {
		this.store = store;
		this.sealer = sealer;
		this.clock = clock;
		this.separately = new TransactionTemplate(transactions);
		this.separately.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	/** Returns the current key with its private part. */
	ECKey current() {
		StoredKey stored = this.store.current().orElseGet(this::first);
		byte[] opened = this.sealer.open(stored.sealed(), context(stored.kid()));
		try {
			return ECKey.parse(new String(opened, StandardCharsets.UTF_8));
		}
		catch (ParseException ex) {
			throw new IllegalStateException("The signing key " + stored.kid() + " cannot be read", ex);
		}
	}

	@Override
	public String publicKeySet() {
		if (this.store.current().isEmpty()) {
			first();
		}
		List<JWK> keys = this.store.list().stream().map(StoredSigningKeys::publicKey).toList();
		return new JWKSet(keys).toString(true);
	}

	@Override
	public List<KnownKey> list() {
		return this.store.list().stream().map(StoredSigningKeys::known).toList();
	}

	@Override
	public KnownKey rotate() {
		return known(this.separately.execute((status) -> {
			this.store.lock();
			return add();
		}));
	}

	/** Creates the first key, once for all nodes. */
	private StoredKey first() {
		return this.separately.execute((status) -> {
			this.store.lock();
			return this.store.current().orElseGet(this::add);
		});
	}

	private StoredKey add() {
		Instant now = this.clock.instant();
		try {
			ECKey key = new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE)
				.algorithm(JWSAlgorithm.ES256)
				.keyIDFromThumbprint(true)
				.generate();
			StoredKey stored = new StoredKey(key.getKeyID(), key.toPublicJWK().toJSONString(),
					this.sealer.seal(key.toJSONString().getBytes(StandardCharsets.UTF_8), context(key.getKeyID())), now,
					null);
			this.store.add(stored);
			return stored;
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("A signing key cannot be made", ex);
		}
	}

	private static JWK publicKey(StoredKey stored) {
		try {
			return JWK.parse(stored.publicKey());
		}
		catch (ParseException ex) {
			throw new IllegalStateException("The signing key " + stored.kid() + " cannot be read", ex);
		}
	}

	private static KnownKey known(StoredKey stored) {
		return new KnownKey(stored.kid(), stored.createdAt(), stored.retiredAt());
	}

	private static String[] context(String kid) {
		return new String[] { "signing-key", kid };
	}

}
