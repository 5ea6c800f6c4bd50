package io.selfieregistration.template.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.template.FacialTemplateStore;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores sealed facial templates in PostgreSQL. */
@Repository
class JdbcFacialTemplateStore implements FacialTemplateStore {

	private static final String CURRENT = """
			select request_id, run_number, user_id, model, sealed from facial_template
			where workspace = :workspace and current
			""";

	private final JdbcClient jdbc;

	JdbcFacialTemplateStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void add(ModuleRun.Id run, String workspace, String userId, String model, byte[] sealed, Instant at) {
		this.jdbc
			.sql("""
					insert into facial_template (request_id, run_number, workspace, user_id, model, sealed, current, created_at)
					values (:request, :run, :workspace, :user, :model, :sealed, false, :at)
					""")
			.param("request", run.request().value())
			.param("run", run.number())
			.param("workspace", workspace)
			.param("user", userId)
			.param("model", model)
			.param("sealed", sealed)
			.param("at", Columns.utc(at))
			.update();
	}

	/** Users have no rows of their own that could be locked. */
	@Override
	public void lockUser(String workspace, String userId) {
		this.jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:workspace || '/' || :user, 0))")
			.param("workspace", workspace)
			.param("user", userId)
			.query((row) -> {
			});
	}

	@Override
	public boolean tryLockUser(String workspace, String userId) {
		return this.jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(:workspace || '/' || :user, 0))")
			.param("workspace", workspace)
			.param("user", userId)
			.query(Boolean.class)
			.single();
	}

	@Override
	public void removeCurrent(String workspace, String userId, ModuleRun.Id except) {
		this.jdbc.sql("""
				delete from facial_template
				where workspace = :workspace and user_id = :user and current
				and (request_id, run_number) <> (:request, :run)
				""")
			.param("workspace", workspace)
			.param("user", userId)
			.param("request", except.request().value())
			.param("run", except.number())
			.update();
	}

	@Override
	public boolean makeCurrent(ModuleRun.Id run) {
		return this.jdbc.sql("""
				update facial_template set current = true where request_id = :request and run_number = :run
				""").param("request", run.request().value()).param("run", run.number()).update() == 1;
	}

	@Override
	public boolean replaceCurrent(ModuleRun.Id run, String model, byte[] sealed) {
		return this.jdbc.sql("""
				update facial_template set model = :model, sealed = :sealed
				where request_id = :request and run_number = :run and current and model <> :model
				""")
			.param("model", model)
			.param("sealed", sealed)
			.param("request", run.request().value())
			.param("run", run.number())
			.update() == 1;
	}

	@Override
	public Optional<SealedTemplate> findCurrent(String workspace, String userId) {
		return this.jdbc.sql("""
				select request_id, model, sealed from facial_template
				where workspace = :workspace and user_id = :user and current
				""")
			.param("workspace", workspace)
			.param("user", userId)
			.query((row, number) -> new SealedTemplate(new RequestId(row.getObject(1, UUID.class)), row.getString(2),
					row.getBytes(3)))
			.optional();
	}

	@Override
	public Optional<WorkspaceTemplate> findCurrentOf(String workspace, RequestId id) {
		return this.jdbc.sql(CURRENT + "and request_id = :request")
			.param("workspace", workspace)
			.param("request", id.value())
			.query(JdbcFacialTemplateStore::template)
			.optional();
	}

	@Override
	public List<ModuleRun.Id> listCurrent(String workspace, String model, String exceptUser, int limit) {
		return others("request_id, run_number", "order by created_at desc, request_id desc limit :limit", workspace,
				model, exceptUser)
			.param("limit", limit)
			.query(JdbcFacialTemplateStore::run)
			.list();
	}

	@Override
	public int countCurrent(String workspace, String model, String exceptUser) {
		return others("count(*)", "", workspace, model, exceptUser).query(Integer.class).single();
	}

	private JdbcClient.StatementSpec others(String columns, String order, String workspace, String model,
			String exceptUser) {
		return this.jdbc.sql("""
				select %s from facial_template
				where workspace = :workspace and current and model = :model and user_id <> :user %s
				""".formatted(columns, order))
			.param("workspace", workspace)
			.param("model", model)
			.param("user", exceptUser);
	}

	@Override
	public List<WorkspaceTemplate> readCurrent(String workspace, List<ModuleRun.Id> runs) {
		return this.jdbc.sql(CURRENT + "and (request_id, run_number) in (:runs)")
			.param("workspace", workspace)
			.param("runs", runs.stream().map((run) -> new Object[] { run.request().value(), run.number() }).toList())
			.query(JdbcFacialTemplateStore::template)
			.list();
	}

	private static ModuleRun.Id run(ResultSet row, int number) throws SQLException {
		return new ModuleRun.Id(new RequestId(row.getObject("request_id", UUID.class)), row.getInt("run_number"));
	}

	private static WorkspaceTemplate template(ResultSet row, int number) throws SQLException {
		return new WorkspaceTemplate(run(row, number), row.getString("user_id"), row.getString("model"),
				row.getBytes("sealed"));
	}

}
