package io.selfieregistration.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the commands of the walk-through as they stand in README.md. */
@SystemTest
class ReadmeIT {

	private static final ObjectMapper JSON = new ObjectMapper();

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	@TempDir
	private Path directory;

	@Test
	void leadsFromRequestToResultAndPhoto() throws Exception {
		try (Integrator integrator = this.integrators.byLink()) {
			// given
			run("start", integrator);
			JsonNode created = read("request.json");
			takeSelfie(created.get("capture_url").asText());
			integrator.awaitResult(created.get("request_id").asText());

			// when
			run("result", integrator);
			run("poll", integrator);

			// then
			JsonNode result = read("result.json").get("result");
			assertThat(result.get("selfie_registered").asText()).isEqualTo("true");
			assertThat(result.get("user_id").asText()).isEqualTo("mark@example.com");
			assertThat(result.get("photo_url").asText())
				.isEqualTo(this.web.baseUrl() + "/api/v1/requests/" + created.get("request_id").asText() + "/photo");
			assertThat(Files.readAllBytes(this.directory.resolve("selfie.jpg"))).startsWith(0xFF, 0xD8, 0xFF);
			assertThat(read("polled.json")).isEqualTo(result);
		}
	}

	@Test
	void startsTheSameInTheEngine() throws Exception {
		try (Integrator integrator = this.integrators.byLink()) {
			run("engine", integrator);

			takeSelfie(read("link.json").get("capture_url").asText());

			JsonNode result = integrator.awaitResult(read("started.json").get("businessKey").asText());
			assertThat(result.get("selfie_registered").asText()).isEqualTo("true");
			assertThat(result.get("user_id").asText()).isEqualTo("mark@example.com");
		}
	}

	@Test
	void addsApplication() throws Exception {
		try (Integrator integrator = this.integrators.byLink()) {
			run("application", integrator);

			assertThat(read("application.json").get("secret").asText()).startsWith("sk_");
			assertThat(read("application.json").get("webhook_secret").asText()).startsWith("whsec_");
		}
	}

	@Test
	void addsRuleAndTriesIt() throws Exception {
		try (Integrator integrator = this.integrators.byLink()) {
			run("rule", integrator);

			assertThat(read("rule.json").get("version").asInt()).isEqualTo(1);
			assertThat(read("trial.json").get("satisfied").asBoolean()).isTrue();
		}
	}

	private void takeSelfie(String captureUrl) {
		Person person = new Person(captureUrl);
		person.open();
		assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
	}

	private void run(String block, Integrator integrator) throws Exception {
		ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands(block))
			.directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("output-" + UUID.randomUUID()).toFile());
		shell.environment().put("SELFIE", this.web.baseUrl().toString());
		shell.environment().put("APPLICATION", integrator.credentials());
		shell.environment().put("OPERATOR_PASSWORD", SystemContext.OPERATOR_PASSWORD);
		Process process = shell.start();
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the commands of '%s' end", block).isTrue();
		assertThat(process.exitValue()).as("the commands of '%s' succeed", block).isZero();
	}

	private static String commands(String block) throws Exception {
		Matcher matcher = Pattern.compile("<!-- walk-through: " + block + " -->\\s*```sh\\n(.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(Path.of("README.md")));
		assertThat(matcher.find()).as("README.md has the commands of '%s'", block).isTrue();
		return matcher.group(1);
	}

	private JsonNode read(String file) throws Exception {
		return JSON.readTree(this.directory.resolve(file).toFile());
	}

}
