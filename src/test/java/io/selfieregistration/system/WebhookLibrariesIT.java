package io.selfieregistration.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.ResponseType;
import io.selfieregistration.system.SystemFixtures.Integrators;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Verifies what the service sends with the npm libraries {@code standardwebhooks} and
 * {@code svix}, which parse the body as JSON.
 */
@SystemTest
class WebhookLibrariesIT {

	private static final Path TOOL = Path.of("tools", "webhooks");

	private static final ObjectMapper JSON = new ObjectMapper();

	@Autowired
	private Integrators integrators;

	@ParameterizedTest
	@EnumSource
	void verifyAPushedResultInEveryFormat(ResponseType format) throws Exception {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.responseType(format))
			.start()) {
			cancel(integrator, integrator.start(Map.of("user_id", "user-" + UUID.randomUUID())));

			LoggedRequest message = message(integrator);
			JsonNode payload = assertVerified(integrator, message);

			if (format == ResponseType.PLAINTEXT) {
				assertThat(payload.get("reason").asText()).isEqualTo("cancelled");
			}
			else {
				assertThat(payload.properties()).extracting(Map.Entry::getKey).containsExactly("data");
				assertThat(payload.get("data").asText()).matches((format == ResponseType.ENCRYPTED)
						? "[\\w-]+\\.\\.[\\w-]+\\.[\\w-]+\\.[\\w-]+" : "[\\w-]+\\.[\\w-]+\\.[\\w-]+");
			}
		}
	}

	@Test
	void verifyAPing() throws Exception {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK).pinged().start()) {
			JsonNode created = integrator.start(Map.of("user_id", "user-" + UUID.randomUUID(),
					"client_notification_token", "token-" + UUID.randomUUID()));
			cancel(integrator, created);

			assertThat(assertVerified(integrator, message(integrator)).get("auth_req_id").asText())
				.isEqualTo(created.get("auth_req_id").asText());
		}
	}

	@Test
	void refuseABodyThatWasChanged() throws Exception {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK).start()) {
			cancel(integrator, integrator.start(Map.of("user_id", "user-" + UUID.randomUUID())));
			LoggedRequest message = message(integrator);

			Verdict verdict = verify(integrator, message, message.getBodyAsString().replace("cancelled", "expired"));

			assertThat(verdict.status()).isNotZero();
			assertThat(verdict.output()).contains("No matching signature");
		}
	}

	private static JsonNode assertVerified(Integrator integrator, LoggedRequest message) throws Exception {
		assertThat(message.getHeader("Content-Type")).startsWith("application/json");
		Verdict verdict = verify(integrator, message, message.getBodyAsString());
		assertThat(verdict.status()).as(verdict.output()).isZero();
		JsonNode payloads = JSON.readTree(verdict.output());
		assertThat(payloads.get("svix")).isEqualTo(payloads.get("standardwebhooks"))
			.isEqualTo(JSON.readTree(message.getBodyAsString()));
		return payloads.get("svix");
	}

	private static Verdict verify(Integrator integrator, LoggedRequest message, String body)
			throws IOException, InterruptedException {
		assertThat(TOOL.resolve("node_modules")).as("the libraries, which the build installs").isDirectory();
		Map<String, String> headers = Map.of("webhook-id", message.getHeader("webhook-id"), "webhook-timestamp",
				message.getHeader("webhook-timestamp"), "webhook-signature", message.getHeader("webhook-signature"));
		Path input = Files.createTempFile("message", ".json");
		try {
			JSON.writeValue(input.toFile(),
					Map.of("secret", integrator.webhookSecret(), "headers", headers, "body", body));
			Process node = new ProcessBuilder("node", "verify.js").directory(TOOL.toFile())
				.redirectInput(input.toFile())
				.redirectErrorStream(true)
				.start();
			String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(node.waitFor(30, TimeUnit.SECONDS)).isTrue();
			return new Verdict(node.exitValue(), output);
		}
		finally {
			Files.delete(input);
		}
	}

	private static void cancel(Integrator integrator, JsonNode created) {
		integrator.client()
			.post()
			.uri("/api/v1/requests/{id}/cancel", created.get("request_id").asText())
			.retrieve()
			.toBodilessEntity();
	}

	private static LoggedRequest message(Integrator integrator) {
		List<LoggedRequest> messages = await().until(
				() -> integrator.receiver().findAll(WireMock.anyRequestedFor(WireMock.anyUrl())),
				(received) -> !received.isEmpty());
		return messages.get(0);
	}

	private record Verdict(int status, String output) {
	}

}
