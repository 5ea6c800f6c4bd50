package io.selfieregistration.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.contract.RawCalls.Answer;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.Person;
import io.selfieregistration.system.SystemContext;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls that no client library would make, byte by byte over a socket: each is refused
 * with problem+json and the headers of every answer, and nothing of it is dropped or
 * guessed.
 */
@SystemTest
@TestInstance(Lifecycle.PER_CLASS)
class HostileCallsIT {

	private static final String REQUESTS = "/api/v1/requests";

	private static final String TRANSACTION = "/auth/realms/default/protocol/openid-connect/transaction";

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	private Integrator integrator;

	private RawCalls calls;

	@BeforeAll
	void startIntegrator() {
		this.calls = new RawCalls(this.web.baseUrl().getPort());
		this.integrator = this.integrators.byLink();
	}

	@AfterAll
	void stopIntegrator() {
		this.integrator.close();
	}

	/** Refused by Tomcat, by the firewall or by a filter, before any controller. */
	static Stream<String> refusedRequestLines() {
		return Stream.of("GET /api/v1/users/a%2Fb HTTP/1.1", "GET /api/v1/users/%00 HTTP/1.1",
				"GET /api/v1/users/a%5Cb HTTP/1.1", "GET /api/v1/users/..%2f HTTP/1.1",
				"GET /api/v1/users/{id} HTTP/1.1", "GET /api/v1/users/%zz HTTP/1.1",
				"GET /api/v1/users/%c3%28 HTTP/1.1", "GET /api/v1/users/%ed%a0%80 HTTP/1.1",
				"GET /api/v1/users/50%off HTTP/1.1", "GET /api/v1/requests;a=b HTTP/1.1",
				"GET /api/v1/requests?limit[]=1 HTTP/1.1", "GET /api/v1/requests?user_id=50%off HTTP/1.1",
				"GET /api/v1/requests?user_id=%00 HTTP/1.1", "GET /api/v1/requests?user_id=%ed%a0%80 HTTP/1.1",
				"GET /api/v1/requests?user_id=%c3 HTTP/1.1", "GET /api/v1/requests?user%00id=a HTTP/1.1",
				"GET /api/v1/requests?user%01id=a HTTP/1.1", "GET /api/v1/requests?user-id=a HTTP/1.1",
				"GET /api/v1/requests?limit=1&limit=2 HTTP/1.1", "GET /api/v1/requests?limit= HTTP/1.1",
				"GET /api/v1/requests?user_id=a%0Ab HTTP/1.1", "GET /api/v1/requests?created_from=tomorrow HTTP/1.1",
				"GET /api/v1/requests?before=------------------------------------ HTTP/1.1",
				"G@T /api/v1/requests HTTP/1.1", "GE\"T /api/v1/requests HTTP/1.1",
				"GET /engine-rest/engine?a=%zz HTTP/1.1", "GET /camunda/%00 HTTP/1.1", "GET /nowhere/%2f HTTP/1.1",
				"GET /capture/%2e%2e%2f HTTP/1.1", "GET /api/capture?x=%00 HTTP/1.1");
	}

	@ParameterizedTest
	@MethodSource("refusedRequestLines")
	void refusesAddressesThatCannotBeRead(String requestLine) {
		assertProblem(send(requestLine, "", new byte[0]), 400, "invalid_request");
	}

	@Test
	void refusesHostThatIsNone() {
		assertProblem(raw("GET /api/v1/requests HTTP/1.1\r\nHost: a b@{}\r\nConnection: close\r\n\r\n"), 400,
				"invalid_request");
		assertProblem(raw("GET /api/v1/requests HTTP/1.1\r\nConnection: close\r\n\r\n"), 400, "invalid_request");
	}

	@Test
	void refusesWhatIsTooLarge() {
		assertProblem(send("GET /api/v1/requests HTTP/1.1", "X-Large: " + "a".repeat(20_000) + "\r\n", new byte[0]),
				431, "request_header_fields_too_large");
		assertProblem(send("GET /api/v1/requests?user_id=" + "a".repeat(20_000) + " HTTP/1.1", "", new byte[0]), 414,
				"uri_too_long");
		assertProblem(post(REQUESTS, "application/json", "", new byte[70_000]), 413, "payload_too_large");
		assertProblem(post(TRANSACTION, "application/x-www-form-urlencoded", "", "request=".repeat(10_000).getBytes()),
				413, "payload_too_large");
	}

	@ParameterizedTest
	@CsvSource({ "TRACE, 405, method_not_allowed", "PATCH, 405, method_not_allowed", "DELETE, 405, method_not_allowed",
			"PROPFIND, 405, method_not_allowed" })
	void refusesMethods(String method, int status, String code) {
		assertProblem(send(method + " /api/v1/requests HTTP/1.1", "", new byte[0]), status, code);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "application/yaml", "application/xml", "application/cbor",
			"application/hal+json", "no type", "application/json;q=2", "image/*" })
	void answersUnusableAcceptWithProblem(String accept) {
		assertProblem(send("GET /api/v1/requests HTTP/1.1", "Accept: " + accept + "\r\n", new byte[0]), 406,
				"not_acceptable");
		assertProblem(send("GET /api/v1/requests?limit=0 HTTP/1.1", "Accept: " + accept + "\r\n", new byte[0]), 400,
				"invalid_request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "*/*", "application/*", "application/yaml", "application/x-yaml", "application/hal+json",
			"application/json; charset=utf-16", "application/json; charset=none", "json", "text/plain",
			"multipart/form-data", "multipart/form-data; boundary=a", "application/x-www-form-urlencoded", "" })
	void readsJsonOnly(String type) {
		assertProblem(post(REQUESTS, type, "", "{\"user_id\":\"ada\"}".getBytes(StandardCharsets.UTF_8)), 415,
				"unsupported_media_type");
	}

	@Test
	void readsNoEncodedBodies() throws IOException {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
			gzip.write("{\"user_id\":\"ada\"}".getBytes(StandardCharsets.UTF_8));
		}

		assertProblem(post(REQUESTS, "application/json", "Content-Encoding: gzip\r\n", packed.toByteArray()), 415,
				"unsupported_media_type");
		assertThat(post(REQUESTS, "application/json", "Content-Encoding: identity\r\n",
				"{\"user_id\":\"ada\"}".getBytes(StandardCharsets.UTF_8))
			.status()).isEqualTo(202);
	}

	static Stream<List<String>> bodies() {
		return Stream.of(List.of("{\"user_id\":\"a\\u0000b\"}", "'user_id'"),
				List.of("{\"user_id\":\"\\ud800\"}", "'user_id'"), List.of("{\"user_id\":\"a\\nb\"}", "'user_id'"),
				List.of("{\"user_id\":\"a\\u2028b\"}", "'user_id'"),
				List.of("{\"user_id\":\"a\\u0085b\"}", "'user_id'"),
				List.of("{\"user_id\":\"a\",\"email\":\"\\u0000\"}", "'email'"),
				List.of("{\"user_id\":\"a\",\"client_notification_token\":\"\\u0000\"}", "'client_notification_token'"),
				List.of("{\"user_id\":\"a\",\"redirect_url\":\"\\u0000\"}", "'redirect_url'"),
				List.of("{\"user_id\":\"a\",\"state\":\"\\u0007\"}", "'state'"),
				List.of("{\"user_id\":\"a\",\"metadata\":{\"tags\":[\"x\",\"\\udc00\"]}}", "'metadata.tags[1]'"),
				List.of("{\"user_id\":\"a\",\"metadata\":{\"a\\u0000b\":1}}", "'metadata.aU+0000b'"),
				List.of("{\"user_id\":\"a\",\"metadata\":{\"a\":\"\\u0007\"}}", "'metadata'"),
				List.of("{\"user_id\":\"a\",\"metadata\":{\"a\":1e400}}", "'metadata.a'"),
				List.of("{\"user_id\":\"a\",\"no\\u0000pe\":1}", "'noU+0000pe'"),
				List.of("{\"user_id\":\"a\",\"nope\":1}", "'nope'"), List.of("{\"user_id\":5}", "'user_id'"),
				List.of("{\"user_id\":true}", "'user_id'"),
				List.of("{\"user_id\":\"a\",\"force_onboarding\":\"true\"}", "'force_onboarding'"),
				List.of("{\"user_id\":\"a\",\"force_onboarding\":1}", "'force_onboarding'"),
				List.of("{\"user_id\":\"a\",\"user_id\":\"b\"}", "not valid JSON"),
				List.of("{\"user_id\":\"a\"} true", "not valid JSON"), List.of("{\"user_id\":\"a\"", "not valid JSON"),
				List.of("\ufeff{\"user_id\":\"a\"}", "not valid JSON"), List.of("", "missing"),
				List.of("null", "missing"));
	}

	@ParameterizedTest
	@MethodSource("bodies")
	void refusesBodiesByTheNameOfTheField(List<String> bodyAndProblem) {
		Answer answer = post(REQUESTS, "application/json", "", bodyAndProblem.get(0).getBytes(StandardCharsets.UTF_8));

		assertProblem(answer, 400, "invalid_request");
		assertThat(answer.json().get("detail").asText()).contains(bodyAndProblem.get(1));
	}

	@Test
	void refusesBodiesThatAreNotUtf8() {
		assertProblem(
				post(REQUESTS, "application/json", "", "{\"user_id\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)),
				400, "invalid_request");
		assertProblem(post(REQUESTS, "application/json", "", "{\"user_id\":\"a\"}".getBytes(StandardCharsets.UTF_16)),
				400, "invalid_request");
		byte[] surrogate = "{\"user_id\":\"???\"}".getBytes(StandardCharsets.US_ASCII);
		System.arraycopy(new byte[] { (byte) 0xed, (byte) 0xa0, (byte) 0x80 }, 0, surrogate, 12, 3);
		assertProblem(post(REQUESTS, "application/json", "", surrogate), 400, "invalid_request");
	}

	@Test
	void refusesSettingsByTheNameOfTheField() {
		String settings = "{\"settings\":{\"name\":\"Bank\",\"verification_workflow\":\"verification\",%s}}";
		Map<String, String> wrong = new TreeMap<>();
		wrong.put("\"consent_version\":\"\\u0000\"", "'settings.consent_version'");
		wrong.put("\"consent_texts\":{\"en\":\"\\ud800\"}", "'settings.consent_texts.en'");
		wrong.put("\"consent_texts\":{\"en\":\"I \\u202edo\"}", "'settings.consent_texts.en'");
		wrong.put("\"consent_texts\":{\"en\":\"I do\\u0007\"}", "'settings.consent_texts.en'");
		wrong.put("\"consent_version\":\"1\\u2066\"", "'settings.consent_version'");
		wrong.put("\"sender_name\":\"Bank\\u202c\"", "'settings.sender_name'");
		wrong.put("\"sender_name\":\"Bank\\u009b\"", "'settings.sender_name'");
		wrong.put("\"email_templates\":{\"en\":{\"subject\":\"a\\nb\",\"body\":\"{{link}}\"}}",
				"'settings.email_templates.en.subject'");
		wrong.put("\"sms_templates\":{\"en\":{\"body\":\"{{link}}\\u202d\"}}", "'settings.sms_templates.en.body'");
		wrong.put("\"consent_texts\":{\"no tag\":\"text\"}", "'settings.consent_texts.no tag'");
		wrong.put("\"sms_templates\":{\"pt-BR\":{\"body\":\"\"}}", "'settings.sms_templates.pt-BR.body'");
		wrong.put("\"maximum_attempts\":\"3\"", "'settings.maximum_attempts'");
		wrong.put("\"maximum_attempts\":1.5", "'settings.maximum_attempts'");
		wrong.put("\"quality_policy\":1", "'settings.quality_policy'");
		wrong.put("\"sdk_origins\":[\"https://a.example\",\"nope\"]", "'settings.sdk_origins[1]'");
		wrong.put("\"redirect_urls\":[\"https://a.example/\",{}]", "'settings.redirect_urls[1]'");

		wrong.forEach((member, field) -> {
			Answer answer = exchange("POST /api/v1/applications HTTP/1.1",
					"Content-Type: application/json\r\n"
							+ RawCalls.basic(SystemContext.OPERATOR + ":" + SystemContext.OPERATOR_PASSWORD),
					settings.formatted(member).getBytes(StandardCharsets.UTF_8));
			assertProblem(answer, 400, "invalid_request");
			assertThat(answer.json().get("detail").asText()).contains(field);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/v1/requests", "/api/v1/applications", "/engine-rest/engine" })
	void refusesCredentialsWithControlCharacters(String path) {
		for (String credentials : List.of("a\0b:secret", "user:a\0b", "\0:", "a\nb:secret")) {
			assertProblem(exchange("GET " + path + " HTTP/1.1", RawCalls.basic(credentials), new byte[0]), 400,
					"invalid_request");
		}
		String broken = "Authorization: Basic "
				+ Base64.getEncoder().encodeToString(new byte[] { (byte) 0x80, ':', 'a' }) + "\r\n";
		assertProblem(exchange("GET " + path + " HTTP/1.1", broken, new byte[0]), 400, "invalid_request");
	}

	@Test
	void refusesHeadersWithControlCharacters() {
		byte[] control = ("POST /api/v1/requests HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
				+ RawCalls.basic(this.integrator.credentials())
				+ "Content-Type: application/json\r\nContent-Length: 17\r\n"
				+ "Idempotency-Key: a?b\r\n\r\n{\"user_id\":\"ada\"}")
			.getBytes(StandardCharsets.US_ASCII);
		for (byte character : new byte[] { 0, 1, (byte) 0x85 }) {
			byte[] call = control.clone();
			call[new String(call, StandardCharsets.US_ASCII).indexOf("a?b") + 1] = character;
			assertProblem(this.calls.raw(call), 400, "invalid_request");
		}
	}

	@Test
	void refusesFormsThatCannotBeRead() {
		for (String form : List.of("request=50%off", "request=%00", "re%zzquest=a",
				"request={\"user\":{\"user_id\":\"\\u0000\"}}", "request={\"user\":{\"user_id\":\"a%0Ab\"}}",
				"request={\"user\":{\"user_id\":\"a\",\"metadata\":{\"x\":1e400}}}")) {
			Answer answer = post(TRANSACTION, "application/x-www-form-urlencoded", "",
					form.getBytes(StandardCharsets.UTF_8));
			assertProblem(answer, 400, "invalid_request");
		}
	}

	@Test
	void writesTheSameHeadersWhoeverAnswers() {
		Answer usual = send("GET /api/v1/requests?limit=0 HTTP/1.1", "", new byte[0]);
		for (String line : List.of("GET /api/v1/users/%2F HTTP/1.1", "GET /api/v1/requests;a=b HTTP/1.1",
				"GET /api/v1/requests?user_id=%zz HTTP/1.1", "GET /{} HTTP/1.1")) {
			assertThat(send(line, "", new byte[0]).securityHeaders()).as("%s", line)
				.containsAllEntriesOf(usual.securityHeaders());
		}
		assertThat(usual.securityHeaders()).hasSizeGreaterThan(7);
	}

	@Test
	void keepsTheShapeOfTheEngineForWhatItRefusesItself() {
		Answer answer = exchange("GET /engine-rest/process-instance/" + UUID.randomUUID() + " HTTP/1.1",
				RawCalls.basic(SystemContext.OPERATOR + ":" + SystemContext.OPERATOR_PASSWORD), new byte[0]);

		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.header("Content-Type")).isEqualTo("application/json");
		assertThat(answer.json().get("type").asText()).isEqualTo("InvalidRequestException");
	}

	private void assertProblem(Answer answer, int status, String code) {
		assertThat(answer.status()).as("%s", answer.text()).isEqualTo(status);
		assertThat(answer.header("Content-Type")).as("%s", answer.text()).startsWith("application/problem+json");
		assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
		JsonNode problem = answer.json();
		assertThat(problem.get("status").asInt()).isEqualTo(status);
		assertThat(problem.get("code").asText()).isEqualTo(code);
		assertThat(problem.get("detail").asText()).isNotBlank();
		assertThat(answer.text()).doesNotContain("Exception", "org.", "Tomcat", "<html");
	}

	static Stream<String> everywhere() {
		return Stream.of("/", "/api/v1/requests", "/api/v1/applications", "/api/v1/results", TRANSACTION,
				"/oauth2/token", "/oauth2/bc-authorize", "/api/capture", "/api/capture/open", "/api/capture/selfie",
				"/api/capture/preview", "/api/capture/consent", "/api/docs", "/api/openapi.json", "/capture",
				"/capture/", "/capture/capture.js", "/engine-rest/engine", "/%65ngine-rest/engine",
				"/engine-rest/deployment/create", "/camunda", "/camunda/", "/camunda/app/", "/c%61munda/app/",
				"/camunda/app/cockpit/default/", "/camunda/%61pi/engine/engine/default/task", "/camunda/api/engine/",
				"/camunda/api/admin/auth/user/default", "/camunda/api/admin/auth/user/default/login/cockpit",
				"/camunda/nothing", "/element-templates/selfie-registration.json", "/.well-known/jwks.json",
				"/.well-known/openid-configuration", "/livez", "/readyz", "/error", "/nowhere", "/outbox/", "/outbox");
	}

	/** Nothing that anybody can send is an error of ours, or fills the log. */
	@ParameterizedTest
	@MethodSource("everywhere")
	void blamesAnonymousCallersForTheirMistakes(String path) {
		List<String> headers = List.of("", "Content-Type: multipart/form-data\r\n",
				"Content-Type: multipart/form-data; boundary=\r\n", "Content-Type: multipart/form-data; boundary=b\r\n",
				"Content-Type: */*\r\n", "Content-Type: text/plain; charset=nope\r\n", "Accept: */*;q=2\r\n",
				"Content-Type: application/x-www-form-urlencoded\r\n", RawCalls.basic("a\0b:c"), RawCalls.basic("\0"),
				"Authorization: Basic \u0001\r\n", "Authorization: Basic !\r\n", "Cookie: JSESSIONID=%00; a=\"\r\n",
				"Accept-Language: \u0080-x,,;q=9\r\n", "Range: bytes=9-1\r\n", "If-None-Match: \"\r\n",
				"If-Modified-Since: never\r\n", "Expect: nothing\r\n", "Capture-Token: \u0080\r\n",
				"X-Forwarded-For: ,,\r\n");
		try (LoggedProblems logged = new LoggedProblems()) {
			for (String method : List.of("GET", "POST", "PUT")) {
				for (String header : headers) {
					Answer answer = this.calls.exchange(method + " " + path + " HTTP/1.1", header,
							"%zz=--b".getBytes(StandardCharsets.UTF_8));
					assertThat(answer.status()).as("%s %s %s%s", method, path, header, answer.text()).isLessThan(500);
				}
			}
			assertThat(logged.events()).isEmpty();
		}
	}

	@ParameterizedTest
	@MethodSource("everywhere")
	void writesSecurityHeadersEverywhere(String path) {
		for (String line : List.of("GET " + path, "DELETE " + path, "GET " + path + "?a=%zz", "TRACE " + path)) {
			Map<String, String> headers = this.calls.exchange(line + " HTTP/1.1", "", new byte[0]).headers();
			assertThat(headers).as("%s", line)
				.containsKeys("X-Content-Type-Options", "Content-Security-Policy", "Referrer-Policy",
						"Permissions-Policy", "X-Frame-Options", "Cross-Origin-Opener-Policy",
						"Cross-Origin-Resource-Policy", "X-Robots-Tag", "Cache-Control");
		}
	}

	@ParameterizedTest
	@MethodSource("everywhere")
	void repeatsHostOfNobody(String path) {
		for (String host : List.of("evil.example", "evil.example:8080")) {
			Answer answer = this.calls.raw(("GET " + path + " HTTP/1.1\r\nHost: " + host
					+ "\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\nConnection: close\r\n\r\n")
				.getBytes(StandardCharsets.UTF_8));
			assertThat(answer.headers().toString() + answer.text()).doesNotContain("evil.example");
		}
	}

	/** As a phone does that loses its network. */
	@Test
	void takesBrokenUploadForNoErrorOfOurs() {
		Person person = new Person(this.integrator.start().get("capture_url").asText());
		person.open();
		try (LoggedProblems logged = new LoggedProblems()) {
			for (String path : List.of("/api/capture/selfie", "/api/capture/preview", "/api/capture/consent")) {
				this.calls.breakOff("POST " + path + " HTTP/1.1",
						"Capture-Token: " + person.token() + "\r\nContent-Type: "
								+ (path.endsWith("consent") ? "application/json" : "image/jpeg") + "\r\n",
						50_000, new byte[1_000]);
			}
			this.calls.breakOff("POST /api/v1/requests HTTP/1.1",
					"Content-Type: application/json\r\n" + RawCalls.basic(this.integrator.credentials()), 50_000,
					"{\"user_id\":".getBytes(StandardCharsets.UTF_8));
			assertThat(this.calls.isCutOff(("POST /api/capture/selfie HTTP/1.1\r\nHost: localhost\r\nCapture-Token: "
					+ person.token() + "\r\nContent-Type: image/jpeg\r\nTransfer-Encoding: chunked\r\n"
					+ "Connection: close\r\n\r\nno length\r\n")
				.getBytes(StandardCharsets.UTF_8))).isTrue();
			assertThat(logged.events()).isEmpty();
		}
	}

	private Answer post(String path, String type, String headers, byte[] body) {
		return send("POST " + path + " HTTP/1.1", "Content-Type: " + type + "\r\n" + headers, body);
	}

	private Answer send(String requestLine, String headers, byte[] body) {
		return exchange(requestLine, headers + RawCalls.basic(this.integrator.credentials()), body);
	}

	private Answer exchange(String requestLine, String headers, byte[] body) {
		return this.calls.exchange(requestLine, headers, body);
	}

	private Answer raw(String call) {
		return this.calls.raw(call.getBytes(StandardCharsets.UTF_8));
	}

}
