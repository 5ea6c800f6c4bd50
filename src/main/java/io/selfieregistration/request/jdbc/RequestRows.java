package io.selfieregistration.request.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.core.type.TypeReference;

import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.jdbc.JsonColumns;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.Request.Channel;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestPhase;

/** Selects rows of requests and of their phases, and makes values of them. */
final class RequestRows {

	private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {
	};

	/** A request with its current phase and its latest run; a condition follows. */
	static final String SELECT = """
			select r.id, r.workspace, r.application_id, r.current_phase, r.user_id, r.email, r.phone, r.locale, r.metadata,
			    r.force_onboarding, r.channel, r.client_address, r.created_at, r.redirect_url, r.state, r.cancelled_at,
			    r.completed_at, p.phase, p.outcome,
			    (select count(*) from request_phase where request_id = r.id) as phases, %s
			from request r join request_phase p on p.request_id = r.id and p.number = r.current_phase
			left join lateral (select * from module_run where request_id = r.id order by number desc limit 1) m on true
			"""
		.formatted(ModuleRunTable.COLUMNS);

	/** The phases of a request, each once for every run of it. */
	static final String PHASES = """
			select p.number, p.phase, p.workflow, p.process_instance_id, p.outcome, p.outcome_at, p.completed_at, %s
			from request_phase p
			left join module_run m on m.request_id = p.request_id and m.phase_number = p.number
			where p.request_id = :id order by p.number, m.number
			""".formatted(ModuleRunTable.COLUMNS);

	private final JsonColumns json;

	RequestRows(JsonColumns json) {
		this.json = json;
	}

	Request request(ResultSet row, int number) throws SQLException {
		RequestId id = new RequestId(row.getObject("id", UUID.class));
		return new Request(id, row.getString("workspace"), row.getString("application_id"),
				Columns.coded(Phase.class, row, "phase"), row.getInt("current_phase"), row.getInt("phases"),
				row.getString("user_id"), row.getString("email"), row.getString("phone"), row.getString("locale"),
				this.json.read(row.getString("metadata"), MAP), row.getBoolean("force_onboarding"),
				Columns.coded(Channel.class, row, "channel"), row.getString("client_address"),
				Columns.instant(row, "created_at"), Columns.uri(row, "redirect_url"), row.getString("state"),
				Columns.instant(row, "cancelled_at"), ModuleRunTable.run(id, row).orElse(null),
				Columns.coded(Outcome.class, row, "outcome"), Columns.instant(row, "completed_at"));
	}

	/** Gathers the runs of each phase from the rows of {@link #PHASES}. */
	static List<RequestPhase> phases(RequestId id, ResultSet rows) throws SQLException {
		Map<Integer, RequestPhase> phases = new TreeMap<>();
		while (rows.next()) {
			RequestPhase phase = phases.get(rows.getInt("number"));
			List<ModuleRun> runs = new ArrayList<>((phase != null) ? phase.runs() : List.of());
			ModuleRunTable.run(id, rows).ifPresent(runs::add);
			phases.put(rows.getInt("number"),
					new RequestPhase(rows.getInt("number"), Columns.coded(Phase.class, rows, "phase"),
							rows.getString("workflow"), rows.getString("process_instance_id"),
							Columns.coded(Outcome.class, rows, "outcome"), Columns.instant(rows, "outcome_at"),
							Columns.instant(rows, "completed_at"), List.copyOf(runs)));
		}
		return List.copyOf(phases.values());
	}

}
