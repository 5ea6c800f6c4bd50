package io.selfieregistration.blocklist.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.selfieregistration.blocklist.BlockListChange;
import io.selfieregistration.blocklist.BlockListChange.Action;
import io.selfieregistration.blocklist.BlockListStore;
import io.selfieregistration.blocklist.BlockedFace;
import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.request.RequestId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores block lists in PostgreSQL, whose time decides what has expired. */
@Repository
class JdbcBlockListStore implements BlockListStore {

	private static final String COLUMNS = "id, workspace, request_id, model, reason, legal_basis, added_by, added_at, expires_at";

	private static final String VALID = "expires_at > now()";

	/** Records a change of the entries that a statement {@code changed} returns. */
	private static final String RECORD = """
			insert into block_list_change (entry_id, workspace, request_id, action, changed_at, changed_by)
			select id, workspace, request_id, :action, now(), cast(:by as text) from changed
			""";

	private final JdbcClient jdbc;

	JdbcBlockListStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void lock(String workspace) {
		this.jdbc.sql("select pg_advisory_xact_lock(hashtextextended('block list of ' || :workspace, 0))")
			.param("workspace", workspace)
			.query((row) -> {
			});
	}

	@Override
	public int count(String workspace) {
		return this.jdbc.sql("select count(*) from blocked_face where workspace = :workspace and " + VALID)
			.param("workspace", workspace)
			.query(Integer.class)
			.single();
	}

	@Override
	public boolean contains(String workspace, RequestId id) {
		return this.jdbc.sql("""
				select exists (select from blocked_face where workspace = :workspace and request_id = :request and %s)
				""".formatted(VALID))
			.param("workspace", workspace)
			.param("request", id.value())
			.query(Boolean.class)
			.single();
	}

	@Override
	public BlockedFace add(NewFace face) {
		this.jdbc.sql("""
				with changed as (
				    insert into blocked_face (id, workspace, request_id, model, sealed, reason, legal_basis, added_by,
				        added_at, expires_at)
				    values (:id, :workspace, :request, :model, :sealed, :reason, :basis, :by, now(),
				        now() + make_interval(secs => :seconds))
				    returning id, workspace, request_id)
				""" + RECORD)
			.param("id", face.id())
			.param("workspace", face.workspace())
			.param("request", face.requestId().value())
			.param("model", face.model())
			.param("sealed", face.sealed())
			.param("reason", face.reason())
			.param("basis", face.legalBasis())
			.param("by", face.by())
			.param("seconds", face.validFor().toMillis() / 1000.0)
			.param("action", Action.ADDED.code())
			.update();
		return find(face.id()).orElseThrow();
	}

	@Override
	public List<BlockedFace> list(String workspace, UUID after, int limit) {
		return this.jdbc.sql("""
				select %s from blocked_face
				where workspace = :workspace and (cast(:after as uuid) is null or id > :after) and %s
				order by id limit :limit
				""".formatted(COLUMNS, VALID))
			.param("workspace", workspace)
			.param("after", after)
			.param("limit", limit)
			.query(JdbcBlockListStore::face)
			.list();
	}

	@Override
	public Optional<BlockedFace> find(UUID id) {
		return this.jdbc.sql("select " + COLUMNS + " from blocked_face where id = :id and " + VALID)
			.param("id", id)
			.query(JdbcBlockListStore::face)
			.optional();
	}

	@Override
	public boolean remove(UUID id, String by) {
		return changed("id = :id and " + VALID).param("id", id)
			.param("action", Action.REMOVED.code())
			.param("by", by)
			.update() == 1;
	}

	@Override
	public int removeExpired() {
		return changed("not " + VALID).param("action", Action.EXPIRED.code()).param("by", null).update();
	}

	private JdbcClient.StatementSpec changed(String condition) {
		return this.jdbc
			.sql("with changed as (delete from blocked_face where %s returning id, workspace, request_id)%n%s"
				.formatted(condition, RECORD));
	}

	@Override
	public List<BlockListChange> changes(String workspace, Long before, int limit) {
		return this.jdbc.sql("""
				select number, entry_id, request_id, action, changed_at, changed_by from block_list_change
				where workspace = :workspace and (cast(:before as bigint) is null or number < :before)
				order by number desc limit :limit
				""")
			.param("workspace", workspace)
			.param("before", before)
			.param("limit", limit)
			.query((row, number) -> new BlockListChange(row.getLong("number"), row.getObject("entry_id", UUID.class),
					request(row), Columns.coded(Action.class, row, "action"), Columns.instant(row, "changed_at"),
					row.getString("changed_by")))
			.list();
	}

	@Override
	public List<SealedFace> templates(String workspace, String model) {
		return this.jdbc
			.sql("select id, sealed from blocked_face where workspace = :workspace and model = :model and " + VALID)
			.param("workspace", workspace)
			.param("model", model)
			.query((row, number) -> new SealedFace(row.getObject("id", UUID.class), row.getBytes("sealed")))
			.list();
	}

	@Override
	public void addHit(RequestId id, String submissionKey, UUID entry, double distance, Instant at) {
		this.jdbc.sql("""
				insert into block_list_hit (request_id, submission_key, entry_id, distance, refused_at)
				values (:request, :key, :entry, :distance, :at)
				on conflict (request_id, submission_key) do update
				    set entry_id = excluded.entry_id, distance = excluded.distance, refused_at = excluded.refused_at
				""")
			.param("request", id.value())
			.param("key", submissionKey)
			.param("entry", entry)
			.param("distance", distance)
			.param("at", Columns.utc(at))
			.update();
	}

	private static BlockedFace face(ResultSet row, int number) throws SQLException {
		return new BlockedFace(row.getObject("id", UUID.class), row.getString("workspace"), request(row),
				row.getString("model"), row.getString("reason"), row.getString("legal_basis"),
				row.getString("added_by"), Columns.instant(row, "added_at"), Columns.instant(row, "expires_at"));
	}

	private static RequestId request(ResultSet row) throws SQLException {
		return new RequestId(row.getObject("request_id", UUID.class));
	}

}
