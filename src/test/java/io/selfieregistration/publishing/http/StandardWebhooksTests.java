package io.selfieregistration.publishing.http;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Signatures are compared with the library of Standard Webhooks. */
class StandardWebhooksTests {

	private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

	private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";

	/** The example that the specification's libraries share. */
	@Test
	void signsTheKnownExample() {
		byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

		assertThat(StandardWebhooks.sign(List.of(SECRET), ID, Instant.ofEpochSecond(1614265330), body))
			.isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"user_id\":\"Jürgen 李 \uD83D\uDE00\"}", " ", "{\"a\":\"b.c\"}" })
	void signsWhatTheLibraryVerifies(String body) {
		Instant now = Instant.now();
		String signature = StandardWebhooks.sign(List.of(SECRET), ID, now, body.getBytes(StandardCharsets.UTF_8));

		assertThatCode(() -> new Webhook(SECRET).verify(body, headers(ID, now, signature))).doesNotThrowAnyException();
	}

	@Test
	void signsBodyAndIdAndTimeTogether() {
		Instant now = Instant.now();
		String signature = StandardWebhooks.sign(List.of(SECRET), ID, now, "{}".getBytes(StandardCharsets.UTF_8));

		for (HttpHeaders changed : List.of(headers("msg_other", now, signature),
				headers(ID, now.plusSeconds(1), signature), headers(ID, now, signature.replace("v1,", "v1,A")))) {
			assertThatExceptionOfType(WebhookVerificationException.class)
				.isThrownBy(() -> new Webhook(SECRET).verify("{}", changed));
		}
		assertThatExceptionOfType(WebhookVerificationException.class)
			.isThrownBy(() -> new Webhook(SECRET).verify("{ }", headers(ID, now, signature)));
	}

	@Test
	void refusesSecretWithoutPrefixAndDoesNotQuoteIt() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> StandardWebhooks.sign(List.of("MfKQ9r8GKYqrTwjU"), ID, Instant.now(), new byte[0]))
			.withMessageNotContaining("MfKQ9r8GKYqrTwjU");
	}

	private static HttpHeaders headers(String id, Instant timestamp, String signature) {
		return HttpHeaders.of(
				Map.of("webhook-id", List.of(id), "webhook-timestamp",
						List.of(Long.toString(timestamp.getEpochSecond())), "webhook-signature", List.of(signature)),
				(name, value) -> true);
	}

}
