package io.selfieregistration.system;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Looks for texts that must not be in the tables of the process engine: in every column
 * of every table whose name starts with {@code act_}. Texts are compared without regard
 * to case; bytes are searched for the text in UTF-8.
 */
public final class PersonalDataScan {

	private static final String COLUMNS = """
			select table_name, column_name, data_type from information_schema.columns
			where table_schema = current_schema() and table_name like 'act\\_%'
			order by table_name, ordinal_position""";

	private final DataSource database;

	private PersonalDataScan(DataSource database) {
		this.database = database;
	}

	/** A scan of the database of a running application. */
	public static PersonalDataScan of(DataSource database) {
		return new PersonalDataScan(database);
	}

	/**
	 * A scan of a database that need not be in use.
	 * @param jdbcUrl with the user in it
	 */
	public static PersonalDataScan of(String jdbcUrl) {
		return new PersonalDataScan(new DriverManagerDataSource(jdbcUrl));
	}

	/**
	 * Names the columns that hold one of the texts, each as {@code table.column}. The
	 * texts themselves are not told, as the answer may end up in a log.
	 * @param secrets none of them empty
	 */
	public List<String> find(Collection<String> secrets) {
		if (secrets.isEmpty() || secrets.stream().anyMatch(String::isEmpty)) {
			throw new IllegalArgumentException("There is nothing to look for");
		}
		Needles needles = new Needles(secrets);
		return find((connection, column) -> column.holdsAny(connection, needles));
	}

	/** Names the columns of bytes that hold these. */
	public List<String> find(byte[] secret) {
		return find((connection, column) -> column.holds(connection, secret));
	}

	private List<String> find(Search search) {
		try (Connection connection = this.database.getConnection()) {
			List<String> found = new ArrayList<>();
			for (Column column : columns(connection)) {
				if (search.finds(connection, column)) {
					found.add(column.table() + "." + column.name());
				}
			}
			return found;
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The database cannot be scanned", ex);
		}
	}

	private static List<Column> columns(Connection connection) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(COLUMNS);
				ResultSet rows = statement.executeQuery()) {
			List<Column> columns = new ArrayList<>();
			while (rows.next()) {
				columns.add(new Column(rows.getString(1), rows.getString(2), rows.getString(3).equals("bytea")));
			}
			return columns;
		}
	}

	private interface Search {

		boolean finds(Connection connection, Column column) throws SQLException;

	}

	private record Column(String table, String name, boolean bytes) {

		boolean holdsAny(Connection connection, Needles needles) throws SQLException {
			String sql = this.bytes ? "select %s from %s".formatted(quoted(this.name), quoted(this.table))
					: "select distinct %s::text from %s".formatted(quoted(this.name), quoted(this.table));
			try (PreparedStatement statement = connection.prepareStatement(sql);
					ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					String value = this.bytes ? text(rows.getBytes(1)) : rows.getString(1);
					if (value != null && needles.anyIn(value)) {
						return true;
					}
				}
				return false;
			}
		}

		boolean holds(Connection connection, byte[] secret) throws SQLException {
			if (!this.bytes) {
				return false;
			}
			try (PreparedStatement statement = connection
				.prepareStatement("select exists (select from %s where position(? in %s) > 0)"
					.formatted(quoted(this.table), quoted(this.name)))) {
				statement.setBytes(1, secret);
				try (ResultSet rows = statement.executeQuery()) {
					rows.next();
					return rows.getBoolean(1);
				}
			}
		}

		private static String text(byte[] bytes) {
			return (bytes != null) ? new String(bytes, StandardCharsets.UTF_8) : null;
		}

		private static String quoted(String identifier) {
			return '"' + identifier.replace("\"", "\"\"") + '"';
		}

	}

	/**
	 * Many texts that are looked for in one pass, whatever their case: a value is
	 * compared only with those that begin as it goes on.
	 */
	private static final class Needles {

		private final int length;

		private final Map<String, List<String>> byBeginning = new HashMap<>();

		Needles(Collection<String> texts) {
			this.length = texts.stream().mapToInt(String::length).min().orElseThrow();
			for (String text : texts) {
				String lower = text.toLowerCase(Locale.ROOT);
				this.byBeginning.computeIfAbsent(lower.substring(0, this.length), (key) -> new ArrayList<>())
					.add(lower);
			}
		}

		boolean anyIn(String value) {
			String lower = value.toLowerCase(Locale.ROOT);
			for (int start = 0; start + this.length <= lower.length(); start++) {
				List<String> candidates = this.byBeginning.get(lower.substring(start, start + this.length));
				if (candidates != null) {
					for (String candidate : candidates) {
						if (lower.startsWith(candidate, start)) {
							return true;
						}
					}
				}
			}
			return false;
		}

	}

}
