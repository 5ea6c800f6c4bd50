package io.selfieregistration.contract;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.contract.RawCalls.Answer;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.SystemContext;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bodies that would end a node by its memory, on every path and in every spelling of it:
 * callers who are not known get 401 or 404 unread, the others 413.
 */
@SystemTest
@TestInstance(Lifecycle.PER_CLASS)
@Tag("durability")
class LargeBodiesIT {

	private static final long HUGE = 750L * 1024 * 1024;

	private static final long MORE_THAN_ANY_LIMIT = 32L * 1024 * 1024;

	/** What Tomcat reads away for the caller's sake, and what is on its way. */
	private static final long READ_AWAY = 28L * 1024 * 1024;

	private static final String JSON = "Content-Type: application/json\r\n";

	private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

	private static final String TRANSACTION = "/auth/realms/default/protocol/openid-connect/transaction";

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	private RawCalls calls;

	private Integrator integrator;

	@BeforeAll
	void startIntegrator() {
		this.calls = new RawCalls(this.web.baseUrl().getPort());
		this.integrator = this.integrators.byLink();
	}

	@AfterAll
	void stopIntegrator() {
		this.integrator.close();
	}

	static Stream<String> anonymous() {
		return Stream.of("POST /api/v1/requests", "POST /api/%761/requests", "PUT /api/v1/applications/x",
				"PATCH /api/v1/requests", "DELETE /api/v1/requests", "POST " + TRANSACTION,
				"POST /%61uth/realms/default/protocol/openid-connect/transaction", "POST /oauth2/token",
				"POST /oauth2/%74oken", "POST /oauth2/bc-authorize", "POST /api/capture/consent",
				"POST /api/%63apture/consent", "POST /api/capture/selfie", "POST /api/capture/preview",
				"POST /engine-rest/deployment/create", "POST /%65ngine-rest/task", "PUT /engine-rest/user/x/profile",
				"POST /camunda/api/engine/engine/default/deployment/create",
				"POST /camunda/api/admin/auth/user/default/login/cockpit",
				"POST /c%61munda/api/admin/auth/user/default/login/cockpit",
				"POST /camunda/api/cockpit/plugin/base/default/process-definition/statistics", "POST /camunda/",
				"POST /nowhere", "PUT /capture/", "POST /livez", "POST /error", "PUT /element-templates/x",
				"POST /.well-known/jwks.json");
	}

	@ParameterizedTest
	@MethodSource("anonymous")
	void readsNoHugeBodyOfUnknownCaller(String line) {
		for (String type : List.of(JSON, FORM, "Content-Type: multipart/form-data; boundary=b\r\n",
				"Content-Type: application/jose\r\n", "Content-Type: image/jpeg\r\n", "")) {
			String headers = type + "Capture-Token: " + UUID.randomUUID() + "\r\n";
			Answer answer = this.calls.announce(line + " HTTP/1.1", headers, HUGE);
			assertThat(answer.status()).as("%s %s%s", line, type, answer.text()).isBetween(302, 499);
			assertThat(answer.header("X-Content-Type-Options")).as("%s %s", line, type).isEqualTo("nosniff");
		}
		String type = line.startsWith("POST") ? JSON : FORM;
		assertThat(this.calls.pour(line + " HTTP/1.1", type, "{\"request\":\"".getBytes(StandardCharsets.UTF_8),
				MORE_THAN_ANY_LIMIT))
			.as("bytes of %s that were taken for %s", type, line)
			.isLessThan(READ_AWAY);
	}

	@ParameterizedTest
	@CsvSource({ "POST /api/v1/requests", "POST /api/%761/requests", "PUT /api/v1/applications/x",
			"POST /engine-rest/deployment/create", "POST /engine-rest/t%61sk" })
	void asksUnknownCallerForCredentialsUnread(String line) {
		for (String credentials : List.of("", RawCalls.basic("nobody:wrong"))) {
			Answer answer = this.calls.announce(line + " HTTP/1.1", JSON + credentials, HUGE);

			assertThat(answer.status()).as(answer.text()).isEqualTo(401);
			assertThat(answer.json().get("code").asText()).isEqualTo("unauthorized");
		}
	}

	@ParameterizedTest
	@CsvSource({ "/api/v1/requests", "/api/%761/requests", "/%61pi/v1/requests",
			"/auth/realms/default/protocol/openid-connect/transaction",
			"/%61uth/realms/default/protocol/openid-connect/transaction" })
	void limitsBodiesOfIntegratorsInEverySpelling(String path) {
		String headers = JSON + RawCalls.basic(this.integrator.credentials());
		byte[] body = "{\"user_id\":\"%s\"}".formatted("a".repeat(70_000)).getBytes(StandardCharsets.UTF_8);

		assertTooLarge(this.calls.announce("POST " + path + " HTTP/1.1", headers, HUGE));
		assertTooLarge(this.calls.exchange("POST " + path + " HTTP/1.1", headers, body));
		assertTooLarge(this.calls.raw(chunked("POST " + path + " HTTP/1.1", headers, body)));
	}

	@Test
	void limitsEncryptedBodies() {
		String headers = "Content-Type: application/jose\r\n" + RawCalls.basic(this.integrator.credentials());

		assertTooLarge(this.calls.raw(chunked("POST /api/v1/requests HTTP/1.1", headers, new byte[70_000])));
	}

	@Test
	void limitsBodiesOfEngine() {
		String operator = RawCalls.basic(SystemContext.OPERATOR + ":" + SystemContext.OPERATOR_PASSWORD);
		byte[] body = "{\"unknown\":[%s1]}".formatted("1,".repeat(5 * 1024 * 1024)).getBytes(StandardCharsets.UTF_8);

		assertTooLarge(this.calls.announce("POST /engine-rest/task HTTP/1.1", JSON + operator, HUGE));
		assertTooLarge(this.calls.raw(chunked("POST /engine-rest/task HTTP/1.1", JSON + operator, body)));
		assertTooLarge(this.calls.announce("POST /engine-rest/deployment/create HTTP/1.1",
				"Content-Type: multipart/form-data; boundary=b\r\n" + operator, HUGE));
		byte[] large = ("--b\r\nContent-Disposition: form-data; name=\"data\"; filename=\"a.bpmn\"\r\n\r\n"
				+ "a".repeat(9 * 1024 * 1024) + "\r\n--b--\r\n")
			.getBytes(StandardCharsets.UTF_8);
		assertTooLarge(this.calls.raw(chunked("POST /engine-rest/deployment/create HTTP/1.1",
				"Content-Type: multipart/form-data; boundary=b\r\n" + operator, large)));
	}

	@Test
	void requiresEncryptionInEverySpelling() {
		try (Integrator encrypting = this.integrators.with(NotificationType.LINK)
			.set(ApplicationSettingsFixture::requireEncryptedRequests)
			.start()) {
			Answer answer = this.calls.exchange("POST /api/%761/requests HTTP/1.1",
					JSON + RawCalls.basic(encrypting.credentials()),
					"{\"user_id\":\"ada\"}".getBytes(StandardCharsets.UTF_8));

			assertThat(answer.status()).as(answer.text()).isEqualTo(403);
			assertThat(answer.json().get("code").asText()).isEqualTo("encryption_required");
		}
	}

	static Stream<String> costlyJson() {
		return Stream.of("{\"user_id\":\"a\",\"metadata\":" + "{\"a\":".repeat(50) + "1" + "}".repeat(50) + "}",
				"{\"user_id\":\"a\",\"metadata\":{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}}",
				"{\"user_id\":\"a\",\"metadata\":{\"a\":" + "[".repeat(20_000),
				"{\"user_id\":\"a\",\"metadata\":{\"a\":" + "9".repeat(60) + "}}",
				"{\"user_id\":\"a\",\"metadata\":{\"a\":0." + "9".repeat(60) + "}}");
	}

	@ParameterizedTest
	@MethodSource("costlyJson")
	void refusesJsonThatCostsTooMuch(String json) {
		Answer answer = this.calls.exchange("POST /api/v1/requests HTTP/1.1",
				JSON + RawCalls.basic(this.integrator.credentials()), json.getBytes(StandardCharsets.UTF_8));

		assertThat(answer.status()).as(answer.text()).isEqualTo(400);
		assertThat(answer.json().get("code").asText()).isEqualTo("invalid_request");
		assertThat(answer.json().get("detail").asText()).contains("nested deeper than 50 levels");
	}

	@Test
	void refusesJsonForEngineThatCostsTooMuch() {
		String operator = RawCalls.basic(SystemContext.OPERATOR + ":" + SystemContext.OPERATOR_PASSWORD);
		for (int depth : List.of(40, 60)) {
			String json = "{\"unknown\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
			Answer answer = this.calls.exchange("POST /engine-rest/task/count HTTP/1.1", JSON + operator,
					json.getBytes(StandardCharsets.UTF_8));

			assertThat(answer.status()).as("%d levels: %s", depth, answer.text()).isEqualTo((depth < 50) ? 200 : 400);
		}
	}

	private static void assertTooLarge(Answer answer) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(413);
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
		assertThat(answer.header("Content-Security-Policy")).isNotEmpty();
		assertThat(answer.json().get("code").asText()).isEqualTo("payload_too_large");
	}

	private static byte[] chunked(String requestLine, String headers, byte[] body) {
		byte[] head = (requestLine + "\r\nHost: localhost\r\nConnection: close\r\n" + headers
				+ "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length) + "\r\n")
			.getBytes(StandardCharsets.UTF_8);
		byte[] end = "\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8);
		byte[] call = new byte[head.length + body.length + end.length];
		System.arraycopy(head, 0, call, 0, head.length);
		System.arraycopy(body, 0, call, head.length, body.length);
		System.arraycopy(end, 0, call, head.length + body.length, end.length);
		return call;
	}

}
