package io.selfieregistration.contract;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.contract.ApiContract.Described;
import io.selfieregistration.system.CallerClient;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.Operators;
import io.selfieregistration.system.Operators.OperatorClient;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is sent to an operation that the API describes, the answer is one that it
 * describes: no error of ours, no undocumented status, and no error that is not
 * problem+json. The calls are made of the description, by chance from a fixed seed; each
 * build makes the first fifth of them, the profile {@code durability} all.
 */
@SystemTest
class ApiFuzzIT {

	private static final long SEED = 20_261_129;

	private static final List<String> TYPES = List.of("*/*", "application/*", "application/yaml", "text/plain", "json",
			"application/json; charset=utf-16", "application/json; charset=none", "application/problem+json",
			"application/x-www-form-urlencoded", "multipart/form-data", "application/xml", "");

	private static final List<String> ACCEPTED = List.of("text/html", "application/yaml", "application/xml",
			"application/cbor", "image/png", "no type", "application/*+json", "*/*;q=0", "application/json;q=2");

	@Autowired
	private Integrators integrators;

	@Autowired
	private Operators operators;

	@Autowired
	private WebSettings web;

	private final Random random = new Random(SEED);

	private final Map<String, String> wrong = new TreeMap<>();

	private final Map<Integer, Integer> statuses = new TreeMap<>();

	@Test
	void answersEveryCallAsDescribed() {
		answersAsDescribed(20);
	}

	@Test
	@Tag("durability")
	void answersThousandsOfCallsAsDescribed() {
		assertThat(answersAsDescribed(100)).isGreaterThanOrEqualTo(3_000);
	}

	/**
	 * Says how many calls were made.
	 * @param callsOfEach to each operation
	 */
	private int answersAsDescribed(int callsOfEach) {
		RestClient anonymous = CallerClient.builder().baseUrl(this.web.baseUrl().toString()).build();
		ApiContract contract = new ApiContract(
				anonymous.get().uri("/api/openapi.json").retrieve().body(JsonNode.class));
		RestClient stranger = CallerClient.builder()
			.defaultHeaders((headers) -> headers.setBasicAuth("nobody", "nothing"))
			.build();
		int calls = 0;
		try (Integrator integrator = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.resultNotification(ResultNotificationWay.POLL, null))
			.start()) {
			FuzzValues values = new FuzzValues(contract, this.random, known(integrator));
			for (Described operation : contract.operations()) {
				RestClient entitled = operation.ofOperators() ? this.operators.first().client() : integrator.client();
				for (int number = 0; number < callsOfEach; number++) {
					RestClient caller = switch (number % 20) {
						case 0 -> anonymous;
						case 1 -> stranger;
						case 2 -> operation.ofOperators() ? integrator.client() : this.operators.first().client();
						default -> entitled;
					};
					call(contract, caller, operation, values);
					calls++;
				}
			}
		}

		assertThat(String.join("\n", this.wrong.values()))
			.as("answers that are not described, of %d calls with the seed %d", calls, SEED)
			.isEmpty();
		assertThat(this.statuses.get(2)).as("calls that come through, of %s", this.statuses).isGreaterThan(calls / 7);
		return calls;
	}

	/** Things that exist, so that calls come further than to a 404. */
	private Map<String, List<String>> known(Integrator integrator) {
		OperatorClient operator = this.operators.first();
		String application = "fuzzed-" + Long.toHexString(System.nanoTime());
		String rule = "fuzzed-" + Long.toHexString(System.nanoTime());
		operator.post("/api/v1/applications", Map.of("application_id", application, "settings",
				Map.of("name", "Fuzzed", "verification_workflow", "verification")));
		operator.post("/api/v1/rules", Map.of("name", rule, "expression", "true"));
		List<String> requests = new ArrayList<>();
		List<String> handles = new ArrayList<>();
		for (int number = 0; number < 5; number++) {
			JsonNode started = integrator.start();
			requests.add(started.get("request_id").asText());
			handles.add(started.get("auth_req_id").asText());
		}
		Map<String, List<String>> known = new LinkedHashMap<>();
		known.put("/api/v1/applications", List.of(application));
		known.put("/api/v1/rules", List.of(rule));
		known.put("/api/v1/requests", requests);
		known.put("/api/v1/workflows", List.of("verification"));
		known.put("application_id", List.of(application, integrator.applicationId()));
		known.put("request_id", requests);
		known.put("before", requests);
		known.put("auth_req_id", handles);
		known.put("workspace", List.of("default"));
		known.put("name", List.of(rule));
		return known;
	}

	private void call(ApiContract contract, RestClient caller, Described operation, FuzzValues values) {
		String address = path(operation, values) + query(operation, values);
		Map<String, String> headers = headers(operation, values);
		byte[] body = values.body(operation);
		RestClient.RequestBodySpec call = caller.method(HttpMethod.valueOf(operation.method()))
			.uri(URI.create(this.web.baseUrl() + address))
			.headers((all) -> headers.forEach(all::set));
		if (body.length > 0) {
			call.body((stream) -> stream.write(body));
		}
		try {
			ResponseEntity<byte[]> answer = call.retrieve().toEntity(byte[].class);
			this.statuses.merge(answer.getStatusCode().value() / 100, 1, Integer::sum);
			assertThat(answer.getStatusCode().is5xxServerError()).as("error of ours: %s", text(answer)).isFalse();
			contract.verify(operation.method(), operation.path(), answer);
		}
		catch (AssertionError ex) {
			String said = ex.getMessage().replaceAll("\\s+", " ");
			String kind = operation + ": " + said.substring(0, Math.min(200, said.length()));
			this.wrong.putIfAbsent(kind, visible(kind + " for " + address + " " + headers + " "
					+ new String(body, 0, Math.min(500, body.length), StandardCharsets.UTF_8)));
		}
	}

	private String path(Described operation, FuzzValues values) {
		StringBuilder path = new StringBuilder();
		String collection = operation.path().replaceAll("/\\{.*", "");
		for (String part : operation.path().substring(1).split("/")) {
			path.append('/').append(part.startsWith("{") ? segment(values.text(name(part), collection)) : part);
		}
		return path.toString();
	}

	private static String name(String part) {
		return part.substring(1, part.length() - 1);
	}

	/** An empty segment, or one of dots, would be another address. */
	private static String segment(String value) {
		String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
		return encoded.isEmpty() ? "nothing" : encoded.equals(".") || encoded.equals("..") ? "dots" : encoded;
	}

	private String query(Described operation, FuzzValues values) {
		List<String> pairs = new ArrayList<>();
		operation.node().path("parameters").forEach((parameter) -> {
			boolean required = parameter.path("required").asBoolean();
			if (parameter.path("in").asText().equals("query") && this.random.nextInt(10) < (required ? 9 : 4)) {
				String name = parameter.path("name").asText();
				pairs.add(name + "=" + values.encoded(values.parameter(parameter)));
				if (this.random.nextInt(30) == 0) {
					pairs.add(name + "=again");
				}
			}
		});
		if (this.random.nextInt(15) == 0) {
			pairs.add(values.encoded(values.hostileText()) + "=" + values.encoded(values.hostileText()));
		}
		return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
	}

	private Map<String, String> headers(Described operation, FuzzValues values) {
		Map<String, String> headers = new LinkedHashMap<>();
		if (operation.node().has("requestBody")) {
			headers.put("Content-Type",
					operation.takesJson() ? "application/json" : "application/x-www-form-urlencoded");
		}
		operation.node().path("parameters").forEach((parameter) -> {
			if (parameter.path("in").asText().equals("header") && this.random.nextInt(10) < 8) {
				headers.put(parameter.path("name").asText(), values.header(parameter.path("name").asText()));
			}
		});
		sometimes(headers, "Content-Type", TYPES);
		sometimes(headers, "Accept", ACCEPTED);
		sometimes(headers, "Content-Encoding", List.of("gzip", "br", "identity", ""));
		sometimes(headers, "If-None-Match", List.of("*", "\"1\"", "W/\"1\"", "1"));
		sometimes(headers, "Range", List.of("bytes=0-1", "bytes=5-1", "lines=1"));
		sometimes(headers, "X-HTTP-Method-Override", List.of("DELETE", "TRACE"));
		sometimes(headers, "Origin", List.of("https://evil.example", "null"));
		return headers;
	}

	private void sometimes(Map<String, String> headers, String name, List<String> values) {
		if (this.random.nextInt(12) == 0) {
			headers.put(name, values.get(this.random.nextInt(values.size())));
		}
	}

	private static String visible(String text) {
		return text.replaceAll("\\p{Cc}", "?");
	}

	private static String text(ResponseEntity<byte[]> answer) {
		return (answer.getBody() != null) ? new String(answer.getBody(), StandardCharsets.UTF_8) : "";
	}

}
