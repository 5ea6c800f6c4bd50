package io.selfieregistration.photo.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.photo.Photo;
import io.selfieregistration.photo.Photo.State;
import io.selfieregistration.photo.PhotoStore;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.RequestId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores the rows of photos in PostgreSQL. */
@Repository
class JdbcPhotoStore implements PhotoStore {

	private final JdbcClient jdbc;

	JdbcPhotoStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void add(Photo photo) {
		this.jdbc.sql("""
				insert into photo (object_key, workspace, request_id, run_number, state, sha256, size_bytes, created_at)
				values (:key, :workspace, :request, :run, :state, :sha256, :size, :createdAt)
				""")
			.param("key", photo.objectKey())
			.param("workspace", photo.workspace())
			.param("request", photo.run().request().value())
			.param("run", photo.run().number())
			.param("state", photo.state().code())
			.param("sha256", photo.sha256())
			.param("size", photo.sizeBytes())
			.param("createdAt", Columns.utc(photo.createdAt()))
			.update();
	}

	@Override
	public Optional<Photo> find(ModuleRun.Id run) {
		return this.jdbc.sql("""
				select object_key, workspace, request_id, run_number, state, sha256, size_bytes, created_at from photo
				where request_id = :request and run_number = :run and state <> 'uploading'
				""")
			.param("request", run.request().value())
			.param("run", run.number())
			.query(JdbcPhotoStore::map)
			.optional();
	}

	@Override
	public Optional<Photo> findStored(RequestId id, Phase phase) {
		return this.jdbc
			.sql("""
					select o.object_key, o.workspace, o.request_id, o.run_number, o.state, o.sha256, o.size_bytes, o.created_at
					from photo o
					join module_run m on m.request_id = o.request_id and m.number = o.run_number
					join request_phase p on p.request_id = m.request_id and p.number = m.phase_number
					where o.request_id = :request and o.state = 'stored' and p.phase = :phase
					order by m.outcome = 'registered' desc nulls last, m.number limit 1
					""")
			.param("request", id.value())
			.param("phase", phase.code())
			.query(JdbcPhotoStore::map)
			.optional();
	}

	@Override
	public boolean changeState(String objectKey, State from, State to) {
		return this.jdbc.sql("update photo set state = :to where object_key = :key and state = :from")
			.param("key", objectKey)
			.param("from", from.code())
			.param("to", to.code())
			.update() == 1;
	}

	@Override
	public void stored(String objectKey, Instant at) {
		this.jdbc
			.sql("update photo set state = 'stored', stored_at = :at where object_key = :key and state = 'accepted'")
			.param("key", objectKey)
			.param("at", Columns.utc(at))
			.update();
	}

	@Override
	public List<String> findAbandoned(Instant startedBefore, int limit) {
		return this.jdbc.sql("""
				select object_key from photo where state = 'uploading' and created_at < :startedBefore
				order by created_at limit :limit
				""")
			.param("startedBefore", Columns.utc(startedBefore))
			.param("limit", limit)
			.query(String.class)
			.list();
	}

	@Override
	public boolean removeUploading(String objectKey) {
		return this.jdbc.sql("delete from photo where object_key = :key and state = 'uploading'")
			.param("key", objectKey)
			.update() == 1;
	}

	@Override
	public boolean exists(String objectKey) {
		return this.jdbc.sql("select exists (select 1 from photo where object_key = :key)")
			.param("key", objectKey)
			.query(Boolean.class)
			.single();
	}

	private static Photo map(ResultSet row, int number) throws SQLException {
		RequestId request = new RequestId(row.getObject("request_id", UUID.class));
		return new Photo(row.getString("object_key"), row.getString("workspace"),
				new ModuleRun.Id(request, row.getInt("run_number")), Columns.coded(State.class, row, "state"),
				row.getBytes("sha256"), row.getInt("size_bytes"), Columns.instant(row, "created_at"));
	}

}
