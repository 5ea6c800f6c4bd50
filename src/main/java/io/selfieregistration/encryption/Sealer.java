package io.selfieregistration.encryption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;

import io.selfieregistration.platform.Sha256;

/**
 * Encrypts and decrypts small pieces of data: AES-256-GCM with a fresh key for each
 * piece, which is wrapped by a key from the settings (envelope encryption by Tink).
 * <p>
 * The <em>context</em> says what the data is and whom it belongs to. It is not stored
 * with the data; opening needs the same context, so a sealed value that is moved to
 * another row, user or object cannot be opened there.
 */
public class Sealer {

	/** Length of a key in bytes. */
	private static final int KEY_BYTES = 32;

	private static final char SEPARATOR = '\u001f';

	/** Tink begins what a key made with this byte and the id of the key. */
	private static final byte TINK = 1;

	private final Aead envelope;

	private final List<String> keyIds;

	/**
	 * @throws IllegalStateException if a key is not 32 bytes in Base64, is a placeholder,
	 * or is given twice; the service then refuses to start
	 */
	Sealer(EncryptionSettings settings) {
		try {
			AeadConfig.register();
			KeysetHandle keys = keyset(settings.keys());
			this.keyIds = IntStream.range(0, keys.size())
				.mapToObj((index) -> shown(keys.getAt(index).getId()))
				.toList();
			Aead wrapping = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
			this.envelope = KmsEnvelopeAead.create(PredefinedAeadParameters.AES256_GCM, wrapping);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The keys of selfie.encryption.keys cannot be used", ex);
		}
	}

	/**
	 * @param context parts that must be the same when the data is opened; none contains
	 * the control character U+001F
	 */
	public byte[] seal(byte[] data, String... context) {
		try {
			return this.envelope.encrypt(data, associatedData(context));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Data could not be sealed", ex);
		}
	}

	/**
	 * @throws TamperedSeal if the data was changed, sealed for another context, or sealed
	 * with a key that is not among the settings
	 */
	public byte[] open(byte[] sealed, String... context) {
		try {
			return this.envelope.decrypt(sealed, associatedData(context));
		}
		catch (GeneralSecurityException ex) {
			throw new TamperedSeal(problem(sealed), ex);
		}
	}

	/**
	 * Returns the ids of the keys, that of the sealing one first: the beginning of a hash
	 * of each, in eight hexadecimal digits.
	 */
	List<String> keyIds() {
		return this.keyIds;
	}

	private String problem(byte[] sealed) {
		String key = (sealed.length > Integer.BYTES * 2 && sealed[Integer.BYTES] == TINK)
				? shown(ByteBuffer.wrap(sealed).getInt(Integer.BYTES + 1)) : null;
		return (key != null && !this.keyIds.contains(key))
				? "Sealed data cannot be opened: its key " + key + " is not among selfie.encryption.keys"
				: "Sealed data cannot be opened: it was changed, or belongs elsewhere";
	}

	private static String shown(int keyId) {
		return String.format("%08x", keyId);
	}

	private static KeysetHandle keyset(List<String> keys) throws GeneralSecurityException {
		KeysetHandle.Builder keyset = KeysetHandle.newBuilder();
		Set<Integer> ids = new HashSet<>();
		for (int index = 0; index < keys.size(); index++) {
			byte[] key = decode(keys.get(index), index);
			int id = idOf(key);
			if (!ids.add(id)) {
				throw new IllegalStateException("selfie.encryption.keys[" + index + "] is given twice");
			}
			AesGcmParameters parameters = AesGcmParameters.builder()
				.setKeySizeBytes(KEY_BYTES)
				.setIvSizeBytes(12)
				.setTagSizeBytes(16)
				.setVariant(AesGcmParameters.Variant.TINK)
				.build();
			AesGcmKey imported = AesGcmKey.builder()
				.setParameters(parameters)
				.setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
				.setIdRequirement(id)
				.build();
			KeysetHandle.Builder.Entry entry = KeysetHandle.importKey(imported).withFixedId(id);
			keyset.addEntry((index == 0) ? entry.makePrimary() : entry);
		}
		return keyset.build();
	}

	private static byte[] decode(String text, int index) {
		byte[] key;
		try {
			key = Base64.getDecoder().decode(text.strip());
		}
		catch (IllegalArgumentException ex) {
			key = new byte[0];
		}
		boolean monotone = key.length > 0;
		for (byte value : key) {
			monotone = monotone && value == key[0];
		}
		if (key.length != KEY_BYTES || monotone) {
			throw new IllegalStateException("selfie.encryption.keys[" + index + "] must be " + KEY_BYTES
					+ " random bytes in Base64; make one with: openssl rand -base64 32");
		}
		return key;
	}

	/** The id is stored with each sealed value, so it must be the same at every start. */
	private static int idOf(byte[] key) throws GeneralSecurityException {
		MessageDigest digest = Sha256.digest();
		digest.update("selfie-registration key id".getBytes(StandardCharsets.UTF_8));
		return ByteBuffer.wrap(digest.digest(key)).getInt();
	}

	private static byte[] associatedData(String... context) {
		for (String part : context) {
			if (part.indexOf(SEPARATOR) >= 0) {
				throw new IllegalArgumentException("A part of the context holds a control character");
			}
		}
		return String.join(String.valueOf(SEPARATOR), context).getBytes(StandardCharsets.UTF_8);
	}

}
