package io.selfieregistration.system;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** A scan that finds nothing proves something only if it finds what was planted. */
class PersonalDataScanIT {

	private static final String SECRET = "Müller+scan@users.example";

	private static final String DATABASE = "scan_test";

	private static final String URL = createDatabase();

	private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(URL));

	private final PersonalDataScan scan = PersonalDataScan.of(URL);

	@BeforeEach
	void emptyTables() {
		execute("drop table if exists act_hi_planted, activity");
		execute("create table act_hi_planted (id_ bigint, text_ varchar(255), json_ jsonb, bytes_ bytea)");
		execute("create table activity (text_ text)");
		execute("insert into act_hi_planted values (1, 'nothing', '{}', '\\x00'), (2, null, null, null)");
	}

	@Test
	void findsNothingWhereNothingIs() {
		assertThat(this.scan.find(List.of(SECRET))).isEmpty();
	}

	@Test
	void findsPartOfText() {
		this.jdbc.sql("insert into act_hi_planted (text_) values (?)").param("to: <" + SECRET + ">").update();

		assertThat(this.scan.find(List.of("something else", SECRET))).containsExactly("act_hi_planted.text_");
	}

	@Test
	void findsTextInOtherCase() {
		this.jdbc.sql("insert into act_hi_planted (text_) values (?)").param(SECRET.toUpperCase()).update();

		assertThat(this.scan.find(List.of(SECRET))).containsExactly("act_hi_planted.text_");
	}

	@Test
	void findsTextInBytes() {
		this.jdbc.sql("insert into act_hi_planted (bytes_) values ('\\xaced0005'::bytea || convert_to(?, 'UTF8'))")
			.param(SECRET)
			.update();

		assertThat(this.scan.find(List.of(SECRET))).containsExactly("act_hi_planted.bytes_");
	}

	@Test
	void findsBytes() {
		assertThat(this.scan.find(new byte[] { 1, 2, 3 })).isEmpty();

		this.jdbc.sql("insert into act_hi_planted (bytes_) values ('\\x0001020304')").update();

		assertThat(this.scan.find(new byte[] { 1, 2, 3 })).containsExactly("act_hi_planted.bytes_");
	}

	@Test
	void findsTextInOtherTypes() {
		this.jdbc.sql("insert into act_hi_planted (id_, json_) values (4711123, jsonb_build_object('email', ?::text))")
			.param(SECRET)
			.update();

		assertThat(this.scan.find(List.of("4711123", SECRET))).containsExactly("act_hi_planted.id_",
				"act_hi_planted.json_");
	}

	@Test
	void leavesTablesAloneThatAreNotOfTheEngine() {
		this.jdbc.sql("insert into activity values (?)").param(SECRET).update();

		assertThat(this.scan.find(List.of(SECRET))).isEmpty();
	}

	@Test
	void refusesToLookForNothing() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.scan.find(List.of()));
		assertThatIllegalArgumentException().isThrownBy(() -> this.scan.find(List.of(SECRET, "")));
	}

	private void execute(String sql) {
		this.jdbc.sql(sql).update();
	}

	private static String createDatabase() {
		SystemContext.services().createDatabase(DATABASE);
		return SystemContext.services().jdbcUrl(DATABASE);
	}

}
