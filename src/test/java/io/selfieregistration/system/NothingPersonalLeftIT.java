package io.selfieregistration.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.template.FacialTemplates;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

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

	private static final String USER_ID = "last.of.all@mail.example";

	private static final byte[] FIRST_BYTES_OF_MODEL = "<?xml".getBytes(StandardCharsets.UTF_8);

	@Autowired
	private Integrators integrators;

	@Autowired
	private FacialTemplates templates;

	@Autowired
	private JdbcClient jdbc;

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
	void leavesNoPhotoAndNoTemplateInTheTablesOfTheEngine() {
		used();
		byte[] template = this.templates.find("default", USER_ID).orElseThrow().toBytes();
		byte[] embedding = Arrays.copyOfRange(template, template.length - 64, template.length);
		byte[] startOfJpeg = { (byte) 0xFF, (byte) 0xD8, (byte) 0xFF };

		assertThat(bytesWith(FIRST_BYTES_OF_MODEL)).as("a model, which is there and must be found").isPositive();
		assertThat(bytesWith(startOfJpeg)).as("photos").isZero();
		assertThat(bytesWith(embedding)).as("templates").isZero();
	}

	private int bytesWith(byte[] searched) {
		return this.jdbc.sql("select count(*) from act_ge_bytearray where position(:searched in bytes_) > 0")
			.param("searched", searched)
			.query(Integer.class)
			.single();
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
			JsonNode created = integrator.start(Map.of("user_id", USER_ID));
			Person person = new Person(created.get("capture_url").asText());
			person.open();
			person.submit(Portrait.goodJpeg());
			integrator.awaitResult(created.get("request_id").asText());
		}
		Set<String> remembered = Secrets.remembered();
		assertThat(remembered).contains(USER_ID).hasSizeGreaterThan(4);
		return remembered;
	}

}
