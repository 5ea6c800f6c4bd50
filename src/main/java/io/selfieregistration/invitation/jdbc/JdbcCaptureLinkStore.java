package io.selfieregistration.invitation.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.selfieregistration.application.QualityPolicy;
import io.selfieregistration.face.recognition.MatchPolicy;
import io.selfieregistration.invitation.CaptureLinkStore;
import io.selfieregistration.invitation.CaptureWindow;
import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.workflow.ModuleSettings.Judgement;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores capture links in PostgreSQL; tokens only as their SHA-256. */
@Repository
class JdbcCaptureLinkStore implements CaptureLinkStore {

	private final JdbcClient jdbc;

	JdbcCaptureLinkStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public Optional<CaptureWindow> find(ModuleRun.Id run) {
		return this.jdbc.sql("""
				select request_id, run_number, open_before, session_seconds, maximum_attempts, quality_policy,
				    minimum_quality, match_policy, opened_at, session_ends_at, dispatched_at, reminded_at, new_links
				from capture_window where request_id = :id and run_number = :run
				""")
			.param("id", run.request().value())
			.param("run", run.number())
			.query(JdbcCaptureLinkStore::map)
			.optional();
	}

	@Override
	public void save(CaptureWindow window) {
		this.jdbc.sql("""
				insert into capture_window (request_id, run_number, open_before, session_seconds, maximum_attempts,
				    quality_policy, minimum_quality, match_policy, opened_at, session_ends_at, dispatched_at,
				    reminded_at, new_links)
				values (:id, :run, :openBefore, :session, :maximumAttempts, :qualityPolicy, :minimumQuality,
				    :matchPolicy, :openedAt, :sessionEndsAt, :dispatchedAt, :remindedAt, :newLinks)
				on conflict (request_id, run_number) do update set
				    open_before = excluded.open_before, session_seconds = excluded.session_seconds,
				    maximum_attempts = excluded.maximum_attempts, quality_policy = excluded.quality_policy,
				    minimum_quality = excluded.minimum_quality, match_policy = excluded.match_policy,
				    opened_at = excluded.opened_at, session_ends_at = excluded.session_ends_at,
				    dispatched_at = excluded.dispatched_at, reminded_at = excluded.reminded_at,
				    new_links = excluded.new_links
				""")
			.param("id", window.run().request().value())
			.param("run", window.run().number())
			.param("openBefore", Columns.utc(window.openBefore()))
			.param("session", window.session().toSeconds())
			.param("maximumAttempts", window.maximumAttempts())
			.param("qualityPolicy", Columns.code(window.judgement().qualityPolicy().orElse(null)))
			.param("minimumQuality", window.judgement().minimumQuality().orElse(null))
			.param("matchPolicy", Columns.code(window.judgement().matchPolicy().orElse(null)))
			.param("openedAt", Columns.utc(window.openedAt()))
			.param("sessionEndsAt", Columns.utc(window.sessionEndsAt()))
			.param("dispatchedAt", Columns.utc(window.dispatchedAt()))
			.param("remindedAt", Columns.utc(window.remindedAt()))
			.param("newLinks", window.newLinks())
			.update();
	}

	@Override
	public void addLink(RequestId id, byte[] tokenHash, Instant at) {
		this.jdbc.sql("insert into capture_link (token_hash, request_id, created_at) values (:hash, :id, :at)")
			.param("hash", tokenHash)
			.param("id", id.value())
			.param("at", Columns.utc(at))
			.update();
	}

	@Override
	public void addStep(ModuleRun.Id run, Step step, Instant at) {
		this.jdbc.sql("""
				insert into capture_step (request_id, run_number, step, taken_at) values (:id, :run, :step, :at)
				on conflict do nothing
				""")
			.param("id", run.request().value())
			.param("run", run.number())
			.param("step", step.code())
			.param("at", Columns.utc(at))
			.update();
	}

	@Override
	public void replaceLinks(RequestId id, Instant at) {
		this.jdbc.sql("update capture_link set replaced_at = :at where request_id = :id and replaced_at is null")
			.param("id", id.value())
			.param("at", Columns.utc(at))
			.update();
	}

	@Override
	public Optional<FoundLink> findLink(byte[] tokenHash) {
		return this.jdbc.sql("""
				select request_id, replaced_at, handed_off, opened_at, open_before from capture_link
				where token_hash = :hash
				""")
			.param("hash", tokenHash)
			.query((row, number) -> new FoundLink(new RequestId(row.getObject("request_id", UUID.class)),
					row.getObject("replaced_at") != null, row.getBoolean("handed_off"),
					(row.getObject("opened_at") == null) ? Columns.instant(row, "open_before") : null))
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
				""").param("id", id.value()).param("at", Columns.utc(at)).update();
		this.jdbc.sql("""
				insert into capture_link (token_hash, request_id, created_at, handed_off, open_before)
				values (:hash, :id, :at, true, :openBefore)
				""")
			.param("hash", tokenHash)
			.param("id", id.value())
			.param("at", Columns.utc(at))
			.param("openBefore", Columns.utc(openBefore))
			.update();
	}

	@Override
	public void openHandOff(byte[] tokenHash, Instant at) {
		this.jdbc.sql(
				"update capture_link set opened_at = :at where token_hash = :hash and handed_off and opened_at is null")
			.param("hash", tokenHash)
			.param("at", Columns.utc(at))
			.update();
	}

	@Override
	public boolean continuedElsewhere(RequestId id) {
		return this.jdbc.sql("""
				select exists (select from capture_link
				where request_id = :id and handed_off and opened_at is not null)
				""").param("id", id.value()).query(Boolean.class).single();
	}

	private static CaptureWindow map(ResultSet row, int number) throws SQLException {
		RequestId request = new RequestId(row.getObject("request_id", UUID.class));
		return new CaptureWindow(new ModuleRun.Id(request, row.getInt("run_number")),
				Columns.instant(row, "open_before"), Duration.ofSeconds(row.getLong("session_seconds")),
				row.getInt("maximum_attempts"), judgement(row), Columns.instant(row, "opened_at"),
				Columns.instant(row, "session_ends_at"), Columns.instant(row, "dispatched_at"),
				Columns.instant(row, "reminded_at"), row.getInt("new_links"));
	}

	private static Judgement judgement(ResultSet row) throws SQLException {
		return new Judgement(Optional.ofNullable(Columns.coded(QualityPolicy.class, row, "quality_policy")),
				Optional.ofNullable(row.getObject("minimum_quality", Integer.class)),
				Optional.ofNullable(Columns.coded(MatchPolicy.class, row, "match_policy")));
	}

}
