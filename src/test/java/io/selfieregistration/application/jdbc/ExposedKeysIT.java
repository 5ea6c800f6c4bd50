package io.selfieregistration.application.jdbc;

import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.selfieregistration.system.SystemTest;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Migrates hints that an earlier version stored, and names the keys to rotate. */
@SystemTest
@ExtendWith(OutputCaptureExtension.class)
class ExposedKeysIT {

	private static final String KEY = "AbCdefghijklmnopqrstuvwxyz0123456789-ABCDEF_";

	private final String application = "app-" + UUID.randomUUID();

	@Autowired
	private DataSource database;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ExposedKeys exposedKeys;

	@Test
	void shortensWhatIsStoredAndMarksWhatWasLonger() {
		String schema = "earlier_" + UUID.randomUUID().toString().replace("-", "");
		migrate(schema, "1");
		this.jdbc.sql("""
				insert into %1$s.application (id, workspace, settings, created_at, updated_at)
				values ('bank', 'default', '{}', now(), now())
				""".formatted(schema)).update();
		insert(schema, "api_secret", "sk_AbCd");
		insert(schema, "api_secret", "sk__bCd");
		insert(schema, "api_secret", "chosenByTheOperator_atTh");
		insert(schema, "webhook_secret", "whsec_AbCd");
		insert(schema, "encryption_key", "AbCd");
		insert(schema, "encryption_key", "_bCde");
		insert(schema, "encryption_key", KEY);

		migrate(schema, "2");

		assertThat(this.jdbc.sql("select purpose, hint, exposed from %s.application_key".formatted(schema))
			.query((row, number) -> row.getString(1) + " " + row.getString(2) + " " + row.getBoolean(3))
			.list()).containsExactlyInAnyOrder("api_secret sk_AbCd false", "api_secret sk__bCd false",
					"api_secret chos true", "webhook_secret whsec_AbCd false", "encryption_key AbCd false",
					"encryption_key _bCd true", "encryption_key AbCd true");
		this.jdbc.sql("drop schema " + schema + " cascade").update();
	}

	@Test
	void namesApplicationAndKeyAtTheStartUntilItIsRotated(CapturedOutput output) {
		this.jdbc.sql("""
				insert into application (id, workspace, settings, created_at, updated_at)
				values (:id, 'default', '{"name":"Bank"}', now(), now())
				""").param("id", this.application).update();
		UUID exposed = key("9f3z", true, "null");
		UUID rotated = key("Rota", true, "now() + interval '1 day'");
		UUID hidden = key("Hidd", false, "null");

		this.exposedKeys.warn();

		List<String> lines = output.getOut().lines().filter((line) -> line.contains(this.application)).toList();
		assertThat(lines).singleElement()
			.asString()
			.contains("WARN", "Rotate the encryption_key " + exposed + " of application " + this.application)
			.doesNotContain("9f3z", rotated.toString(), hidden.toString());
		this.jdbc.sql("delete from application where id = :id").param("id", this.application).update();
	}

	private UUID key(String hint, boolean exposed, String expiresAt) {
		UUID id = UUID.randomUUID();
		this.jdbc.sql("""
				insert into application_key (id, application_id, purpose, hint, exposed, sealed, created_at, expires_at)
				values (:id, :application, 'encryption_key', :hint, :exposed, '\\x00', now(), %s)
				""".formatted(expiresAt))
			.param("id", id)
			.param("application", this.application)
			.param("hint", hint)
			.param("exposed", exposed)
			.update();
		return id;
	}

	private void migrate(String schema, String version) {
		Flyway.configure().dataSource(this.database).schemas(schema).target(version).load().migrate();
	}

	private void insert(String schema, String purpose, String hint) {
		this.jdbc.sql("""
				insert into %s.application_key (id, application_id, purpose, hint, hash, sealed, created_at)
				values (:id, 'bank', :purpose, :hint, case :purpose when 'api_secret' then '\\x00'::bytea end,
				    case :purpose when 'api_secret' then null else '\\x00'::bytea end, now())
				""".formatted(schema))
			.param("id", UUID.randomUUID())
			.param("purpose", purpose)
			.param("hint", hint)
			.update();
	}

}
