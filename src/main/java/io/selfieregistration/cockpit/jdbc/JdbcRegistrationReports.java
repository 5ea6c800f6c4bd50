package io.selfieregistration.cockpit.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.selfieregistration.cockpit.Funnel;
import io.selfieregistration.cockpit.Funnel.Stage;
import io.selfieregistration.cockpit.Overview;
import io.selfieregistration.cockpit.Overview.ApplicationName;
import io.selfieregistration.cockpit.Overview.Bar;
import io.selfieregistration.cockpit.Period;
import io.selfieregistration.cockpit.Registration;
import io.selfieregistration.cockpit.Registration.Event;
import io.selfieregistration.cockpit.Registration.RegistrationPhase;
import io.selfieregistration.cockpit.RegistrationReports;
import io.selfieregistration.cockpit.Search;
import io.selfieregistration.cockpit.Viewer;
import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.RequestId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads registrations from the tables of all features. Ids of requests and of deliveries
 * begin with their time, so a period is a range of the primary key.
 */
@Repository
class JdbcRegistrationReports implements RegistrationReports {

	/** How many requests are counted at most. */
	private static final int COUNTED = 50_000;

	private static final int APPLICATIONS = 200;

	/** Matches nothing: an empty list is no SQL. */
	private static final Set<String> NONE = Set.of("");

	/** A phase that its process runs for, or ran. */
	private static final String RAN = "p.definition_key is not null";

	private static final String REGISTRATION = """
			select r.id, r.workspace, r.application_id, a.settings ->> 'name' as application_name, r.channel,
			    r.created_at, r.completed_at, r.user_id,
			    (select jsonb_agg(jsonb_build_object('number', p.number, 'phase', p.phase,
			            'definition_key', p.definition_key, 'process_instance_id', p.process_instance_id,
			            'outcome', p.outcome, 'photo', exists (select from photo o
			                join module_run m on m.request_id = o.request_id and m.number = o.run_number
			                where m.request_id = p.request_id and m.phase_number = p.number and o.state = 'stored')) order by p.number)
			        from request_phase p where p.request_id = r.id and %s) as phases
			from request r join application a on a.id = r.application_id
			""".formatted(RAN);

	/** What happened to one request; {@code rank} orders what happened at once. */
	private static final String EVENTS = """
			with run as (select * from module_run where request_id = :id)
			select at, kind, phase, detail from (
			    select created_at as at, 'requested' as kind, cast(null as integer) as phase, 0 as rank,
			        jsonb_build_object('channel', channel, 'force_onboarding', force_onboarding) as detail
			    from request where id = :id
			    union all
			    select decided_at, 'rule', null, 1, jsonb_build_object('use', kind, 'enabled', enabled, 'rule', rule,
			        'inputs', inputs, 'outcome', outcome)
			    from rule_decision where request_id = :id
			    union all
			    select taken_at, step, phase_number, 2, '{}' from capture_step s join run on number = run_number
			    where s.request_id = :id
			    union all
			    select created_at, 'handed_off', null, 2, '{}' from capture_link where request_id = :id and handed_off
			    union all
			    select opened_at, 'continued_elsewhere', null, 2, '{}' from capture_link
			    where request_id = :id and handed_off and opened_at is not null
			    union all
			    select consented_at, 'consent', null, 3, jsonb_build_object('version', version, 'language', language)
			    from consent where request_id = :id
			    union all
			    select submitted_at, 'attempt', phase_number, 4, jsonb_build_object('number', t.number,
			        'accepted', accepted, 'findings', findings, 'measures', measures)
			    from attempt t join run on run.number = run_number where t.request_id = :id
			    union all
			    select decided_at, 'decision', phase_number, 5, jsonb_build_object('decision', decision)
			    from run where decision <> 'accepted'
			    union all
			    select stored_at, 'photo_stored', phase_number, 6, jsonb_build_object('size_bytes', size_bytes)
			    from photo o join run on number = run_number where o.request_id = :id and stored_at is not null
			    union all
			    select outcome_at, 'outcome', phase_number, 7, jsonb_build_object('outcome', outcome)
			    from run where outcome is not null
			    union all
			    select completed_at, 'published', number, 8, '{}'
			    from request_phase where request_id = :id and completed_at is not null
			    union all
			    select created_at, 'delivery', null, 9, jsonb_build_object('delivery_id', id, 'kind', kind,
			        'state', state, 'phase', phase, 'next_attempt_at', next_attempt_at)
			    from delivery where request_id = :id
			    union all
			    select t.attempted_at, 'delivery_attempt', null, 10, jsonb_build_object('delivery_id', t.delivery_id,
			        'kind', d.kind, 'phase', d.phase, 'number', t.number, 'status', t.status, 'latency_ms', t.latency_millis,
			        'failure', t.failure, 'next_attempt_at', t.next_attempt_at)
			    from delivery d join delivery_attempt t on t.delivery_id = d.id where d.request_id = :id
			    union all
			    select looked_at, 'photo_look', phase_number, 11, jsonb_build_object('by', looked_by, 'page', page)
			    from photo_look where request_id = :id
			) happened
			order by at, rank limit :limit
			""";

	private static final TypeReference<List<RegistrationPhase>> PHASES = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final ObjectMapper json;

	JdbcRegistrationReports(JdbcClient jdbc, ObjectMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	@Override
	public Overview overview(Viewer viewer, Period period, String applicationId) {
		Map<String, Object> parameters = parameters(viewer);
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
				""".formatted(workspaces(viewer, "r"));
		Map<LocalDateTime, Map<String, Long>> bars = new TreeMap<>();
		period.bars().forEach((bar) -> bars.put(bar, new TreeMap<>()));
		Map<String, Long> ends = new TreeMap<>();
		long[] requests = new long[1];
		this.jdbc
			.sql(cohort
					+ """
							select date_trunc(:unit, c.created_at at time zone :zone) as bar, coalesce(p.outcome, 'waiting') as ended,
							    count(*) as number, (select count(*) from cohort) as requests
							from cohort c join request_phase p on p.request_id = c.id where %s %s group by 1, 2
							"""
						.formatted(RAN, definitions(viewer)))
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
				""".formatted(RAN, definitions(viewer))).params(parameters).query((row) -> {
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
				""".formatted(workspaces(viewer, "d"), ofSeenRequest(viewer)))
			.params(parameters)
			.query(Long.class)
			.single();
		List<Bar> filled = new ArrayList<>();
		bars.forEach((from, ended) -> filled.add(new Bar(from, ended)));
		return new Overview(ends, filled, refused[0], refusals, failed, requests[0] >= COUNTED, COUNTED,
				applications(viewer));
	}

	private List<ApplicationName> applications(Viewer viewer) {
		return this.jdbc
			.sql("select r.id, r.settings ->> 'name' as name, r.workspace from application r where true "
					+ workspaces(viewer, "r") + " order by name, id limit :applications")
			.params(parameters(viewer))
			.param("applications", APPLICATIONS)
			.query((row, number) -> new ApplicationName(row.getString("id"), row.getString("name"),
					row.getString("workspace")))
			.list();
	}

	@Override
	public Funnel funnel(Viewer viewer, Instant from, String definitionKey, String workspace) {
		return this.jdbc.sql("""
				with cohort as materialized (
				    select p.request_id, p.number, p.phase, p.outcome, p.completed_at
				    from request_phase p join request r on r.id = p.request_id
				    where p.request_id >= :first and %s %s %s
				    and (cast(:definition as text) is null or p.definition_key = :definition)
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
				""".formatted(RAN, workspaces(viewer, "r"), definitions(viewer)))
			.params(parameters(viewer))
			.param("first", RequestId.first(from).value())
			.param("definition", definitionKey)
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

	@Override
	public List<Registration> list(Viewer viewer, Search search) {
		return this.jdbc.sql(REGISTRATION + """
				where r.id >= :first and r.id < :end
				and (cast(:id as uuid) is null or r.id = :id)
				and (cast(:before as uuid) is null or r.id < :before)
				and (cast(:application as text) is null or r.application_id = :application) %s
				and exists (select from request_phase p where p.request_id = r.id and %s %s
				    and (cast(:phase as text) is null or p.phase = :phase)
				    and (cast(:outcome as text) is null or p.outcome = :outcome)
				    and (not :waiting or p.outcome is null))
				and (not :undelivered
				    or exists (select from delivery d where d.request_id = r.id and d.state = 'dead'))
				order by r.id desc limit :limit
				""".formatted(workspaces(viewer, "r"), RAN, definitions(viewer)))
			.params(parameters(viewer))
			.param("first", RequestId.first(search.from()).value())
			.param("end", RequestId.first(search.until()).value())
			.param("id", (search.id() != null) ? search.id().value() : null)
			.param("before", (search.before() != null) ? search.before().value() : null)
			.param("application", search.applicationId())
			.param("phase", (search.phase() != null) ? search.phase().code() : null)
			.param("outcome", (search.outcome() != null) ? search.outcome().code() : null)
			.param("waiting", search.waiting())
			.param("undelivered", search.undelivered())
			.param("limit", search.limit() + 1)
			.query(this::registration)
			.list();
	}

	@Override
	public Optional<Registration> find(RequestId id) {
		return this.jdbc.sql(REGISTRATION + "where r.id = :id")
			.param("id", id.value())
			.query(this::registration)
			.optional();
	}

	@Override
	public List<Event> events(RequestId id, int limit) {
		return this.jdbc.sql(EVENTS)
			.param("id", id.value())
			.param("limit", limit)
			.query((row, number) -> new Event(Columns.instant(row, "at"), row.getString("kind"),
					row.getObject("phase", Integer.class), read(row.getString("detail"))))
			.list();
	}

	@Override
	public void addPhotoLook(RequestId id, Phase phase, Instant at, String viewer, Page page) {
		this.jdbc.sql("""
				insert into photo_look (request_id, workspace, phase_number, looked_at, looked_by, page)
				select r.id, r.workspace, p.number, :at, :viewer, :page
				from request r join request_phase p on p.request_id = r.id where r.id = :id and p.phase = :phase
				""")
			.param("id", id.value())
			.param("phase", phase.code())
			.param("at", Columns.utc(at))
			.param("viewer", viewer)
			.param("page", page.code())
			.update();
	}

	private static Map<String, Object> parameters(Viewer viewer) {
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("workspaces", viewer.workspaces().isEmpty() ? NONE : viewer.workspaces());
		parameters.put("definitions", viewer.definitions().isEmpty() ? NONE : viewer.definitions());
		return parameters;
	}

	private static String workspaces(Viewer viewer, String table) {
		return viewer.everything() ? "" : "and " + table + ".workspace in (:workspaces)";
	}

	private static String definitions(Viewer viewer) {
		return viewer.everything() ? "" : "and p.definition_key in (:definitions)";
	}

	private static String ofSeenRequest(Viewer viewer) {
		return viewer.everything() ? "true" : "exists (select from request_phase p where p.request_id = d.request_id "
				+ "and p.definition_key in (:definitions))";
	}

	private Registration registration(ResultSet row, int number) throws SQLException {
		String phases = row.getString("phases");
		return new Registration(row.getObject("id", UUID.class).toString(), row.getString("workspace"),
				row.getString("application_id"), row.getString("application_name"), row.getString("channel"),
				Columns.instant(row, "created_at"), Columns.instant(row, "completed_at"), row.getString("user_id"),
				(phases != null) ? this.json.convertValue(read(phases), PHASES) : List.of());
	}

	private JsonNode read(String text) {
		try {
			return this.json.readTree(text);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("What the database says of a registration cannot be read", ex);
		}
	}

}
