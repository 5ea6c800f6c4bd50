package io.selfieregistration.system;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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
		try (Connection connection = this.database.getConnection()) {
			Array texts = connection.createArrayOf("text", secrets.toArray());
			List<String> found = new ArrayList<>();
			for (Column column : columns(connection)) {
				if (column.holdsAny(connection, texts)) {
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

	private record Column(String table, String name, boolean bytes) {

		boolean holdsAny(Connection connection, Array texts) throws SQLException {
			String match = this.bytes ? "position(convert_to(secret, 'UTF8') in %s) > 0"
					: "strpos(lower(%s::text), lower(secret)) > 0";
			String sql = "select exists (select 1 from %s, unnest(?::text[]) secret where "
				.formatted(quoted(this.table)) + match.formatted(quoted(this.name)) + ")";
			try (PreparedStatement statement = connection.prepareStatement(sql)) {
				statement.setArray(1, texts);
				try (ResultSet answer = statement.executeQuery()) {
					return answer.next() && answer.getBoolean(1);
				}
			}
		}

		private static String quoted(String identifier) {
			return '"' + identifier.replace("\"", "\"\"") + '"';
		}

	}

}
