package io.selfieregistration.photo.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import io.selfieregistration.photo.Photo;
import io.selfieregistration.photo.Photo.State;
import io.selfieregistration.photo.PhotoStore;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.RequestId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of photos in PostgreSQL. */
@Repository
class JdbcPhotoStore implements PhotoStore {

	private final JdbcClient jdbc;

	JdbcPhotoStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void add(Photo photo) {
		this.jdbc
			.sql("""
					insert into photo (object_key, workspace, request_id, phase_number, state, sha256, size_bytes, created_at)
					values (:key, :workspace, :request, (select current_phase from request where id = :request), :state, :sha256, :size, :createdAt)
					""")
			.param("key", photo.objectKey())
			.param("workspace", photo.workspace())
			.param("request", photo.requestId().value())
			.param("state", code(photo.state()))
			.param("sha256", photo.sha256())
			.param("size", photo.sizeBytes())
			.param("createdAt", photo.createdAt().atOffset(ZoneOffset.UTC))
			.update();
	}

	@Override
	public Optional<Photo> find(RequestId id) {
		return this.jdbc.sql("""
				select * from photo where request_id = :request and state <> 'uploading'
				and phase_number = (select current_phase from request where id = :request)
				""").param("request", id.value()).query(JdbcPhotoStore::map).optional();
	}

	@Override
	public Optional<Photo> find(RequestId id, Phase phase) {
		return this.jdbc.sql("""
				select * from photo where request_id = :request and state <> 'uploading'
				and phase_number = (select number from request_phase where request_id = :request and phase = :phase)
				""").param("request", id.value()).param("phase", phase.code()).query(JdbcPhotoStore::map).optional();
	}

	@Override
	public boolean changeState(String objectKey, State from, State to) {
		return this.jdbc.sql("update photo set state = :to where object_key = :key and state = :from")
			.param("key", objectKey)
			.param("from", code(from))
			.param("to", code(to))
			.update() == 1;
	}

	@Override
	public void stored(String objectKey, Instant at) {
		this.jdbc
			.sql("update photo set state = 'stored', stored_at = :at where object_key = :key and state = 'accepted'")
			.param("key", objectKey)
			.param("at", at.atOffset(ZoneOffset.UTC))
			.update();
	}

	@Override
	public List<String> findAbandoned(Instant startedBefore, int limit) {
		return this.jdbc.sql("""
				select object_key from photo where state = 'uploading' and created_at < :startedBefore
				order by created_at limit :limit
				""")
			.param("startedBefore", startedBefore.atOffset(ZoneOffset.UTC))
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
		return new Photo(row.getString("object_key"), row.getString("workspace"),
				new RequestId(row.getObject("request_id", UUID.class)),
				State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)), row.getBytes("sha256"),
				row.getInt("size_bytes"), row.getObject("created_at", OffsetDateTime.class).toInstant());
	}

	private static String code(State state) {
		return state.name().toLowerCase(Locale.ROOT);
	}

}
