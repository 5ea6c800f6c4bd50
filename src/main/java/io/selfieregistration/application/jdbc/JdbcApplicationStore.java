package io.selfieregistration.application.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.core.type.TypeReference;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationChange;
import io.selfieregistration.application.ApplicationKey;
import io.selfieregistration.application.ApplicationKey.Purpose;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.ApplicationStore;
import io.selfieregistration.encryption.Sealer;
import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.jdbc.JsonColumns;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores applications in PostgreSQL; secrets that are needed again are sealed. */
@Repository
class JdbcApplicationStore implements ApplicationStore {

	private static final String COLUMNS = "id, workspace, settings, version, created_at, updated_at, "
			+ "endpoint_disabled_at";

	private static final TypeReference<Map<String, Object>> CHANGES = new TypeReference<>() {
	};

	private static final TypeReference<ApplicationSettings> SETTINGS = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final Sealer sealer;

	private final JsonColumns json;

	JdbcApplicationStore(JdbcClient jdbc, Sealer sealer, JsonColumns json) {
		this.jdbc = jdbc;
		this.sealer = sealer;
		this.json = json;
	}

	@Override
	public boolean add(Application application) {
		return this.jdbc.sql("""
				insert into application (id, workspace, settings, version, created_at, updated_at)
				values (:id, :workspace, cast(:settings as jsonb), :version, :createdAt, :updatedAt)
				on conflict (id) do nothing
				""")
			.param("id", application.id())
			.param("workspace", application.workspace())
			.param("settings", this.json.write(application.settings()))
			.param("version", application.version())
			.param("createdAt", Columns.utc(application.createdAt()))
			.param("updatedAt", Columns.utc(application.updatedAt()))
			.update() == 1;
	}

	@Override
	public boolean update(String id, ApplicationSettings settings, long version, Instant at) {
		return this.jdbc.sql("""
				update application set settings = cast(:settings as jsonb), version = version + 1, updated_at = :at
				where id = :id and version = :version
				""")
			.param("id", id)
			.param("settings", this.json.write(settings))
			.param("version", version)
			.param("at", Columns.utc(at))
			.update() == 1;
	}

	@Override
	public boolean remove(String id) {
		return this.jdbc.sql("""
				delete from application where id = :id
				and not exists (select 1 from request where application_id = :id)
				""").param("id", id).update() == 1;
	}

	@Override
	public Optional<Application> find(String id) {
		return this.jdbc.sql("select " + COLUMNS + " from application where id = :id")
			.param("id", id)
			.query(this::map)
			.optional();
	}

	@Override
	public List<Application> list(String workspace, String after, int limit) {
		return this.jdbc
			.sql("select " + COLUMNS
					+ " from application where workspace = :workspace and id > :after order by id limit :limit")
			.param("workspace", workspace)
			.param("after", after)
			.param("limit", limit)
			.query(this::map)
			.list();
	}

	@Override
	public void setEndpointDisabled(String id, Instant at) {
		this.jdbc.sql("update application set endpoint_disabled_at = :at where id = :id")
			.param("id", id)
			.param("at", Columns.utc(at))
			.update();
	}

	@Override
	public void addKey(Application application, Purpose purpose, String hint, byte[] hash, String secret, Instant at) {
		this.jdbc.sql("""
				insert into application_key (id, application_id, purpose, hint, hash, sealed, created_at)
				values (:id, :application, :purpose, :hint, :hash, :sealed, :at)
				""")
			.param("id", UUID.randomUUID())
			.param("application", application.id())
			.param("purpose", purpose.code())
			.param("hint", hint)
			.param("hash", hash)
			.param("sealed", (secret != null)
					? this.sealer.seal(secret.getBytes(StandardCharsets.UTF_8), context(application, purpose)) : null)
			.param("at", Columns.utc(at))
			.update();
	}

	@Override
	public void expireKeys(String id, Purpose purpose, Instant expiresAt) {
		this.jdbc.sql("""
				update application_key set expires_at = :expiresAt
				where application_id = :application and purpose = :purpose
				and (expires_at is null or expires_at > :expiresAt)
				""")
			.param("application", id)
			.param("purpose", purpose.code())
			.param("expiresAt", Columns.utc(expiresAt))
			.update();
	}

	@Override
	public List<ApplicationKey> keys(String id, Instant at) {
		return this.jdbc.sql("""
				select id, purpose, hint, exposed, created_at, expires_at, last_used_at from application_key
				where application_id = :application
				and (expires_at is null or expires_at > :at) order by purpose, created_at desc, id
				""")
			.param("application", id)
			.param("at", Columns.utc(at))
			.query((row, number) -> new ApplicationKey(row.getObject("id", UUID.class),
					Columns.coded(Purpose.class, row, "purpose"), row.getString("hint"), row.getBoolean("exposed"),
					Columns.instant(row, "created_at"), Columns.instant(row, "expires_at"),
					Columns.instant(row, "last_used_at")))
			.list();
	}

	@Override
	public List<String> secrets(Application application, Purpose purpose, Instant at) {
		return this.jdbc.sql("""
				select sealed from application_key where application_id = :application and purpose = :purpose
				and (expires_at is null or expires_at > :at) order by created_at desc, expires_at desc nulls first
				""")
			.param("application", application.id())
			.param("purpose", purpose.code())
			.param("at", Columns.utc(at))
			.query((row, number) -> new String(this.sealer.open(row.getBytes(1), context(application, purpose)),
					StandardCharsets.UTF_8))
			.list();
	}

	@Override
	public List<KeyHash> hashes(String id, Instant at) {
		return this.jdbc.sql("""
				select id, hash, last_used_at from application_key
				where application_id = :application and purpose = 'api_secret'
				and (expires_at is null or expires_at > :at)
				""")
			.param("application", id)
			.param("at", Columns.utc(at))
			.query((row, number) -> new KeyHash(row.getObject("id", UUID.class), row.getBytes("hash"),
					Columns.instant(row, "last_used_at")))
			.list();
	}

	@Override
	public void used(UUID key, Instant at) {
		this.jdbc.sql("update application_key set last_used_at = :at where id = :id")
			.param("id", key)
			.param("at", Columns.utc(at))
			.update();
	}

	@Override
	public void addChange(Application application, ApplicationChange change) {
		this.jdbc
			.sql("""
					insert into application_change (application_id, workspace, version, changed_at, changed_by, action, changes)
					values (:application, :workspace, :version, :at, :by, :action, cast(:changes as jsonb))
					""")
			.param("application", application.id())
			.param("workspace", application.workspace())
			.param("version", change.version())
			.param("at", Columns.utc(change.changedAt()))
			.param("by", change.changedBy())
			.param("action", change.action())
			.param("changes", this.json.write(change.changes()))
			.update();
	}

	@Override
	public List<ApplicationChange> changes(String id, int limit) {
		return this.jdbc.sql("""
				select version, changed_at, changed_by, action, changes from application_change
				where application_id = :id order by number desc limit :limit
				""")
			.param("id", id)
			.param("limit", limit)
			.query((row, number) -> new ApplicationChange(row.getLong("version"), Columns.instant(row, "changed_at"),
					row.getString("changed_by"), row.getString("action"),
					this.json.read(row.getString("changes"), CHANGES)))
			.list();
	}

	private Application map(ResultSet row, int number) throws SQLException {
		return new Application(row.getString("id"), row.getString("workspace"),
				this.json.read(row.getString("settings"), SETTINGS), row.getLong("version"),
				Columns.instant(row, "created_at"), Columns.instant(row, "updated_at"),
				Columns.instant(row, "endpoint_disabled_at"));
	}

	private static String[] context(Application application, Purpose purpose) {
		return new String[] { purpose.code().replace('_', '-'), application.workspace(), application.id() };
	}

}
