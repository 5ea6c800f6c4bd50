package io.selfieregistration.cockpit.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.selfieregistration.cockpit.Funnel;
import io.selfieregistration.cockpit.Funnel.Stage;
import io.selfieregistration.cockpit.Overview;
import io.selfieregistration.cockpit.Overview.ApplicationName;
import io.selfieregistration.cockpit.Overview.Bar;
import io.selfieregistration.cockpit.Period;
import io.selfieregistration.cockpit.RegistrationStatistics;
import io.selfieregistration.cockpit.Viewer;
import io.selfieregistration.request.RequestId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Counts in the tables of all features. Ids of requests and of deliveries begin with
 * their time, so a period is a range of the primary key.
 */
@Repository
class JdbcRegistrationStatistics implements RegistrationStatistics {

	/** How many requests are counted at most. */
	private static final int COUNTED = 50_000;

	private static final int APPLICATIONS = 200;

	private final JdbcClient jdbc;

	JdbcRegistrationStatistics(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public Overview overview(Viewer viewer, Period period, String applicationId) {
		Map<String, Object> parameters = Visible.parameters(viewer);
		parameters.put("first", RequestId.first(period.from()).value());
		parameters.put("firstDelivery", "msg_" + RequestId.first(period.from()));
		parameters.put("application", applicationId);
		parameters.put("zone", period.zone().getId());
		parameters.put("unit", (period.days() == 1) ? "hour" : "day");
		parameters.put("counted", COUNTED);
		String cohort = """
				with cohort as materialized (
				    select r.id, r.created_at from request r where r.id >= :first
				    and (cast(:application as text) is null or r.application_id = :application) %s
				    order by r.id desc limit :counted)
				""".formatted(Visible.workspaces(viewer, "r"));
		Map<LocalDateTime, Map<String, Long>> bars = new TreeMap<>();
		period.bars().forEach((bar) -> bars.put(bar, new TreeMap<>()));
		Map<String, Long> ends = new TreeMap<>();
		long[] requests = new long[1];
		this.jdbc
			.sql(cohort
					+ """
							select date_trunc(:unit, c.created_at at time zone :zone) as bar, coalesce(p.outcome,
							    case when %s then 'stuck' else 'waiting' end) as ended, count(*) as number, (select count(*) from cohort) as requests
							from cohort c join request_phase p on p.request_id = c.id where %s %s group by 1, 2
							"""
						.formatted(Stuck.PHASE, Visible.RAN, Visible.definitions(viewer)))
			.params(parameters)
			.query((row) -> {
				String end = row.getString("ended");
				long number = row.getLong("number");
				requests[0] = row.getLong("requests");
				ends.merge(end, number, Long::sum);
				LocalDateTime bar = row.getObject("bar", LocalDateTime.class);
				bars.computeIfAbsent(bar, (missing) -> new TreeMap<>()).merge(end, number, Long::sum);
			});
		Map<String, Long> refusals = new LinkedHashMap<>();
		long[] refused = new long[1];
		this.jdbc.sql(cohort + """
				select code, count(*) as number, count(distinct (request_id, run_number, number)) as attempts,
				    grouping(code) as total
				from (
				    select lower(f ->> 'code') as code, t.request_id, t.run_number, t.number
				    from cohort c join request_phase p on p.request_id = c.id
				    join module_run m on m.request_id = p.request_id and m.phase_number = p.number
				    join attempt t on t.request_id = m.request_id and t.run_number = m.number
				    cross join lateral jsonb_array_elements(t.findings) f
				    where not t.accepted and %s %s
				    and (f ->> 'severity' = 'REFUSE' or not t.findings @> '[{"severity":"REFUSE"}]')) finding
				group by grouping sets ((code), ()) order by 2 desc, 1
				""".formatted(Visible.RAN, Visible.definitions(viewer))).params(parameters).query((row) -> {
			if (row.getInt("total") == 1) {
				refused[0] = row.getLong("attempts");
			}
			else {
				refusals.put(row.getString("code"), row.getLong("number"));
			}
		});
		long failed = this.jdbc.sql("""
				select count(*) from delivery d where d.state = 'dead' and d.id >= :firstDelivery
				and (cast(:application as text) is null or d.application_id = :application) %s and %s
				""".formatted(Visible.workspaces(viewer, "d"), ofSeenRequest(viewer, "d.request_id")))
			.params(parameters)
			.query(Long.class)
			.single();
		long stuck = this.jdbc.sql("""
				select count(*) from request r where r.id in (%s)
				and (cast(:application as text) is null or r.application_id = :application) %s and %s
				""".formatted(Stuck.requests(viewer), Visible.workspaces(viewer, "r"), ofSeenRequest(viewer, "r.id")))
			.params(parameters)
			.query(Long.class)
			.single();
		List<Bar> filled = new ArrayList<>();
		bars.forEach((from, ended) -> filled.add(new Bar(from, ended)));
		return new Overview(ends, filled, refused[0], refusals, failed, stuck, requests[0] >= COUNTED, COUNTED,
				applications(viewer));
	}

	private List<ApplicationName> applications(Viewer viewer) {
		return this.jdbc
			.sql("select r.id, r.settings ->> 'name' as name, r.workspace from application r where true "
					+ Visible.workspaces(viewer, "r") + " order by name, id limit :applications")
			.params(Visible.parameters(viewer))
			.param("applications", APPLICATIONS)
			.query((row, number) -> new ApplicationName(row.getString("id"), row.getString("name"),
					row.getString("workspace")))
			.list();
	}

	@Override
	public Funnel funnel(Viewer viewer, Instant from, String definitionKey, String module, String workspace) {
		return this.jdbc
			.sql("""
					with cohort as materialized (
					    select p.request_id, p.number, p.phase, p.outcome, p.completed_at
					    from request_phase p join request r on r.id = p.request_id
					    where p.request_id >= :first and %s %s %s
					    and (cast(:definition as text) is null or p.definition_key = :definition)
					    and (cast(:module as text) is null or exists (select from module_run m
					        where m.request_id = p.request_id and m.phase_number = p.number and m.module = :module))
					    and (cast(:workspace as text) is null or r.workspace = :workspace)
					    order by p.request_id desc limit :counted),
					reached as (
					    select c.outcome, s.sent, s.opened, s.camera, t.submitted, t.accepted,
					        t.accepted and coalesce(d.taken, c.completed_at is not null) as delivered
					    from cohort c
					    cross join lateral (select coalesce(bool_or(step = 'link_sent'), false) as sent,
					            coalesce(bool_or(step = 'link_opened'), false) as opened,
					            coalesce(bool_or(step = 'camera_started'), false) as camera
					        from module_run m join capture_step on capture_step.request_id = m.request_id and run_number = m.number
					        where m.request_id = c.request_id and m.phase_number = c.number) s
					    cross join lateral (select count(*) > 0 as submitted, coalesce(bool_or(accepted), false) as accepted
					        from module_run m join attempt on attempt.request_id = m.request_id and run_number = m.number
					        where m.request_id = c.request_id and m.phase_number = c.number) t
					    cross join lateral (select bool_or(delivered_at is not null) as taken from delivery
					        where request_id = c.request_id and (kind = 'ping' or (kind = 'result' and phase = c.phase))) d)
					select count(*) as registrations, count(*) filter (where outcome = 'skipped') as skipped,
					    count(*) filter (where sent or opened or camera or submitted) as link_sent,
					    count(*) filter (where opened or camera or submitted) as opened,
					    count(*) filter (where camera or submitted) as camera,
					    count(*) filter (where submitted) as submitted,
					    count(*) filter (where accepted) as accepted,
					    count(*) filter (where delivered) as delivered
					from reached
					"""
				.formatted(Visible.RAN, Visible.workspaces(viewer, "r"), Visible.definitions(viewer)))
			.params(Visible.parameters(viewer))
			.param("first", RequestId.first(from).value())
			.param("definition", definitionKey)
			.param("module", module)
			.param("workspace", workspace)
			.param("counted", COUNTED)
			.query((row, number) -> new Funnel(row.getLong("registrations"), row.getLong("skipped"),
					List.of(stage(row, "link_sent"), stage(row, "opened"), stage(row, "camera"),
							stage(row, "submitted"), stage(row, "accepted"), stage(row, "delivered")),
					row.getLong("registrations") >= COUNTED, COUNTED))
			.single();
	}

	private static Stage stage(ResultSet row, String name) throws SQLException {
		return new Stage(name, row.getLong(name));
	}

	private static String ofSeenRequest(Viewer viewer, String request) {
		return viewer.everything() ? "true" : "exists (select from request_phase p where p.request_id = " + request
				+ " and p.definition_key in (:definitions))";
	}

}
