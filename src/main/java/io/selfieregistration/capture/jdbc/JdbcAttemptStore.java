package io.selfieregistration.capture.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.type.TypeReference;

import io.selfieregistration.capture.Attempt;
import io.selfieregistration.capture.AttemptStore;
import io.selfieregistration.capture.SelfieJudge.Judged;
import io.selfieregistration.face.Finding;
import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.jdbc.JsonColumns;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores attempts in PostgreSQL. */
@Repository
class JdbcAttemptStore implements AttemptStore {

	private static final TypeReference<List<Finding>> FINDINGS = new TypeReference<>() {
	};

	private static final TypeReference<Map<String, Double>> MEASURES = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final JsonColumns json;

	JdbcAttemptStore(JdbcClient jdbc, JsonColumns json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	@Override
	public int add(ModuleRun.Id run, String submissionKey, Judged judged, Instant submittedAt) {
		return this.jdbc
			.sql("""
					insert into attempt (request_id, run_number, number, submission_key, accepted, findings, measures,
					    submitted_at)
					select :request, :run, count(*) + 1, :key, :accepted, cast(:findings as jsonb), cast(:measures as jsonb),
					    cast(:at as timestamptz)
					from attempt where request_id = :request and run_number = :run
					returning number
					""")
			.param("request", run.request().value())
			.param("run", run.number())
			.param("key", submissionKey)
			.param("accepted", judged.accepted())
			.param("findings", this.json.write(judged.findings()))
			.param("measures", this.json.write(judged.measures()))
			.param("at", Columns.utc(submittedAt))
			.query(Integer.class)
			.single();
	}

	@Override
	public Optional<Attempt> find(RequestId id, String submissionKey) {
		return this.jdbc.sql("""
				select run_number, number, submission_key, accepted, findings, measures, submitted_at from attempt
				where request_id = :request and submission_key = :key
				""")
			.param("request", id.value())
			.param("key", submissionKey)
			.query((row, number) -> new Attempt(new ModuleRun.Id(id, row.getInt("run_number")), row.getInt("number"),
					row.getString("submission_key"), row.getBoolean("accepted"),
					this.json.read(row.getString("findings"), FINDINGS),
					this.json.read(row.getString("measures"), MEASURES), Columns.instant(row, "submitted_at")))
			.optional();
	}

	@Override
	public boolean isNotMatched(ModuleRun.Id run) {
		return this.jdbc.sql("""
				select exists (select from attempt where request_id = :request and run_number = :run
				and findings @> cast(:findings as jsonb))
				""")
			.param("request", run.request().value())
			.param("run", run.number())
			.param("findings", this.json.write(List.of(Finding.refuse(ReasonCode.NOT_MATCHED))))
			.query(Boolean.class)
			.single();
	}

	@Override
	public int count(ModuleRun.Id run) {
		return this.jdbc.sql("select count(*) from attempt where request_id = :request and run_number = :run")
			.param("request", run.request().value())
			.param("run", run.number())
			.query(Integer.class)
			.single();
	}

}
