package io.selfieregistration.publishing.jose;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.transaction.PlatformTransactionManager;

import io.selfieregistration.encryption.Sealer;
import io.selfieregistration.publishing.SigningKeyStore;
import io.selfieregistration.web.WebSettings;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** Real keys and signatures on a store in memory. */
final class Jose {

	static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

	static final String ISSUER = "https://selfie.example";

	final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

	final WebSettings web = new WebSettings(URI.create(ISSUER));

	final Store store = new Store();

	final StoredSigningKeys keys = new StoredSigningKeys(this.store, sealer(), this.clock,
			mock(PlatformTransactionManager.class));

	final JwtSigner signer = new JwtSigner(this.keys);

	/** Turns every byte, so that what is sealed is not what was there. */
	private static Sealer sealer() {
		Sealer sealer = mock(Sealer.class);
		given(sealer.seal(any(), any(String[].class))).willAnswer((call) -> turned(call.getArgument(0)));
		given(sealer.open(any(), any(String[].class))).willAnswer((call) -> turned(call.getArgument(0)));
		return sealer;
	}

	private static byte[] turned(byte[] data) {
		byte[] turned = data.clone();
		for (int index = 0; index < turned.length; index++) {
			turned[index] = (byte) ~turned[index];
		}
		return turned;
	}

	static final class Store implements SigningKeyStore {

		private final List<StoredKey> keys = new ArrayList<>();

		@Override
		public void lock() {
			// There is one thread.
		}

		@Override
		public Optional<StoredKey> current() {
			return this.keys.stream().filter((key) -> key.retiredAt() == null).findFirst();
		}

		@Override
		public List<StoredKey> list() {
			return List.copyOf(this.keys);
		}

		@Override
		public void add(StoredKey key) {
			this.keys.replaceAll((old) -> new StoredKey(old.kid(), old.publicKey(), old.sealed(), old.createdAt(),
					(old.retiredAt() != null) ? old.retiredAt() : key.createdAt()));
			this.keys.add(0, key);
		}

	}

}
