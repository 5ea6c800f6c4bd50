package io.selfieregistration.renewal.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.renewal.OutdatedTemplate;
import io.selfieregistration.renewal.Renewal;
import io.selfieregistration.renewal.Renewal.State;
import io.selfieregistration.renewal.RenewalFailure;
import io.selfieregistration.renewal.RenewalFailure.Reason;
import io.selfieregistration.renewal.RenewalStore;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores renewals and their progress in PostgreSQL. */
@Repository
class JdbcRenewalStore implements RenewalStore {

	/**
	 * Not null, so that the primary key leads to a position whatever it is, also once the
	 * statement is prepared.
	 */
	private static final ModuleRun.Id BEFORE_ALL = new ModuleRun.Id(new RequestId(new UUID(0, 0)), 0);

	/** Templates {@code t} that the renewal {@code r} has yet to look at. */
	private static final String OUTDATED = """
			facial_template t where t.workspace = r.workspace and t.current and t.model <> r.model
			    and not exists (select from template_renewal_failure f where f.renewal_id = r.id
			        and f.request_id = t.request_id and f.run_number = t.run_number)
			""";

	private static final String SELECT = """
			select r.id, r.workspace, r.model, r.state, r.started_by, r.started_at, r.ended_at, r.process_instance_id, r.total,
			    r.renewed, r.last_request_id, r.last_run_number,
			    (select count(*) from template_renewal_failure f where f.renewal_id = r.id) as failed
			from template_renewal r
			""";

	private final JdbcClient jdbc;

	JdbcRenewalStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public boolean add(String id, String workspace, String model, String startedBy, Instant at) {
		return this.jdbc.sql("""
				insert into template_renewal (id, workspace, model, state, started_by, started_at, total)
				select :id, :workspace, :model, 'running', :startedBy, :at, count(*) from facial_template
				    where workspace = :workspace and current and model <> :model
				on conflict (workspace) where state = 'running' do nothing
				""")
			.param("id", id)
			.param("workspace", workspace)
			.param("model", model)
			.param("startedBy", startedBy)
			.param("at", Columns.utc(at))
			.update() == 1;
	}

	@Override
	public boolean begin(String id, String processInstanceId) {
		return this.jdbc.sql("""
				update template_renewal set process_instance_id = :instance
				where id = :id and state = 'running' and process_instance_id is null
				""").param("id", id).param("instance", processInstanceId).update() == 1;
	}

	@Override
	public Optional<Renewal> find(String id) {
		return this.jdbc.sql(SELECT + "where r.id = :id").param("id", id).query(JdbcRenewalStore::map).optional();
	}

	@Override
	public int left(String id) {
		return this.jdbc
			.sql("select coalesce(r.remaining, (select count(*) from " + OUTDATED
					+ ")) from template_renewal r where r.id = :id")
			.param("id", id)
			.query(Integer.class)
			.single();
	}

	@Override
	public List<Renewal> list(String workspace, String after, int limit) {
		return this.jdbc.sql(SELECT + """
				where r.workspace = :workspace and (cast(:after as text) is null or r.id < :after)
				order by r.id desc limit :limit
				""")
			.param("workspace", workspace)
			.param("after", after)
			.param("limit", limit)
			.query(JdbcRenewalStore::map)
			.list();
	}

	@Override
	public List<RenewalFailure> failures(String id, RequestId after, int limit) {
		return this.jdbc.sql("""
				select f.request_id, t.user_id, f.reason, f.failed_at from template_renewal_failure f
				join facial_template t using (request_id, run_number)
				where f.renewal_id = :id and (cast(:after as uuid) is null or f.request_id > :after)
				order by f.request_id, f.run_number limit :limit
				""")
			.param("id", id)
			.param("after", (after != null) ? after.value() : null, Types.OTHER)
			.param("limit", limit)
			.query((row, number) -> new RenewalFailure(new RequestId(row.getObject("request_id", UUID.class)),
					row.getString("user_id"), Columns.coded(Reason.class, row, "reason"),
					Columns.instant(row, "failed_at")))
			.list();
	}

	@Override
	public boolean takeTurn() {
		return this.jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('template_renewal', 0))")
			.query(Boolean.class)
			.single();
	}

	@Override
	public List<OutdatedTemplate> findOutdated(Renewal renewal, int limit) {
		ModuleRun.Id position = (renewal.position() != null) ? renewal.position() : BEFORE_ALL;
		return this.jdbc.sql("select t.request_id, t.run_number, t.user_id from template_renewal r, " + OUTDATED + """
				    and r.id = :id
				    and (t.request_id, t.run_number) > (:request, :run)
				order by t.request_id, t.run_number limit :limit
				""")
			.param("id", renewal.id())
			.param("request", position.request().value())
			.param("run", position.number())
			.param("limit", limit)
			.query((row, number) -> new OutdatedTemplate(run(row, "request_id", "run_number"),
					row.getString("user_id")))
			.list();
	}

	@Override
	public void advance(String id, int renewed, ModuleRun.Id position) {
		this.jdbc
			.sql("""
					update template_renewal set renewed = renewed + :renewed, last_request_id = :request, last_run_number = :run
					where id = :id
					""")
			.param("id", id)
			.param("renewed", renewed)
			.param("request", (position != null) ? position.request().value() : null, Types.OTHER)
			.param("run", (position != null) ? position.number() : null, Types.INTEGER)
			.update();
	}

	@Override
	public void addFailure(String id, ModuleRun.Id run, Reason reason, Instant at) {
		this.jdbc.sql("""
				insert into template_renewal_failure (renewal_id, request_id, run_number, reason, failed_at)
				select :id, request_id, run_number, :reason, :at from facial_template
				    where request_id = :request and run_number = :run and current
				on conflict do nothing
				""")
			.param("id", id)
			.param("request", run.request().value())
			.param("run", run.number())
			.param("reason", reason.code())
			.param("at", Columns.utc(at))
			.update();
	}

	@Override
	public void end(String id, State state, Instant at) {
		this.jdbc.sql("""
				update template_renewal r set state = :state, ended_at = :at, remaining = (select count(*) from %s)
				where r.id = :id and r.state = 'running'
				""".formatted(OUTDATED))
			.param("id", id)
			.param("state", state.code())
			.param("at", Columns.utc(at))
			.update();
	}

	private static Renewal map(ResultSet row, int number) throws SQLException {
		return new Renewal(row.getString("id"), row.getString("workspace"), row.getString("model"),
				Columns.coded(State.class, row, "state"), row.getString("started_by"),
				Columns.instant(row, "started_at"), Columns.instant(row, "ended_at"),
				row.getString("process_instance_id"), row.getInt("total"), row.getInt("renewed"), row.getInt("failed"),
				(row.getObject("last_request_id") != null) ? run(row, "last_request_id", "last_run_number") : null);
	}

	private static ModuleRun.Id run(ResultSet row, String request, String number) throws SQLException {
		return new ModuleRun.Id(new RequestId(row.getObject(request, UUID.class)), row.getInt(number));
	}

}
