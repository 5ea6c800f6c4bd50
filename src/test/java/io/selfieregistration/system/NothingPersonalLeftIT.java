package io.selfieregistration.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks, after all other tests of the run, for whatever they used that is personal or
 * secret: in the tables of the engine of every application that they started, and in the
 * log of the run.
 */
@SystemTest
@Order(Integer.MAX_VALUE)
class NothingPersonalLeftIT {

	private static final Path LOGS = Path.of("target", "logs");

	@Autowired
	private Integrators integrators;

	@Test
	void leavesNothingInTheTablesOfTheEngine() {
		Set<String> remembered = used();

		assertThat(SystemContext.databases()).isNotEmpty()
			.allSatisfy((database) -> assertThat(
					PersonalDataScan.of(SystemContext.services().jdbcUrl(database)).find(remembered))
				.as(database)
				.isEmpty());
	}

	@Test
	void leavesNothingInTheLog() throws IOException {
		Set<String> remembered = used();
		List<Path> logs;
		try (Stream<Path> files = Files.list(LOGS)) {
			logs = files.filter((file) -> file.toString().endsWith(".log")).toList();
		}

		assertThat(logs).isNotEmpty();
		for (Path log : logs) {
			String text = Files.readString(log, StandardCharsets.UTF_8);
			assertThat(text).as(log.toString()).isNotEmpty();
			assertThat(remembered.stream().filter(text::contains).count()).as("secrets in " + log).isZero();
		}
	}

	/** Adds a request of its own, so that there is something to look for in any run. */
	private Set<String> used() {
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start(Map.of("user_id", "last.of.all@mail.example"));
			Person person = new Person(created.get("capture_url").asText());
			person.open();
			person.submit(Portrait.goodJpeg());
			integrator.awaitResult(created.get("request_id").asText());
		}
		Set<String> remembered = Secrets.remembered();
		assertThat(remembered).contains("last.of.all@mail.example").hasSizeGreaterThan(4);
		return remembered;
	}

}
