package io.selfieregistration.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.InterruptibleProxy.Proxies;
import io.selfieregistration.system.Scrape.Sample;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an operator sees of the service from outside. */
@SystemTest
class TelemetryIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Pattern LINK = Pattern.compile("http://\\S+/capture/#\\S+");

	private static final Path ALERTS = Path.of("deploy/prometheus/alerts.yml");

	private static final Path DASHBOARD = Path.of("deploy/grafana/dashboards/selfie-registration.json");

	private static final Path DOCUMENT = Path.of("docs/telemetry.md");

	/** Prometheus adds them to what it reads. */
	private static final Set<String> ADDED_LABELS = Set.of("job", "instance");

	/** Prometheus makes it itself. */
	private static final String UP = "up";

	/** Every label of a metric of ours; each has the values of an enumeration. */
	private static final Set<String> OUR_LABELS = Set.of("phase", "channel", "outcome", "reason", "verdict", "severity",
			"message", "result", "kind", "response", "operation", "stage", "door", "le");

	private static final Set<String> LABELS_OF_CALLS = Set.of("method", "uri", "status", "outcome", "exception",
			"error", "le");

	private final HttpClient client = HttpClient.newHttpClient();

	private final ObjectMapper json = new ObjectMapper();

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	@Autowired
	private Proxies proxies;

	@LocalManagementPort
	private int managementPort;

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/env", "/actuator/heapdump", "/actuator/beans", "/actuator/threaddump",
			"/actuator/loggers", "/actuator/metrics", "/actuator/configprops", "/actuator/shutdown", "/actuator", "/",
			"/api/v1/requests", "/engine-rest/engine", "/camunda/app/cockpit/", "/capture/", "/error" })
	void managementPortShowsNothingElse(String path) throws Exception {
		HttpResponse<String> answer = management(path);

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
	}

	@Test
	void managementPortShowsHealthInDetail() throws Exception {
		HttpResponse<String> health = management("/actuator/health");

		assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
		JsonNode face = this.json.readTree(health.body()).at("/components/face/details");
		assertThat(face.get("selfTest").asText()).isEqualTo("passed");
		assertThat(face.get("analysis").asText()).isEqualTo("OnnxFaceAnalysis");
		assertThat(management("/actuator/info").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/livez", "/readyz", "/actuator/health", "/actuator/health/readiness",
			"/actuator/health/liveness" })
	void mainPortTellsItsStateAndNoMore(String path) throws Exception {
		HttpResponse<String> health = main(path);

		assertThat(health.statusCode()).isEqualTo(200);
		assertThat(health.body()).isEqualTo("{\"status\":\"UP\"}");
	}

	@Test
	void isNotReadyWithoutObjectStore() throws Exception {
		isNotReadyWithout(this.proxies.objectStore());
	}

	@Test
	void isNotReadyWithoutDatabaseAndStillTellsItsMetrics() throws Exception {
		isNotReadyWithout(this.proxies.database());
	}

	private void isNotReadyWithout(InterruptibleProxy server) throws Exception {
		server.interrupt();
		try {
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(main("/readyz").statusCode()).isEqualTo(503));
			assertThat(main("/actuator/health/readiness").statusCode()).isEqualTo(503);
			assertThat(main("/livez").statusCode()).isEqualTo(200);
			assertThat(main("/actuator/health/liveness").statusCode()).isEqualTo(200);
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(scrape().value("selfie_ready")).contains(0.0));
		}
		finally {
			server.resume();
		}
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(main("/readyz").statusCode()).isEqualTo(200));
		await().atMost(PATIENCE).untilAsserted(() -> {
			assertThat(scrape().value("selfie_ready")).contains(1.0);
			assertThat(scrape().value("selfie_incidents")).hasValueSatisfying((value) -> assertThat(value).isNotNaN());
		});
	}

	@Test
	void countsWhatHappens() throws Exception {
		Scrape before = scrape();

		runMainJob();

		await().atMost(PATIENCE).untilAsserted(() -> {
			Scrape after = scrape();
			assertGrows(before, after, "selfie_requests_started_total", "phase", "verification", "channel", "api");
			assertGrows(before, after, "selfie_requests_completed_total", "phase", "verification", "outcome",
					"registered");
			assertGrows(before, after, "selfie_requests_duration_seconds_count", "outcome", "registered");
			assertGrows(before, after, "selfie_registration_duration_seconds_count");
			assertGrows(before, after, "selfie_link_dispatch_seconds_count", "channel", "email", "message", "link",
					"result", "sent");
			assertGrows(before, after, "selfie_link_opened_total");
			assertGrows(before, after, "selfie_attempts_total", "verdict", "accepted", "reason", "none");
			assertGrows(before, after, "selfie_attempts_total", "verdict", "refused", "reason", "no_face");
			assertGrows(before, after, "selfie_attempts_total", "verdict", "unusable", "reason",
					"image_type_unsupported");
			assertGrows(before, after, "selfie_findings_total", "reason", "no_face", "severity", "refuse");
			assertGrows(before, after, "selfie_delivery_attempts_seconds_count", "kind", "result", "result", "taken",
					"response", "2xx");
			assertGrows(before, after, "selfie_deliveries_ended_total", "kind", "result", "result", "delivered");
			assertGrows(before, after, "selfie_face_stage_seconds_count", "stage", "describe");
			assertGrows(before, after, "selfie_object_store_operations_seconds_count", "operation", "put", "result",
					"success");
			assertGrows(before, after, "selfie_photos_opened_total");
			assertGrows(before, after, "selfie_login_failures_total", "door", "application");
			assertGrows(before, after, "selfie_login_failures_total", "door", "operator");
			assertGrows(before, after, "selfie_login_failures_total", "door", "web_application");
			assertGrows(before, after, "selfie_requests_refused_total", "reason", "contact_missing");
		});
	}

	/** Grows by one at least: other tests may have left work that goes on. */
	private static void assertGrows(Scrape before, Scrape after, String metric, String... labels) {
		assertThat(after.value(metric, labels)).as("%s %s", metric, List.of(labels))
			.hasValueSatisfying(
					(value) -> assertThat(value).isGreaterThanOrEqualTo(before.value(metric, labels).orElse(0.0) + 1));
	}

	@Test
	void everyMetricOfAlertsAndDashboardExists() throws Exception {
		runMainJob();
		Map<String, Set<String>> existing = scrape().labelsByMetric();

		Map<String, String> problems = new TreeMap<>();
		for (String expression : expressions()) {
			Query query = new Query(expression.replace("$__rate_interval", "5m"));
			assertThat(query.labelsByMetric()).as(expression).isNotEmpty();
			query.labelsByMetric().forEach((metric, labels) -> {
				Set<String> missing = new TreeSet<>(labels);
				missing.removeAll(ADDED_LABELS);
				missing.removeAll(existing.getOrDefault(metric, Set.of()));
				if (!metric.equals(UP) && (!existing.containsKey(metric) || !missing.isEmpty())) {
					problems.put(metric, existing.containsKey(metric) ? "has no " + missing : "does not exist");
				}
			});
		}
		assertThat(problems).isEmpty();
	}

	@Test
	void wouldNoticeMetricOrLabelThatDoesNotExist() {
		Query query = new Query(
				"histogram_quantile(0.9, sum by (le, stage) (rate(no_such_bucket{kind=~\"a|b\", x!=\"y\"}[5m]))) > 1");

		assertThat(query.labelsByMetric()).isEqualTo(Map.of("no_such_bucket", Set.of("le", "stage", "kind", "x")));
		assertThat(new Query("sum(a{b=\"c\"}) / max(d) > 20 and on (e) f").labelsByMetric())
			.isEqualTo(Map.of("a", Set.of("b", "e"), "d", Set.of("e"), "f", Set.of("e")));
	}

	@Test
	void everyAlertSaysWhatIsWrongAndWhatToDo() throws IOException {
		assertThat(alerts()).isNotEmpty().allSatisfy((alert) -> {
			String name = alert.get("alert").toString();
			Map<?, ?> annotations = (Map<?, ?>) alert.get("annotations");
			assertThat(annotations.get("summary").toString()).as(name).endsWith(".");
			String anchor = name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
			assertThat(annotations.get("runbook")).isEqualTo("docs/operations.md#" + anchor);
			assertThat(((Map<?, ?>) alert.get("labels")).get("severity")).isIn("info", "warning", "critical");
		});
	}

	/**
	 * A table that differs is written to {@code target}, to be looked at and taken over.
	 */
	@Test
	void documentTellsEveryMetric() throws Exception {
		runMainJob();
		Scrape scrape = scrape();

		List<String> rows = scrape.types()
			.entrySet()
			.stream()
			.filter((family) -> family.getKey().startsWith("selfie_") && !family.getKey().endsWith("_seconds_max"))
			.map((family) -> "| `%s` | %s | %s | %s |".formatted(family.getKey(), family.getValue(),
					labels(family.getKey(), scrape), scrape.descriptions().get(family.getKey())))
			.toList();
		Files.write(Path.of("target/telemetry-metrics.md"), rows);

		assertThat(Files.readAllLines(DOCUMENT).stream().filter((line) -> line.startsWith("| `selfie_")))
			.isEqualTo(rows);
	}

	private static String labels(String family, Scrape scrape) {
		return scrape.samples()
			.stream()
			.filter((sample) -> sample.name().equals(family) || sample.name().equals(family + "_count"))
			.flatMap((sample) -> sample.labels().keySet().stream())
			.distinct()
			.sorted()
			.map((label) -> "`" + label + "`")
			.collect(Collectors.joining(", "));
	}

	@Test
	void labelsComeFromShortLists() throws Exception {
		runMainJob();

		for (Sample sample : scrape().samples()) {
			if (sample.name().startsWith("selfie_")) {
				assertThat(OUR_LABELS).as(sample.name()).containsAll(sample.labels().keySet());
				sample.labels().forEach((label, value) -> {
					if (!label.equals("le")) {
						assertThat(value).as("%s of %s", label, sample.name()).matches("[a-z_]+|[1-5]xx");
					}
				});
			}
			if (sample.name().startsWith("http_server_requests_")) {
				assertThat(LABELS_OF_CALLS).containsAll(sample.labels().keySet());
			}
		}
	}

	@Test
	void numberOfSeriesDoesNotGrowWithWhatCallersSend() throws Exception {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK).start()) {
			for (int number = 0; number < 3; number++) {
				callInManyWays(integrator, number);
			}
			Set<String> before = series();

			for (int number = 3; number < 43; number++) {
				callInManyWays(integrator, number);
			}

			Set<String> more = series();
			more.removeAll(before);
			assertThat(more).isEmpty();
		}
	}

	@Test
	void documentTellsNumberOfSeries() throws Exception {
		runMainJob();
		List<Sample> samples = scrape().samples();
		String page = Files.readString(DOCUMENT);
		Matcher limit = Pattern.compile("fewer than\\s([0-9,]+) series").matcher(page);
		Matcher calls = Pattern.compile("adds ([0-9]+) series").matcher(page);
		assertThat(limit.find() && calls.find()).isTrue();

		assertThat(samples).hasSizeLessThan(Integer.parseInt(limit.group(1).replace(",", "")));
		Map<Map<String, String>, Long> combinations = samples.stream()
			.filter((sample) -> sample.name().startsWith("http_server_requests_seconds"))
			.map((sample) -> new TreeMap<>(sample.labels()))
			.collect(Collectors.groupingBy((labels) -> {
				labels.remove("le");
				return labels;
			}, Collectors.counting()));
		assertThat(combinations).isNotEmpty();
		assertThat(combinations.values()).containsOnly(Long.valueOf(calls.group(1)));
	}

	/** Everything that a caller can choose, chosen anew. */
	private void callInManyWays(Integrator integrator, int number) throws Exception {
		String any = UUID.randomUUID().toString();
		JsonNode created = integrator.start(Map.of("user_id", "user-" + any));
		integrator.read(created.get("request_id").asText());
		integrator.photo(any);
		integrator.client().get().uri("/api/v1/users/{user}", "user-" + any).retrieve().toBodilessEntity();
		main("/nothing/" + any);
		main("/capture/" + any + ".js");
		main("/actuator/" + any);
		main("/auth/realms/" + any + "/protocol/openid-connect/transaction");
		main("/engine-rest/process-instance/" + any);
		main("/camunda/app/" + any);
		main("/api/capture?x=" + any);
		management("/" + any);
		send(HttpRequest.newBuilder(this.web.address("/api/v1/requests")).header("Authorization", basic(any)).GET());
		send(HttpRequest.newBuilder(this.web.address("/livez")).method("X" + number, BodyPublishers.noBody()));
	}

	private Set<String> series() throws Exception {
		return scrape().samples()
			.stream()
			.filter((sample) -> sample.name().startsWith("selfie_") || sample.name().startsWith("http_"))
			.map(Sample::series)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** The main job with some detours. */
	private void runMainJob() throws Exception {
		try (Integrator integrator = this.integrators.with(NotificationType.EMAIL).start()) {
			String email = "telemetry-" + UUID.randomUUID() + "@example.com";
			String id = integrator.start(Map.of("user_id", "user-" + email, "email", email)).get("request_id").asText();
			Person person = new Person(linkMailedTo(email));
			person.open();
			assertThat(person.submit("no picture".getBytes()).getStatusCode().value()).isEqualTo(415);
			assertThat(person.submit(Portrait.asJpeg(Portrait.noFace(), 0.9f)).getBody().get("accepted").asBoolean())
				.isFalse();
			assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
			integrator.awaitResult(id);
			integrator.awaitWebhook(id);
			assertThat(integrator.photo(id).getStatusCode().value()).isEqualTo(200);
			HttpRequest.Builder withoutAddress = HttpRequest.newBuilder(this.web.address("/api/v1/requests"))
				.header("Authorization", basic(integrator.credentials()))
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString("{\"user_id\":\"nobody\"}"));
			assertThat(send(withoutAddress).statusCode()).isEqualTo(422);
		}
		refuseLogins();
	}

	private static String linkMailedTo(String address) {
		return await().atMost(PATIENCE).until(() -> {
			for (MimeMessage mail : SystemContext.mail().getReceivedMessages()) {
				if (mail.getAllRecipients()[0].toString().equals(address)) {
					Matcher link = LINK.matcher(text(mail.getContent()));
					assertThat(link.find()).isTrue();
					return link.group();
				}
			}
			return null;
		}, (link) -> link != null);
	}

	/** The first part that is a text, which is the plain one. */
	private static String text(Object content) throws Exception {
		return (content instanceof Multipart parts) ? text(parts.getBodyPart(0).getContent()) : content.toString();
	}

	private void refuseLogins() throws Exception {
		send(HttpRequest.newBuilder(this.web.address("/api/v1/requests")).header("Authorization", basic("a:b")).GET());
		send(HttpRequest.newBuilder(this.web.address("/engine-rest/engine"))
			.header("Authorization", basic("a:b"))
			.GET());
		HttpResponse<String> login = loginToCockpit();
		assertThat(login.statusCode()).as(login.body()).isEqualTo(401);
	}

	/**
	 * The web applications want the token of their session with each call that changes
	 * something.
	 */
	private HttpResponse<String> loginToCockpit() throws Exception {
		HttpResponse<String> page = main("/camunda/app/cockpit/default/");
		List<String> cookies = page.headers()
			.allValues("Set-Cookie")
			.stream()
			.map((cookie) -> cookie.split(";")[0])
			.toList();
		String token = cookies.stream()
			.filter((cookie) -> cookie.startsWith("XSRF-TOKEN="))
			.findFirst()
			.orElseThrow()
			.substring("XSRF-TOKEN=".length());
		return send(HttpRequest.newBuilder(this.web.address("/camunda/api/admin/auth/user/default/login/cockpit"))
			.header("Cookie", String.join("; ", cookies))
			.header("X-XSRF-TOKEN", token)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("username=nobody&password=wrong")));
	}

	private List<String> expressions() throws IOException {
		List<String> expressions = new ArrayList<>(alerts().map((alert) -> alert.get("expr").toString()).toList());
		this.json.readTree(Files.readString(DASHBOARD))
			.findValues("expr")
			.forEach((expression) -> expressions.add(expression.asText()));
		return expressions;
	}

	private static Stream<Map<String, Object>> alerts() throws IOException {
		Map<String, List<Map<String, List<Map<String, Object>>>>> file = new Yaml().load(Files.readString(ALERTS));
		return file.get("groups").stream().flatMap((group) -> group.get("rules").stream());
	}

	private Scrape scrape() throws Exception {
		HttpResponse<String> answer = management("/actuator/prometheus");
		assertThat(answer.statusCode()).isEqualTo(200);
		return new Scrape(answer.body());
	}

	private HttpResponse<String> management(String path) throws Exception {
		return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.managementPort + path)).GET());
	}

	private HttpResponse<String> main(String path) throws Exception {
		return send(HttpRequest.newBuilder(this.web.address(path)).GET());
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	private static String basic(String credentials) {
		return "Basic " + java.util.Base64.getEncoder().encodeToString(credentials.getBytes());
	}

}
