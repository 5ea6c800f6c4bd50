package io.selfieregistration.invitation.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import io.selfieregistration.application.QualityPolicy;
import io.selfieregistration.invitation.CaptureLinkStore;
import io.selfieregistration.invitation.CaptureWindow;
import io.selfieregistration.request.RequestId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Capture links in PostgreSQL, tokens by their SHA-256. */
@Repository
class JdbcCaptureLinkStore implements CaptureLinkStore {

	private final JdbcClient jdbc;

	JdbcCaptureLinkStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public Optional<CaptureWindow> find(RequestId id) {
		return this.jdbc.sql("select * from capture_window where request_id = :id")
			.param("id", id.value())
			.query(JdbcCaptureLinkStore::map)
			.optional();
	}

	@Override
	public void save(CaptureWindow window) {
		this.jdbc
			.sql("""
					insert into capture_window (request_id, open_before, session_seconds, maximum_attempts, quality_policy,
					    opened_at, session_ends_at, dispatched_at, reminded_at)
					values (:id, :openBefore, :session, :maximumAttempts, :qualityPolicy,
					    :openedAt, :sessionEndsAt, :dispatchedAt, :remindedAt)
					on conflict (request_id) do update set
					    open_before = excluded.open_before, session_seconds = excluded.session_seconds,
					    maximum_attempts = excluded.maximum_attempts, quality_policy = excluded.quality_policy, opened_at = excluded.opened_at,
					    session_ends_at = excluded.session_ends_at, dispatched_at = excluded.dispatched_at,
					    reminded_at = excluded.reminded_at
					""")
			.param("id", window.requestId().value())
			.param("openBefore", utc(window.openBefore()))
			.param("session", window.session().toSeconds())
			.param("maximumAttempts", window.maximumAttempts())
			.param("qualityPolicy", (window.qualityPolicy() != null) ? window.qualityPolicy().code() : null)
			.param("openedAt", utc(window.openedAt()))
			.param("sessionEndsAt", utc(window.sessionEndsAt()))
			.param("dispatchedAt", utc(window.dispatchedAt()))
			.param("remindedAt", utc(window.remindedAt()))
			.update();
	}

	@Override
	public void remove(RequestId id) {
		this.jdbc.sql("delete from capture_window where request_id = :id").param("id", id.value()).update();
	}

	@Override
	public void addLink(RequestId id, byte[] tokenHash, Instant at) {
		this.jdbc.sql("insert into capture_link (token_hash, request_id, created_at) values (:hash, :id, :at)")
			.param("hash", tokenHash)
			.param("id", id.value())
			.param("at", utc(at))
			.update();
	}

	@Override
	public void addStep(RequestId id, Step step, Instant at) {
		this.jdbc.sql("""
				insert into capture_step (request_id, phase_number, step, taken_at)
				select id, current_phase, :step, :at from request where id = :id
				on conflict do nothing
				""").param("id", id.value()).param("step", step.code()).param("at", utc(at)).update();
	}

	@Override
	public void replaceLinks(RequestId id, Instant at) {
		this.jdbc.sql("update capture_link set replaced_at = :at where request_id = :id and replaced_at is null")
			.param("id", id.value())
			.param("at", utc(at))
			.update();
	}

	@Override
	public Optional<FoundLink> findLink(byte[] tokenHash) {
		return this.jdbc.sql("select * from capture_link where token_hash = :hash")
			.param("hash", tokenHash)
			.query((row, number) -> new FoundLink(new RequestId(row.getObject("request_id", UUID.class)),
					row.getObject("replaced_at") != null, row.getBoolean("handed_off"),
					(row.getObject("opened_at") == null) ? instant(row, "open_before") : null))
			.optional();
	}

	@Override
	public void addHandOff(RequestId id, byte[] tokenHash, Instant at, Instant openBefore) {
		this.jdbc.sql("""
				delete from capture_link
				where request_id = :id and handed_off and opened_at is null and replaced_at is not null
				""").param("id", id.value()).update();
		this.jdbc.sql("""
				update capture_link set replaced_at = :at
				where request_id = :id and handed_off and opened_at is null
				""").param("id", id.value()).param("at", utc(at)).update();
		this.jdbc.sql("""
				insert into capture_link (token_hash, request_id, created_at, handed_off, open_before)
				values (:hash, :id, :at, true, :openBefore)
				""")
			.param("hash", tokenHash)
			.param("id", id.value())
			.param("at", utc(at))
			.param("openBefore", utc(openBefore))
			.update();
	}

	@Override
	public void openHandOff(byte[] tokenHash, Instant at) {
		this.jdbc.sql(
				"update capture_link set opened_at = :at where token_hash = :hash and handed_off and opened_at is null")
			.param("hash", tokenHash)
			.param("at", utc(at))
			.update();
	}

	@Override
	public boolean extendSession(RequestId id, Instant until, Instant at) {
		return this.jdbc.sql("""
				update capture_window set session_ends_at = :until, extended_at = :at
				where request_id = :id and opened_at is not null and (extended_at is null or extended_at < opened_at)
				""").param("id", id.value()).param("until", utc(until)).param("at", utc(at)).update() > 0;
	}

	@Override
	public Optional<LinkUse> use(byte[] tokenHash) {
		return this.jdbc.sql("""
				select l.handed_off,
				    exists (select from capture_link o
				        where o.request_id = l.request_id and o.handed_off and o.opened_at is not null),
				    coalesce(w.extended_at >= w.opened_at, false)
				from capture_link l join capture_window w on w.request_id = l.request_id
				where l.token_hash = :hash
				""")
			.param("hash", tokenHash)
			.query((row, number) -> new LinkUse(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)))
			.optional();
	}

	private static CaptureWindow map(ResultSet row, int number) throws SQLException {
		return new CaptureWindow(new RequestId(row.getObject("request_id", UUID.class)), instant(row, "open_before"),
				Duration.ofSeconds(row.getLong("session_seconds")), row.getInt("maximum_attempts"),
				Optional.ofNullable(row.getString("quality_policy")).flatMap(QualityPolicy::of).orElse(null),
				instant(row, "opened_at"), instant(row, "session_ends_at"), instant(row, "dispatched_at"),
				instant(row, "reminded_at"));
	}

	private static Instant instant(ResultSet row, String column) throws SQLException {
		OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

	private static OffsetDateTime utc(Instant instant) {
		return (instant != null) ? instant.atOffset(ZoneOffset.UTC) : null;
	}

}
