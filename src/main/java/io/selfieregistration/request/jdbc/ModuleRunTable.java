package io.selfieregistration.request.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.request.Decision;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.RequestId;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code module_run}. */
final class ModuleRunTable {

	/** The columns of a run, whose table is {@code m}, beside those of another table. */
	static final String COLUMNS = """
			m.number as run_number, m.phase_number as run_phase, m.module as run_module,
			    m.process_instance_id as run_instance, m.started_at as run_started_at, m.decision as run_decision,
			    m.decided_at as run_decided_at, m.hints as run_hints, m.quality_score as run_quality,
			    m.outcome as run_outcome, m.outcome_at as run_outcome_at""";

	private final JdbcClient jdbc;

	ModuleRunTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void add(ModuleRun run) {
		this.jdbc.sql("""
				insert into module_run (request_id, number, phase_number, module, process_instance_id, started_at,
				    decision, decided_at, hints, quality_score, outcome, outcome_at)
				values (:id, :number, :phase, :module, :instance, :startedAt, :decision, :decidedAt, :hints,
				    :quality, :outcome, :outcomeAt)
				""")
			.param("phase", run.phaseNumber())
			.param("module", run.module())
			.param("instance", run.processInstanceId())
			.param("startedAt", Columns.utc(run.startedAt()))
			.params(progress(run))
			.update();
	}

	void update(ModuleRun run) {
		this.jdbc.sql("""
				update module_run set decision = :decision, decided_at = :decidedAt, hints = :hints,
				    quality_score = :quality, outcome = :outcome, outcome_at = :outcomeAt
				where request_id = :id and number = :number
				""").params(progress(run)).update();
	}

	private static Map<String, Object> progress(ModuleRun run) {
		Map<String, Object> progress = new HashMap<>();
		progress.put("id", run.id().request().value());
		progress.put("number", run.id().number());
		progress.put("decision", Columns.code(run.decision()));
		progress.put("decidedAt", Columns.utc(run.decidedAt()));
		progress.put("hints", run.hints());
		progress.put("quality", run.qualityScore());
		progress.put("outcome", Columns.code(run.outcome()));
		progress.put("outcomeAt", Columns.utc(run.outcomeAt()));
		return progress;
	}

	/** Reads {@link #COLUMNS}; empty if the row has no run. */
	static Optional<ModuleRun> run(RequestId id, ResultSet row) throws SQLException {
		int number = row.getInt("run_number");
		return (number == 0) ? Optional.empty()
				: Optional.of(new ModuleRun(new ModuleRun.Id(id, number), row.getInt("run_phase"),
						row.getString("run_module"), row.getString("run_instance"),
						Columns.instant(row, "run_started_at"), Columns.coded(Decision.class, row, "run_decision"),
						Columns.instant(row, "run_decided_at"), row.getString("run_hints"),
						row.getObject("run_quality", Integer.class), Columns.coded(Outcome.class, row, "run_outcome"),
						Columns.instant(row, "run_outcome_at")));
	}

}
