package io.selfieregistration.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps {@code docs/data-model.md} as the database is. When it fails, the current
 * document is {@code target/data-model.md}, to be copied.
 */
@SystemTest
class DataModelIT {

	private static final Path DOCUMENT = Path.of("docs/data-model.md");

	private static final Path CURRENT = Path.of("target/data-model.md");

	private static final String MARKER = "<!-- generated from the database -->\n";

	/** A comment above a table. */
	private static final Pattern TABLE = Pattern.compile("((?:^-- .*\\n)+)^create table (\\w+)", Pattern.MULTILINE);

	@Autowired
	private JdbcClient jdbc;

	@Test
	void isAsTheDatabaseIs() throws IOException {
		String document = Files.readString(DOCUMENT);
		String introduction = document.substring(0, document.indexOf(MARKER) + MARKER.length());
		Map<String, String> meanings = meanings();
		StringBuilder generated = new StringBuilder(introduction).append("\n```mermaid\nerDiagram\n");
		references().forEach((line) -> generated.append("    ").append(line).append('\n'));
		generated.append("```\n");
		tables().forEach((table, columns) -> {
			generated.append("\n## `").append(table).append("`\n\n").append(meanings.getOrDefault(table, ""));
			generated.append("| column | type | null |\n|---|---|---|\n").append(columns);
		});

		Files.writeString(CURRENT, generated);
		assertThat(document).as("docs/data-model.md; the current one is %s", CURRENT).isEqualTo(generated.toString());
	}

	@Test
	void saysOfEveryTableWhatItIs() throws IOException {
		assertThat(meanings().keySet()).as("tables with a comment in a migration").containsAll(tables().keySet());
	}

	private Map<String, String> tables() {
		Map<String, String> tables = new LinkedHashMap<>();
		this.jdbc
			.sql("""
					select table_name, column_name, data_type, is_nullable from information_schema.columns
					where table_schema = current_schema() and table_name not like 'act\\_%' and table_name not like 'flyway%'
					order by table_name, ordinal_position
					""")
			.query((row) -> {
				String line = "| `" + row.getString(2) + "` | " + row.getString(3) + " | "
						+ (row.getString(4).equals("YES") ? "yes" : "") + " |\n";
				tables.merge(row.getString(1), line, String::concat);
			});
		return tables;
	}

	private List<String> references() {
		return this.jdbc
			.sql("""
					select t.relname as child, p.relname as parent,
					    (select string_agg(a.attname, ', ' order by k.n) from unnest(c.conkey) with ordinality k (number, n)
					        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number) as columns
					from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class p on p.oid = c.confrelid
					where c.contype = 'f' and c.connamespace = current_schema()::regnamespace and t.relname not like 'act\\_%'
					order by parent, child, columns
					""")
			.query((row, number) -> row.getString(2) + " ||--o{ " + row.getString(1) + " : \"" + row.getString(3)
					+ "\"")
			.list();
	}

	private static Map<String, String> meanings() throws IOException {
		try (Stream<Path> migrations = Files.list(Path.of("src/main/resources/db/migration"))) {
			return migrations.map(DataModelIT::read)
				.flatMap((migration) -> TABLE.matcher(migration).results())
				.collect(Collectors.toMap((found) -> found.group(2), DataModelIT::text));
		}
	}

	private static String read(Path migration) {
		try {
			return Files.readString(migration);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String text(MatchResult found) {
		return found.group(1).lines().map((line) -> line.substring(3)).collect(Collectors.joining(" ")) + "\n\n";
	}

}
