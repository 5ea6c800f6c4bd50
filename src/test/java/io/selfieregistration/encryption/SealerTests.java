package io.selfieregistration.encryption;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SealerTests {

	private static final String KEY = key(1);

	private static final String NEW_KEY = key(2);

	private static final byte[] DATA = "whsec_something secret".getBytes(StandardCharsets.UTF_8);

	private final Sealer sealer = sealer(KEY);

	@Test
	void namesTheKeyThatIsMissing() {
		byte[] sealed = this.sealer.seal(DATA, "photo");

		assertThatExceptionOfType(TamperedSeal.class).isThrownBy(() -> sealer(NEW_KEY).open(sealed, "photo"))
			.withMessageContaining("its key " + this.sealer.keyIds().get(0) + " is not among");
		assertThatExceptionOfType(TamperedSeal.class).isThrownBy(() -> this.sealer.open(sealed, "other"))
			.withMessageContaining("it was changed, or belongs elsewhere");
	}

	@Test
	void opensWhatItSealed() {
		byte[] sealed = this.sealer.seal(DATA, "photo", "acme", "1");

		assertThat(this.sealer.open(sealed, "photo", "acme", "1")).isEqualTo(DATA);
	}

	@Test
	void sealsNothingAtAll() {
		assertThat(this.sealer.open(this.sealer.seal(new byte[0], "photo"), "photo")).isEmpty();
	}

	@Test
	void showsNothingOfTheDataAndNeverTheSameBytes() {
		byte[] sealed = this.sealer.seal(DATA, "photo");

		assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
		assertThat(this.sealer.seal(DATA, "photo")).isNotEqualTo(sealed);
	}

	@ParameterizedTest
	@ValueSource(strings = { "photo,acme,2", "photo,other,1", "template,acme,1", "photo,acme", "photo,acme,1,",
			"photoacme,1", "photo,acme1", "" })
	void opensNothingInAnotherContext(String context) {
		byte[] sealed = this.sealer.seal(DATA, "photo", "acme", "1");

		assertThatExceptionOfType(TamperedSeal.class)
			.isThrownBy(() -> this.sealer.open(sealed, context.split(",", -1)));
	}

	@Test
	void keepsThePartsOfTheContextApart() {
		byte[] sealed = this.sealer.seal(DATA, "ab", "c");

		assertThatExceptionOfType(TamperedSeal.class).isThrownBy(() -> this.sealer.open(sealed, "a", "bc"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.sealer.open(sealed, "ab\u001fc"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.sealer.seal(DATA, "ab\u001fc"));
	}

	@Test
	void opensNothingWithAFlippedBitAtAnyByte() {
		byte[] sealed = this.sealer.seal(DATA, "photo");

		for (int index = 0; index < sealed.length; index++) {
			byte[] damaged = sealed.clone();
			damaged[index] ^= 1;
			assertThatExceptionOfType(TamperedSeal.class).as("byte %d", index)
				.isThrownBy(() -> this.sealer.open(damaged, "photo"));
		}
	}

	@Test
	void opensNothingThatIsCutAtAnyByte() {
		byte[] sealed = this.sealer.seal(DATA, "photo");

		for (int length = 0; length < sealed.length; length++) {
			byte[] cut = Arrays.copyOf(sealed, length);
			assertThatExceptionOfType(TamperedSeal.class).as("%d bytes", length)
				.isThrownBy(() -> this.sealer.open(cut, "photo"));
		}
	}

	@Test
	void opensWhatAnEarlierStartSealed() {
		byte[] sealed = this.sealer.seal(DATA, "photo");

		assertThat(sealer(KEY).open(sealed, "photo")).isEqualTo(DATA);
	}

	@Test
	void sealsWithTheFirstKeyAndOpensWithAll() {
		byte[] old = this.sealer.seal(DATA, "photo");
		Sealer rotated = sealer(NEW_KEY, KEY);

		byte[] fresh = rotated.seal(DATA, "photo");

		assertThat(rotated.open(old, "photo")).isEqualTo(DATA);
		assertThat(sealer(NEW_KEY).open(fresh, "photo")).isEqualTo(DATA);
		assertThatExceptionOfType(TamperedSeal.class).isThrownBy(() -> this.sealer.open(fresh, "photo"));
		assertThatExceptionOfType(TamperedSeal.class).isThrownBy(() -> sealer(NEW_KEY).open(old, "photo"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "changeme", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
			"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=", "c2hvcnQ=", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MA==",
			"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMw==", "<32 random bytes in Base64>" })
	void refusesAnythingButThirtyTwoRandomBytes(String key) {
		assertThatIllegalStateException().isThrownBy(() -> sealer(KEY, key))
			.withMessageStartingWith("selfie.encryption.keys[1] must be 32 random bytes in Base64");
	}

	@Test
	void refusesAKeyThatIsGivenTwice() {
		assertThatIllegalStateException().isThrownBy(() -> sealer(KEY, NEW_KEY, " " + KEY))
			.withMessage("selfie.encryption.keys[2] is given twice");
	}

	@Test
	void showsNoKeyOfTheSettings() {
		assertThat(new EncryptionSettings(List.of(KEY, NEW_KEY))).hasToString("EncryptionSettings[2 keys]");
	}

	private static Sealer sealer(String... keys) {
		return new Sealer(new EncryptionSettings(List.of(keys)));
	}

	private static String key(int seed) {
		byte[] bytes = new byte[32];
		new Random(seed).nextBytes(bytes);
		return Base64.getEncoder().encodeToString(bytes);
	}

}
