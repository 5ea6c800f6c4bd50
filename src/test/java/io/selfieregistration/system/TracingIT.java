package io.selfieregistration.system;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A request can be followed through log and traces, and nobody's data with it. */
@SystemTest
class TracingIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final List<String> STEPS = List.of("serviceTask_sendCaptureLink", "serviceTask_storeSelfie",
			"serviceTask_publishResult", "serviceTask_attemptDelivery", "submit selfie");

	private final String userId = "mueller-" + UUID.randomUUID() + "@example.com";

	private final Lines lines = new Lines();

	@Autowired
	private Integrators integrators;

	@Autowired
	private Spans spans;

	@BeforeEach
	void listen() {
		this.spans.keep();
		this.lines.listen();
	}

	@AfterEach
	void stop() {
		this.lines.stop();
		this.spans.forget();
	}

	@Test
	void oneTraceLeadsFromTheCallToTheWebhook() {
		try (Integrator integrator = this.integrators.byLink()) {
			String trace = UUID.randomUUID().toString().replace("-", "");
			JsonNode created = integrator.client()
				.post()
				.uri("/api/v1/requests")
				.header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
				.contentType(MediaType.APPLICATION_JSON)
				.body(Map.of("user_id", Secrets.remember(this.userId)))
				.retrieve()
				.body(JsonNode.class);

			assertLeadsToWebhook(integrator, created.get("request_id").asText(), created.get("capture_url").asText(),
					trace);

			assertThat(this.spans.ofTrace(trace)).extracting(SpanData::getName).contains("http post /api/v1/requests");
		}
	}

	@Test
	void oneTraceLeadsFromTheEngineToTheWebhook() {
		try (Integrator integrator = this.integrators.byLink()) {
			String trace = UUID.randomUUID().toString().replace("-", "");
			JsonNode started = RestClient.create(integrator.baseUrl().toString())
				.post()
				.uri("/engine-rest/process-definition/key/verification/start")
				.headers((headers) -> operator(headers, trace))
				.body(Map.of("variables",
						Map.of("applicationId", Map.of("value", integrator.applicationId()), "userId",
								Map.of("value", Secrets.remember(this.userId)))))
				.retrieve()
				.body(JsonNode.class);
			String id = started.get("businessKey").asText();
			JsonNode link = integrator.client()
				.post()
				.uri("/api/v1/requests/{id}/capture-link", id)
				.retrieve()
				.body(JsonNode.class);

			assertLeadsToWebhook(integrator, id, link.get("capture_url").asText(), trace);
		}
	}

	private static void operator(HttpHeaders headers, String trace) {
		headers.setBasicAuth(SystemContext.OPERATOR, SystemContext.OPERATOR_PASSWORD);
		headers.set("traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
		headers.setContentType(MediaType.APPLICATION_JSON);
	}

	private void assertLeadsToWebhook(Integrator integrator, String id, String captureUrl, String trace) {
		Person person = new Person(captureUrl);
		person.open();
		assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
		integrator.awaitWebhook(id);

		LoggedRequest webhook = integrator.webhooks(id).get(0);
		assertThat(webhook.getHeader("traceparent")).startsWith("00-" + trace + "-").endsWith("-01");
		assertThat(webhook.getHeader("baggage")).isNull();
		await().atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(this.spans.ofTrace(trace)).extracting(SpanData::getName).containsAll(STEPS));
		assertThat(this.spans.ended()).isNotEmpty().allSatisfy((span) -> {
			String said = span.toString();
			for (String secret : List.of(this.userId, person.token(), captureUrl, integrator.credentials())) {
				assertThat(said.contains(secret)).as("secret in %s", span.getName()).isFalse();
			}
		});
	}

	@Test
	void logSaysWhichRequestALineIsAbout() {
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start(Map.of("user_id", this.userId));
			String id = created.get("request_id").asText();
			Person person = new Person(created.get("capture_url").asText());
			person.open();
			person.submit(Portrait.goodJpeg());
			integrator.awaitWebhook(id);
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(this.lines.find("was accepted: 204"))
					.anySatisfy((line) -> assertThat(line.path("request_id").asText()).isEqualTo(id)));

			assertThat(this.lines.find("was started for")).anySatisfy((line) -> {
				assertThat(line.path("request_id").asText()).isEqualTo(id);
				assertThat(line.path("application_id").asText()).isEqualTo(integrator.applicationId());
				assertThat(line.path("traceId").asText()).matches("[0-9a-f]{32}");
			});
			assertThat(this.lines.find("A selfie was accepted"))
				.anySatisfy((line) -> assertThat(line.path("request_id").asText()).isEqualTo(id));
			// Said after the transaction of a job
			assertThat(this.lines.find("is published: registered"))
				.anySatisfy((line) -> assertThat(line.path("request_id").asText()).isEqualTo(id));
			// Said inside of a delegate
			assertThat(this.lines.find("was accepted: 204")).anySatisfy((line) -> {
				assertThat(line.path("request_id").asText()).isEqualTo(id);
				assertThat(line.path("process_definition").asText()).isEqualTo("deliver-message");
				assertThat(line.path("activity_id").asText()).isEqualTo("serviceTask_attemptDelivery");
				assertThat(line.path("process_instance_id").asText()).isNotEmpty();
			});
			assertThat(this.lines.all()).noneMatch((line) -> line.contains(this.userId))
				.noneMatch((line) -> line.contains(person.token()));
		}
	}

	/** What the log says in production, line by line. */
	private static final class Lines extends AppenderBase<ILoggingEvent> {

		private final List<String> lines = new CopyOnWriteArrayList<>();

		private final ObjectMapper json = new ObjectMapper();

		private final StructuredLogEncoder encoder = new StructuredLogEncoder();

		void listen() {
			LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
			this.encoder.setContext(context);
			this.encoder.setFormat("ecs");
			this.encoder.setCharset(StandardCharsets.UTF_8);
			this.encoder.start();
			setContext(context);
			start();
			root().addAppender(this);
		}

		@Override
		public void stop() {
			root().detachAppender(this);
			super.stop();
			this.encoder.stop();
		}

		private static Logger root() {
			return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
		}

		@Override
		protected void append(ILoggingEvent event) {
			this.lines.add(new String(this.encoder.encode(event), StandardCharsets.UTF_8));
		}

		List<String> all() {
			return this.lines;
		}

		List<JsonNode> find(String text) {
			return this.lines.stream()
				.map(this::parse)
				.filter((line) -> line.path("message").asText().contains(text))
				.toList();
		}

		private JsonNode parse(String line) {
			try {
				return this.json.readTree(line);
			}
			catch (java.io.IOException ex) {
				throw new AssertionError("A line of the log is not JSON: " + line, ex);
			}
		}

	}

}
