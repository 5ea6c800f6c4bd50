package io.selfieregistration.publishing.jose;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetSequenceJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.AesKey;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationKey.Purpose;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.Applications;
import io.selfieregistration.application.ResponseType;
import io.selfieregistration.publishing.ResultForms.Form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** What goes out is opened and verified with jose4j, a library that did not make it. */
class JoseResultFormsTests {

	private static final String RESULT = "{\"request_id\":\"1\",\"user_id\":\"Jürgen 李\",\"photo_url\":null,"
			+ "\"selfie_registered\":\"false\",\"reason\":\"expired\"}";

	private final Jose jose = new Jose();

	private final Applications applications = mock(Applications.class);

	private final JoseResultForms forms = new JoseResultForms(this.applications, this.jose.signer, this.jose.web,
			this.jose.clock);

	@Test
	void leavesPlainResultAsItIs() {
		Form form = this.forms.apply(application(ResponseType.PLAINTEXT), bytes(RESULT));

		assertThat(form.contentType()).isEqualTo("application/json");
		assertThat(form.body()).isEqualTo(bytes(RESULT));
	}

	@Test
	void encryptsWithTheNewestKeyOfTheApplication() throws Exception {
		byte[] newest = key();
		byte[] older = key();
		given(this.applications.secrets(any(), any())).willAnswer((call) -> {
			assertThat(call.<Purpose>getArgument(1)).isEqualTo(Purpose.ENCRYPTION);
			return List.of(base64(newest), base64(older));
		});

		Form form = this.forms.apply(application(ResponseType.ENCRYPTED), bytes(RESULT));

		assertThat(form.contentType()).isEqualTo("application/jose");
		JsonWebEncryption jwe = jwe(form, newest);
		assertThat(jwe.getPlaintextString()).isEqualTo(RESULT);
		assertThat(jwe.getContentTypeHeaderValue()).isEqualTo("json");
		assertThat(jwe.getKeyIdHeaderValue())
			.isEqualTo(new OctetSequenceJsonWebKey(new AesKey(newest)).calculateBase64urlEncodedThumbprint("SHA-256"));
		assertThatExceptionOfType(JoseException.class).isThrownBy(() -> jwe(form, older).getPlaintextString());
	}

	@Test
	void neverUsesOneNonceTwice() {
		given(this.applications.secrets(any(), any())).willReturn(List.of(base64(key())));
		Application application = application(ResponseType.ENCRYPTED);

		assertThat(java.util.stream.IntStream.range(0, 1000)
			.mapToObj((i) -> text(this.forms.apply(application, bytes(RESULT))).split("\\.")[2])
			.distinct()).hasSize(1000);
	}

	@Test
	void signsForTheApplicationWithPublishedKey() throws Exception {
		Form form = this.forms.apply(application(ResponseType.TOKEN), bytes(RESULT));

		assertThat(form.contentType()).isEqualTo("application/jwt");
		JwtClaims claims = consumer("app-1").processToClaims(text(form));
		assertThat(claims.getIssuer()).isEqualTo(Jose.ISSUER);
		assertThat(claims.getIssuedAt()).isEqualTo(NumericDate.fromSeconds(Jose.NOW.getEpochSecond()));
		assertThat(claims.getStringClaimValue("user_id")).isEqualTo("Jürgen 李");
		assertThat(claims.getStringClaimValue("selfie_registered")).isEqualTo("false");
		assertThat(claims.getClaimNames()).contains("photo_url");
		assertThatExceptionOfType(InvalidJwtException.class)
			.isThrownBy(() -> consumer("app-2").processToClaims(text(form)));
	}

	@Test
	void signatureCoversEveryClaim() {
		String token = text(this.forms.apply(application(ResponseType.TOKEN), bytes(RESULT)));
		String[] parts = token.split("\\.");
		String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
		String forged = parts[0] + "." + base64(bytes(claims.replace("\"false\"", "\"true\""))) + "." + parts[2];

		assertThatExceptionOfType(InvalidJwtException.class)
			.isThrownBy(() -> consumer("app-1").processToClaims(forged));
	}

	@Test
	void keepsEarlierKeysPublishedWhenAnotherOneSigns() throws Exception {
		String before = text(this.forms.apply(application(ResponseType.TOKEN), bytes(RESULT)));
		String retired = this.jose.keys.list().get(0).kid();

		String fresh = this.jose.keys.rotate().kid();
		String after = text(this.forms.apply(application(ResponseType.TOKEN), bytes(RESULT)));

		assertThat(fresh).isNotEqualTo(retired);
		assertThat(new JsonWebKeySet(this.jose.keys.publicKeySet()).getJsonWebKeys())
			.extracting((key) -> key.getKeyId())
			.containsExactly(fresh, retired);
		assertThat(consumer("app-1").processToClaims(before).getIssuer()).isEqualTo(Jose.ISSUER);
		assertThat(consumer("app-1").process(after).getJoseObjects().get(0).getKeyIdHeaderValue()).isEqualTo(fresh);
		assertThat(this.jose.keys.list()).extracting((key) -> key.retiredAt() == null).containsExactly(true, false);
	}

	@Test
	void publishesNoPrivatePartAndStoresNoneThatIsNotSealed() {
		String published = this.jose.keys.publicKeySet();

		assertThat(published).contains("\"kty\"", "\"P-256\"", "\"ES256\"", "\"sig\"").doesNotContain("\"d\"");
		assertThat(this.jose.store.list()).singleElement().satisfies((stored) -> {
			assertThat(stored.publicKey()).doesNotContain("\"d\"");
			assertThat(new String(stored.sealed(), StandardCharsets.ISO_8859_1)).doesNotContain("\"d\"", "kty");
			assertThat(stored.toString()).isEqualTo("StoredKey[" + stored.kid() + "]");
		});
	}

	private JwtConsumer consumer(String audience) throws JoseException {
		return new JwtConsumerBuilder()
			.setVerificationKeyResolver(
					new JwksVerificationKeyResolver(new JsonWebKeySet(this.jose.keys.publicKeySet()).getJsonWebKeys()))
			.setJwsAlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
			.setExpectedIssuer(Jose.ISSUER)
			.setExpectedAudience(audience)
			.setRequireIssuedAt()
			.setEvaluationTime(NumericDate.fromSeconds(Jose.NOW.getEpochSecond()))
			.build();
	}

	private static JsonWebEncryption jwe(Form form, byte[] key) throws JoseException {
		JsonWebEncryption jwe = new JsonWebEncryption();
		jwe.setAlgorithmConstraints(
				new AlgorithmConstraints(ConstraintType.PERMIT, KeyManagementAlgorithmIdentifiers.DIRECT));
		jwe.setContentEncryptionAlgorithmConstraints(
				new AlgorithmConstraints(ConstraintType.PERMIT, ContentEncryptionAlgorithmIdentifiers.AES_256_GCM));
		jwe.setKey(new AesKey(key));
		jwe.setCompactSerialization(text(form));
		return jwe;
	}

	private static Application application(ResponseType type) {
		ApplicationSettings settings = ApplicationSettingsFixture.named("Test Bank").responseType(type).build();
		return new Application("app-1", "default", settings, 1, Instant.EPOCH, Instant.EPOCH, null);
	}

	private static byte[] key() {
		byte[] key = new byte[32];
		new SecureRandom().nextBytes(key);
		return key;
	}

	private static String base64(byte[] data) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(data);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(Form form) {
		return new String(form.body(), StandardCharsets.US_ASCII);
	}

}
