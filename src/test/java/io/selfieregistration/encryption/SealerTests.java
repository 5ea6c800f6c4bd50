package io.selfieregistration.encryption;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SealerTests {

	private static final byte[] DATA = "the template of somebody".getBytes(StandardCharsets.UTF_8);

	private final String key = newKey();

	private final Sealer sealer = sealer(this.key);

	@Test
	void opensWhatItSealed() {
		byte[] sealed = this.sealer.seal(DATA, "template", "user");

		assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("somebody");
		assertThat(this.sealer.open(sealed, "template", "user")).isEqualTo(DATA);
	}

	@Test
	void opensWhatAnEarlierStartSealed() {
		byte[] sealed = this.sealer.seal(DATA, "template");

		assertThat(sealer(this.key).open(sealed, "template")).isEqualTo(DATA);
	}

	@Test
	void sealsTheSameDifferentlyEachTime() {
		assertThat(this.sealer.seal(DATA, "template")).isNotEqualTo(this.sealer.seal(DATA, "template"));
	}

	@Test
	void opensNothingForAnotherContext() {
		byte[] sealed = this.sealer.seal(DATA, "template", "user");

		assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> this.sealer.open(sealed, "template", "other"));
		assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> this.sealer.open(sealed, "templateuser"));
		assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> this.sealer.open(sealed, "template", "us", "er"));
	}

	@Test
	void noticesChangeOfAnyByte() {
		byte[] sealed = this.sealer.seal(DATA, "template");
		for (int index = 0; index < sealed.length; index++) {
			byte[] changed = sealed.clone();
			changed[index] ^= 1;

			assertThatExceptionOfType(SealBroken.class).as("byte %s", index)
				.isThrownBy(() -> this.sealer.open(changed, "template"));
		}
	}

	@Test
	void opensWithEarlierKeyAndSealsWithTheFirst() {
		byte[] old = this.sealer.seal(DATA, "template");
		String next = newKey();
		Sealer rotated = sealer(next, this.key);

		assertThat(rotated.open(old, "template")).isEqualTo(DATA);
		assertThat(sealer(next).open(rotated.seal(DATA, "template"), "template")).isEqualTo(DATA);
		assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> sealer(next).open(old, "template"));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "changeme", "c2hvcnQ=", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "not base 64!" })
	void refusesKeyThatIsNone(String none) {
		assertThatIllegalStateException().isThrownBy(() -> sealer(none))
			.withMessageContaining("selfie.encryption.keys[0]")
			.withMessageContaining("openssl rand -base64 32");
	}

	@Test
	void refusesKeyThatIsGivenTwice() {
		assertThatIllegalStateException().isThrownBy(() -> sealer(this.key, this.key))
			.withMessageContaining("selfie.encryption.keys[1] is given twice");
	}

	@Test
	void refusesContextThatCouldBeTakenForAnother() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.sealer.seal(DATA, "a\u001fb"));
	}

	@Test
	void tellsNoKey() {
		assertThat(new EncryptionSettings(List.of(this.key)).toString()).doesNotContain(this.key);
	}

	private static Sealer sealer(String... keys) {
		return new Sealer(new EncryptionSettings(List.of(keys)));
	}

	private static String newKey() {
		byte[] bytes = new byte[32];
		new SecureRandom().nextBytes(bytes);
		return Base64.getEncoder().encodeToString(bytes);
	}

}
