package io.selfieregistration.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

import io.selfieregistration.browser.Browser;
import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.Person;

import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

/**
 * The development start as a newcomer finds it: the start page, and the commands of
 * {@code docs/walk-through.md} as they stand there.
 */
@Tag("durability")
class DevelopmentStartIT {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final Path PAGE = Path.of("docs", "walk-through.md");

	private static final Path ANSWERS = Path.of("target");

	private static final Pattern BLOCK = Pattern.compile("(?:<!-- walk-through: (\\S+) -->\\s*)?```sh\\n(.*?)```",
			Pattern.DOTALL);

	private static final Pattern LINK = Pattern.compile("https?://\\S+/capture/#\\S+");

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	@TempDir
	private static Path directory;

	private static DevelopmentStart service;

	/** Before any other call. */
	private static String newMetrics;

	private final HttpClient client = HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();

	@BeforeAll
	static void start() throws Exception {
		service = DevelopmentStart.in(directory);
		newMetrics = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(service.metrics()).build(), BodyHandlers.ofString())
			.body();
	}

	@AfterAll
	static void stop() {
		if (service != null) {
			service.close();
		}
	}

	@Test
	void walkThroughLeadsFromFirstRequestToAnApplication() throws Exception {
		try (Terminal terminal = Terminal.in(Path.of("").toAbsolutePath())) {
			// given
			assertThat(terminal.run(String.join("\n", service.exports()))).isZero();

			// when, then: a first request
			run(terminal, "request");
			JsonNode created = read("request.json");
			takeSelfie(created.get("capture_url").asText());
			awaitResult(created.get("request_id").asText());
			run(terminal, "result", "poll");
			JsonNode result = read("result.json").get("result");
			assertThat(result.get("selfie_registered").asText()).isEqualTo("true");
			assertThat(result.get("user_id").asText()).isEqualTo("mark@example.com");
			assertThat(result.get("photo_url").asText()).isEqualTo(
					service.exported("SELFIE") + "/api/v1/requests/" + created.get("request_id").asText() + "/photo");
			assertThat(Files.readAllBytes(ANSWERS.resolve("selfie.jpg"))).startsWith(0xFF, 0xD8, 0xFF);
			assertThat(read("polled.json")).isEqualTo(result);

			// when, then: through the engine
			run(terminal, "engine");
			takeSelfie(read("link.json").get("capture_url").asText());
			JsonNode same = awaitResult(read("started.json").get("businessKey").asText());
			assertThat(same.get("selfie_registered").asText()).isEqualTo("true");
			assertThat(same.get("user_id").asText()).isEqualTo("mark@example.com");

			// when, then: an application with a rule and a receiver
			run(terminal, "rule", "application", "receiver", "bank");
			assertThat(read("rule.json").get("version").asInt()).isEqualTo(1);
			assertThat(read("trial.json").get("satisfied").asBoolean()).isTrue();
			await().atMost(PATIENCE).until(() -> terminal.screen().contains("Waiting for results"));
			String request = read("bank-request.json").get("request_id").asText();
			takeSelfie(linkInOutbox("anna@example.com"));
			await().atMost(PATIENCE).until(() -> terminal.screen().contains("Received {"));
			JsonNode received = JSON.readTree(terminal.screen()
				.lines()
				.filter((line) -> line.startsWith("Received "))
				.findFirst()
				.orElseThrow()
				.substring("Received ".length()));
			assertThat(received.get("request_id").asText()).isEqualTo(request);
			assertThat(received.get("selfie_registered").asText()).isEqualTo("true");
			assertThat(terminal.run(commands("minor"))).as("what curl ends with").isEqualTo(22);
			assertThat(terminal.screen()).contains("\"code\":\"gatepass_refused\"");
			run(terminal, "end");
		}
	}

	@Test
	void walkThroughExportsWhatTheStartPrintsAndAllThatItUses() throws Exception {
		List<String> blocks = BLOCK.matcher(Files.readString(PAGE)).results().map((block) -> block.group(2)).toList();
		Set<String> exported = new TreeSet<>();

		assertThat(blocks).hasSizeGreaterThan(10);
		for (String block : blocks) {
			for (String command : block.split("\n(?! )")) {
				assertThat(exported).as(command).containsAll(names("\\$\\{?([A-Z_]+)", command));
				exported.addAll(names("^export ([A-Z_]+)=", command));
			}
		}
		assertThat(blocks).filteredOn((block) -> block.contains("THE_SECRET"))
			.singleElement()
			.satisfies((block) -> assertThat(names("export ([A-Z_]+)=", block))
				.isEqualTo(names("export ([A-Z_]+)=", String.join("\n", service.exports()))));
	}

	@Test
	void startPageLinksToWhatThisInstanceServes() throws Exception {
		HttpResponse<String> page = get("/");

		assertThat(page.statusCode()).isEqualTo(200);
		List<String> links = Pattern.compile("<h2><a href=\"([^\"]+)\">[^<]+</a></h2>\n<p>[^<]+\\.</p>")
			.matcher(page.body())
			.results()
			.map((link) -> link.group(1))
			.toList();
		assertThat(links).contains("/api/docs", "/camunda/app/cockpit/", "/camunda/app/tasklist/", "/outbox/")
			.hasSize(page.body().split("<a ", -1).length - 1);
		for (String link : links) {
			assertThat(get(link).statusCode()).as(link).isEqualTo(200);
		}
		assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(
				(policy) -> assertThat(policy).contains("default-src 'none'").contains("frame-ancestors 'none'"));
	}

	@Test
	void telemetryPageTellsTheSeriesOfNewNode() throws Exception {
		Matcher told = Pattern.compile("about\\s([0-9,]+) series, in a scrape of ([0-9]+) KB")
			.matcher(Files.readString(Path.of("docs", "telemetry.md")));
		assertThat(told.find()).isTrue();

		assertThat(newMetrics.lines().filter((line) -> !line.startsWith("#")).count())
			.isCloseTo(Long.parseLong(told.group(1).replace(",", "")), withinPercentage(5));
		assertThat(newMetrics.length() / 1000L).isCloseTo(Long.parseLong(told.group(2)), withinPercentage(5));
	}

	@Test
	void servesTheAddressesOfTheArchitecturePicture() throws Exception {
		String picture = Files.readString(Path.of("docs", "architecture.svg"));

		assertThat(names("[ >](/[a-z][a-z0-9/-]+)[ <]", picture))
			.contains("/capture/", "/api/v1", "/camunda/", "/engine-rest")
			.allSatisfy((path) -> assertThat(get(path).statusCode()).as(path).isIn(200, 401));
	}

	@BrowserTest
	@ParameterizedTest
	@CsvSource({ "phone, true", "phone, false", "desktop, false", "desktop, true" })
	void startPageHasNoBarrier(String device, boolean dark) throws Exception {
		Browser.Setup setup = device.equals("phone") ? Browser.phone() : Browser.desktop();
		try (Browser browser = (dark ? setup.dark() : setup).start()) {
			browser.open(service.exported("SELFIE") + "/");
			browser.heading("Selfie Registration");

			browser.screenshot("start-" + device + (dark ? "-dark" : "-light"));
			assertThat(browser.accessibilityViolations()).isEmpty();
			assertThat(browser.consoleErrors()).isEmpty();
			assertThat(browser.driver().findElement(By.tagName("html")).getSize().getWidth())
				.isLessThanOrEqualTo(browser.driver().manage().window().getSize().getWidth());
		}
	}

	private static void run(Terminal terminal, String... blocks) throws IOException {
		for (String block : blocks) {
			assertThat(terminal.run(commands(block))).as("the commands of '%s':%n%s", block, terminal.screen())
				.isZero();
		}
	}

	private static String commands(String block) throws IOException {
		return BLOCK.matcher(Files.readString(PAGE))
			.results()
			.filter((found) -> block.equals(found.group(1)))
			.map((found) -> found.group(2))
			.findFirst()
			.orElseThrow()
			.replace("127.0.0.1:8090", "127.0.0.1:" + TestSocketUtils.findAvailableTcpPort());
	}

	private static Set<String> names(String pattern, String text) {
		return Pattern.compile(pattern, Pattern.MULTILINE)
			.matcher(text)
			.results()
			.map((name) -> name.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static void takeSelfie(String captureUrl) {
		Person person = new Person(captureUrl);
		person.open();
		assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
	}

	private String linkInOutbox(String address) {
		return await().atMost(PATIENCE).until(() -> {
			for (JsonNode message : JSON.readTree(get("/outbox/messages").body())) {
				Matcher link = LINK.matcher(message.get("text").asText());
				if (message.get("to").asText().equals(address) && link.find()) {
					return link.group();
				}
			}
			return null;
		}, (link) -> link != null);
	}

	private JsonNode awaitResult(String requestId) {
		return await().atMost(PATIENCE)
			.until(() -> JSON.readTree(get("/api/v1/requests/" + requestId).body()),
					(answer) -> "completed".equals(answer.path("status").asText()))
			.get("result");
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		HttpRequest.Builder call = HttpRequest.newBuilder(URI.create(service.exported("SELFIE") + path));
		if (path.startsWith("/api/v1/")) {
			call.header("Authorization", "Basic " + Base64.getEncoder()
				.encodeToString(service.exported("APPLICATION").getBytes(StandardCharsets.UTF_8)));
		}
		return this.client.send(call.build(), BodyHandlers.ofString());
	}

	private static JsonNode read(String file) throws IOException {
		return JSON.readTree(ANSWERS.resolve(file).toFile());
	}

}
