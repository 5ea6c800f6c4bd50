package io.selfieregistration.system;

import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/** A start in the engine with wrong variables is the caller's mistake, and says which. */
@SystemTest
@TestInstance(Lifecycle.PER_CLASS)
class EngineStartRefusalIT {

	private static final String START = "/engine-rest/process-definition/key/%s/start";

	private static final String FORM = "/engine-rest/process-definition/key/%s/submit-form";

	private static final String USER = "\"userId\":{\"value\":\"ada\"}";

	private static final String NO_LINE = "must not hold line breaks, control characters or broken characters";

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	private Integrator integrator;

	private OperatorClient operator;

	@BeforeAll
	void start() {
		this.integrator = this.integrators.byLink();
		this.operator = OperatorClient.administrator(this.web.baseUrl());
	}

	@AfterAll
	void stop() {
		this.integrator.close();
	}

	static Stream<Arguments> mistakes() {
		String application = "\"applicationId\":{\"value\":\"APPLICATION\"}";
		return Stream.of(Arguments.of("", "The variable 'requestId' was not handed over", "selfie-registration"),
				Arguments.of("\"requestId\":{\"value\":5,\"type\":\"Integer\"}",
						"Process variable 'requestId' is a Integer, not a String", "selfie-registration"),
				Arguments.of("\"requestId\":{\"value\":\"nothing\"}",
						"The variable 'requestId' is not the business key of the module", "selfie-registration"),
				Arguments.of(USER, "The variable 'applicationId' is missing", "verification"),
				Arguments.of("\"applicationId\":{\"value\":5,\"type\":\"Integer\"}," + USER,
						"The variable 'applicationId' is not a text", "verification"),
				Arguments.of("\"applicationId\":{\"value\":\"nothing\"}," + USER,
						"The variable 'applicationId' names no application", "verification"),
				Arguments.of("\"applicationId\":{\"value\":\"a\\u0000b\"}," + USER,
						"The variable 'applicationId' names no application", "verification"),
				Arguments.of(application, "The variable 'userId' is missing", "verification"),
				Arguments.of(application + ",\"userId\":{\"value\":true,\"type\":\"Boolean\"}",
						"The variable 'userId' is not a text", "verification"),
				Arguments.of(application + ",\"userId\":{\"value\":\"a\\nb\"}", "The variable 'userId' " + NO_LINE,
						"verification"),
				Arguments.of(application + ",\"userId\":{\"value\":\"" + "a".repeat(321) + "\"}",
						"The variable 'userId' size must be", "verification"),
				Arguments.of(application + "," + USER + ",\"email\":{\"value\":\"no address\"}",
						"The variable 'email' must be", "verification"),
				Arguments.of(application + "," + USER + ",\"phone\":{\"value\":\"123\"}",
						"The variable 'phone' must be in E.164 form", "verification"),
				Arguments.of(application + "," + USER + ",\"locale\":{\"value\":\"no tag\"}",
						"The variable 'locale' must be a language tag", "verification"),
				Arguments.of(application + "," + USER + ",\"workflow\":{\"value\":\"other\"}",
						"The variable 'workflow' is neither onboarding nor verification", "verification"),
				Arguments.of(application + "," + USER + ",\"requestId\":{\"value\":\"a\"}",
						"The variable 'requestId' is set by the service", "verification"),
				Arguments.of(application + "," + USER + ",\"age\":{\"value\":\"AQ==\",\"type\":\"Bytes\"}",
						"The variable 'age' is neither text nor number nor Boolean", "verification"),
				Arguments.of(
						application + "," + USER
								+ ",\"born\":{\"value\":\"2000-01-01T00:00:00.000+0000\",\"type\":\"Date\"}",
						"The variable 'born' is neither text nor number nor Boolean, which is all that a request keeps: send"
								+ " a date as a text such as 2026-11-29, JSON as a text, and no file",
						"verification"),
				Arguments.of(
						application + "," + USER + ",\"scan\":{\"value\":\"AQ==\",\"type\":\"File\","
								+ "\"valueInfo\":{\"filename\":\"scan.pdf\"}}",
						"The variable 'scan' is neither text nor number nor Boolean", "verification"),
				Arguments.of(application + "," + USER + ",\"order\":{\"value\":\"{}\",\"type\":\"Json\"}",
						"Unsupported value type 'Json'", "verification"),
				Arguments.of(application + "," + USER + ",\"note\":{\"value\":\"a\\u0000b\"}",
						"The variable 'metadata' must not hold control characters", "verification"));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void saysWhatIsWrong(String variables, String problem, String process) {
		String body = "{\"variables\":{%s}}"
			.formatted(variables.replace("APPLICATION", this.integrator.applicationId()));

		for (String start : new String[] { START, FORM }) {
			ResponseEntity<JsonNode> answer = this.operator.post(start.formatted(process), body);
			assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(400);
			assertThat(answer.getBody().get("message").asText()).contains(problem);
		}
	}

	@Test
	void saysThatRequestIsUnknownOrRunsAlready() {
		String running = this.integrator.start().get("request_id").asText();
		for (String key : new String[] { running, UUID.randomUUID().toString() }) {
			ResponseEntity<JsonNode> answer = this.operator.post(START.formatted("verification"),
					"{\"businessKey\":\"%s\"}".formatted(key));

			assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(400);
			assertThat(answer.getBody().get("message").asText())
				.contains("The request " + key + " is unknown or has a process instance already");
		}
	}

	@Test
	void knowsUserByEitherUnicodeForm() {
		String tail = "-" + UUID.randomUUID();
		ResponseEntity<JsonNode> started = this.operator.post(START.formatted("verification"),
				"{\"variables\":{\"applicationId\":{\"value\":\"%s\"},\"userId\":{\"value\":\"e\\u0301%s\"}}}"
					.formatted(this.integrator.applicationId(), tail));

		assertThat(started.getStatusCode().value()).as("%s", started.getBody()).isEqualTo(200);
		assertThat(this.integrator.read(started.getBody().get("businessKey").asText()).get("user_id").asText())
			.isEqualTo("\u00e9" + tail);
	}

}
