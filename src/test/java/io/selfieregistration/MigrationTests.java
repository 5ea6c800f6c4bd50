package io.selfieregistration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A migration leaves the tables usable for nodes of the version before, which run beside
 * the new ones during a rollout: see docs/operations.md.
 */
class MigrationTests {

	private static final Path DIRECTORY = Path.of("src/main/resources/db/migration");

	/** The last one of which no node without it can run any more. */
	private static final int BASELINE = 5;

	private static final Pattern NAME = Pattern.compile("V(\\d+)__\\w+\\.sql");

	/**
	 * What an older node trips over. It may be done once no such node can run: the
	 * statement then has a comment that says since which migration nothing uses what it
	 * takes away.
	 */
	private static final Pattern BREAKING = Pattern
		.compile("\\b(?:drop\\s+(?:column|table|view|default)|rename\\s+(?:to|column)"
				+ "|alter\\s+(?:column\\s+)?\\w+\\s+(?:set\\s+data\\s+)?type|set\\s+not\\s+null"
				+ "|add\\s+(?:column\\s+)?(?!constraint)(?:if\\s+not\\s+exists\\s+)?\\w+(?:(?!\\bdefault\\b)[^,;])*\\bnot\\s+null(?:(?!\\bdefault\\b)[^,;])*(?=[,;]|$))",
				Pattern.CASE_INSENSITIVE);

	/** As a result; a subquery may have more columns than its query reads. */
	private static final Pattern ALL_COLUMNS = Pattern
		.compile("(?<!\\()\\bselect\\s+(?:\\w+\\.)?\\*|\\breturning\\s+\\*");

	private static final Pattern CONTRACTS = Pattern.compile("^-- Unused since V(\\d+)\\b", Pattern.MULTILINE);

	@Test
	void leaveTheTablesUsableForTheVersionBefore() throws IOException {
		assertThat(migrations()).isNotEmpty().allSatisfy((version, sql) -> {
			if (version > BASELINE) {
				assertThat(broken(version, sql)).as("what V%s takes from older nodes", version).isEmpty();
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "alter table a drop column b", "drop table a", "alter table a rename to b",
			"alter table a rename column b to c", "alter table a alter column b type bigint",
			"alter table a alter b set data type text", "alter table a alter column b set not null",
			"alter table a add column b text not null", "alter table a add b text not null check (b <> '');",
			"alter table a add column c text, add column b integer not null, add column d text default ''" })
	void refusesWhatBreaksOlderNodes(String sql) {
		assertThat(broken(9, sql)).isNotEmpty();
		assertThat(broken(9, "-- Unused since V9.\n" + sql)).isNotEmpty();
		assertThat(broken(9, "-- Unused since V8.\n" + sql)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "alter table a add column b text", "alter table a add column b boolean not null default false",
					"alter table a add column b integer default 0 not null", "create table a (b text not null)",
					"create index concurrently a_b on a (b)", "-- it could drop column b\nselect 1",
					"alter table a drop constraint c, add constraint c check (b is not null)" })
	void letsTablesGrow(String sql) {
		assertThat(broken(9, sql)).isEmpty();
	}

	/** PostgreSQL refuses a prepared "select *" once the table has another column. */
	@Test
	void noStatementReadsWhateverColumnsThereAre() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
			List<String> statements = new ArrayList<>();
			for (Path file : files.filter((each) -> each.toString().endsWith(".java")).toList()) {
				ALL_COLUMNS.matcher(Files.readString(file))
					.results()
					.forEach((found) -> statements.add(file.getFileName() + ": " + found.group()));
			}
			assertThat(statements).isEmpty();
		}
	}

	@Test
	void knowsWhyItIsThere() throws IOException {
		assertThat(broken(4, migrations().get(4))).containsExactly("drop column");
	}

	private static List<String> broken(int version, String sql) {
		boolean contracts = CONTRACTS.matcher(sql)
			.results()
			.anyMatch((found) -> Integer.parseInt(found.group(1)) < version);
		return contracts ? List.of()
				: BREAKING.matcher(sql.replaceAll("--.*", "")).results().map(MatchResult::group).toList();
	}

	private static Map<Integer, String> migrations() throws IOException {
		Map<Integer, String> migrations = new TreeMap<>();
		try (Stream<Path> files = Files.list(DIRECTORY)) {
			for (Path file : files.toList()) {
				Matcher name = NAME.matcher(file.getFileName().toString());
				assertThat(name.matches()).as("%s", file).isTrue();
				migrations.put(Integer.parseInt(name.group(1)), Files.readString(file));
			}
		}
		return migrations;
	}

}
