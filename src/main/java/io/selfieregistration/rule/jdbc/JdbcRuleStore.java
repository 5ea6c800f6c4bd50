package io.selfieregistration.rule.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.rule.NamedRule;
import io.selfieregistration.rule.RuleStore;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores named rules in PostgreSQL. */
@Repository
class JdbcRuleStore implements RuleStore {

	private static final String COLUMNS = "workspace, name, version, expression, description, author, created_at, "
			+ "updated_at";

	/** Class of the advisory locks of rules. */
	private static final int LOCKS_OF_RULES = 0x72756c65;

	private final JdbcClient jdbc;

	JdbcRuleStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void lock(String workspace) {
		lock("pg_advisory_xact_lock", workspace);
	}

	@Override
	public void lockShared(String workspace) {
		lock("pg_advisory_xact_lock_shared", workspace);
	}

	private void lock(String function, String workspace) {
		this.jdbc.sql("select 1 from (select " + function + "(:kind, hashtext(:workspace))) as locked")
			.param("kind", LOCKS_OF_RULES)
			.param("workspace", workspace)
			.query(Integer.class)
			.single();
	}

	@Override
	public Optional<NamedRule> find(String workspace, String name) {
		return this.jdbc.sql("select " + COLUMNS + " from rule where workspace = :workspace and name = :name")
			.param("workspace", workspace)
			.param("name", name)
			.query(JdbcRuleStore::map)
			.optional();
	}

	@Override
	public List<NamedRule> findAll(String workspace, Set<String> names) {
		return names.isEmpty() ? List.of()
				: this.jdbc.sql("select " + COLUMNS + " from rule where workspace = :workspace and name in (:names)")
					.param("workspace", workspace)
					.param("names", names)
					.query(JdbcRuleStore::map)
					.list();
	}

	@Override
	public List<NamedRule> list(String workspace) {
		return this.jdbc.sql("select " + COLUMNS + " from rule where workspace = :workspace order by name")
			.param("workspace", workspace)
			.query(JdbcRuleStore::map)
			.list();
	}

	@Override
	public List<NamedRule> list(String workspace, int limit, String after) {
		return this.jdbc
			.sql("select " + COLUMNS
					+ " from rule where workspace = :workspace and name > :after order by name limit :limit")
			.param("workspace", workspace)
			.param("after", (after != null) ? after : "")
			.param("limit", limit)
			.query(JdbcRuleStore::map)
			.list();
	}

	@Override
	public List<NamedRule> versions(String workspace, String name, int limit, Integer before) {
		return this.jdbc.sql("""
				select v.workspace, v.name, v.version, v.expression, v.description, v.author, v.updated_at, r.created_at
				from rule_version v join rule r using (workspace, name)
				where v.workspace = :workspace and v.name = :name and v.version < :before
				order by v.version desc limit :limit
				""")
			.param("workspace", workspace)
			.param("name", name)
			.param("before", (before != null) ? before : Integer.MAX_VALUE)
			.param("limit", limit)
			.query(JdbcRuleStore::map)
			.list();
	}

	@Override
	public int lastVersion(String workspace, String name) {
		return this.jdbc.sql("""
				select coalesce(max(version), 0) from rule_version where workspace = :workspace and name = :name
				""").param("workspace", workspace).param("name", name).query(Integer.class).single();
	}

	@Override
	public void save(NamedRule rule) {
		Map<String, Object> content = content(rule);
		this.jdbc.sql("""
				insert into rule_version (workspace, name, version, expression, description, author, updated_at)
				values (:workspace, :name, :version, :expression, :description, :author, :updatedAt)
				""").params(content).update();
		this.jdbc.sql("""
				insert into rule (workspace, name, version, expression, description, author, created_at, updated_at)
				values (:workspace, :name, :version, :expression, :description, :author, :createdAt, :updatedAt)
				on conflict (workspace, name) do update set
				    version = excluded.version, expression = excluded.expression, description = excluded.description,
				    author = excluded.author, updated_at = excluded.updated_at
				""").params(content).param("createdAt", Columns.utc(rule.createdAt())).update();
	}

	private static Map<String, Object> content(NamedRule rule) {
		Map<String, Object> content = new HashMap<>();
		content.put("workspace", rule.workspace());
		content.put("name", rule.name());
		content.put("version", rule.version());
		content.put("expression", rule.expression());
		content.put("description", rule.description());
		content.put("author", rule.author());
		content.put("updatedAt", Columns.utc(rule.updatedAt()));
		return content;
	}

	@Override
	public void remove(String workspace, String name) {
		this.jdbc.sql("delete from rule where workspace = :workspace and name = :name")
			.param("workspace", workspace)
			.param("name", name)
			.update();
	}

	private static NamedRule map(ResultSet row, int number) throws SQLException {
		return new NamedRule(row.getString("workspace"), row.getString("name"), row.getInt("version"),
				row.getString("expression"), row.getString("description"), row.getString("author"),
				Columns.instant(row, "created_at"), Columns.instant(row, "updated_at"));
	}

}
