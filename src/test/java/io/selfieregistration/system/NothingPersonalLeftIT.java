package io.selfieregistration.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherSessionListener;

import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.template.FacialTemplates;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A request leaves nothing personal, and {@link NothingPersonalLeft} would see it. */
@SystemTest
class NothingPersonalLeftIT {

	private static final String USER_ID = "left.behind@mail.example";

	private static final byte[] FIRST_BYTES_OF_MODEL = "<?xml".getBytes(StandardCharsets.UTF_8);

	@Autowired
	private Integrators integrators;

	@Autowired
	private FacialTemplates templates;

	@Autowired
	private JdbcClient jdbc;

	@TempDir
	private Path directory;

	@Test
	void isLookedForAfterAllTestsOfEachJvm() {
		assertThat(ServiceLoader.load(LauncherSessionListener.class))
			.hasAtLeastOneElementOfType(NothingPersonalLeft.class);
	}

	@Test
	void leavesNothingWhereItIsLookedFor() {
		register();
		Set<String> remembered = Secrets.remembered();
		assertThat(remembered).contains(USER_ID).hasSizeGreaterThan(4);
		Path log = Path.of(System.getProperty("logging.file.name"));
		assertThat(log).isNotEmptyFile();

		assertThat(NothingPersonalLeft.in(List.of(database()), log, remembered)).isEmpty();
	}

	@Test
	void leavesNoTemplateInTheTablesOfTheEngine() {
		register();
		byte[] template = this.templates.find("default", USER_ID).orElseThrow().toBytes();
		byte[] embedding = Arrays.copyOfRange(template, template.length - 64, template.length);
		PersonalDataScan scan = PersonalDataScan.of(database());

		assertThat(scan.find(FIRST_BYTES_OF_MODEL)).as("models, which are there and must be found")
			.contains("act_ge_bytearray.bytes_");
		assertThat(scan.find(embedding)).isEmpty();
	}

	@Test
	void isFoundInTablesOfTheEngineAndInTheLog() throws IOException {
		SystemContext.services().createDatabase("left_test");
		String planted = SystemContext.services().jdbcUrl("left_test");
		JdbcClient tables = JdbcClient.create(new DriverManagerDataSource(planted));
		tables.sql("create table act_left (text_ text, bytes_ bytea)").update();
		tables.sql("insert into act_left values (?, ?)").params("to " + USER_ID, Portrait.goodJpeg()).update();
		Path log = Files.writeString(this.directory.resolve("some.log"), "Mail to <" + USER_ID + ">\n");

		assertThat(NothingPersonalLeft.in(List.of(database(), planted), log, Set.of(USER_ID)))
			.containsExactly("act_left.text_ of " + planted, "photo in act_left.bytes_ of " + planted, log.toString());
	}

	/** The database of this application, without the door that tests shut. */
	private String database() {
		return SystemContext.services()
			.jdbcUrl(this.jdbc.sql("select current_database()").query(String.class).single());
	}

	private void register() {
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start(Map.of("user_id", USER_ID));
			Person person = new Person(created.get("capture_url").asText());
			person.open();
			person.submit(Portrait.goodJpeg());
			integrator.awaitResult(created.get("request_id").asText());
		}
	}

}
