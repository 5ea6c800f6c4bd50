package io.selfieregistration.cockpit.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;

import io.selfieregistration.cockpit.OpenIncident;
import io.selfieregistration.cockpit.PossibleDuplicates;
import io.selfieregistration.cockpit.PossibleDuplicates.Candidate;
import io.selfieregistration.cockpit.Registration;
import io.selfieregistration.cockpit.Registration.Event;
import io.selfieregistration.cockpit.Registration.RegistrationPhase;
import io.selfieregistration.cockpit.RegistrationReports;
import io.selfieregistration.cockpit.Search;
import io.selfieregistration.cockpit.Viewer;
import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.jdbc.JsonColumns;
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

	private static final String REGISTRATION = """
			select r.id, r.workspace, r.application_id, a.settings ->> 'name' as application_name, r.channel,
			    r.created_at, r.completed_at, r.user_id, %s as stuck_beside,
			    (select jsonb_agg(jsonb_build_object('number', p.number, 'phase', p.phase,
			            'definition_key', p.definition_key, 'process_instance_id', p.process_instance_id,
			            'outcome', p.outcome, 'stuck', %s, 'photo', exists (select from photo o
			                join module_run m on m.request_id = o.request_id and m.number = o.run_number
			                where m.request_id = p.request_id and m.phase_number = p.number and o.state = 'stored')) order by p.number)
			        from request_phase p where p.request_id = r.id and %s) as phases
			from request r join application a on a.id = r.application_id
			"""
		.formatted(Stuck.BESIDE, Stuck.PHASE, Visible.RAN);

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
			        'accepted', accepted, 'findings', findings, 'measures', measures) || case when h.entry_id is null
			            then '{}' else jsonb_build_object('block_list', true, 'entry_id', h.entry_id, 'distance', h.distance) end
			    from attempt t join run on run.number = run_number left join block_list_hit h
			        on h.request_id = t.request_id and h.submission_key = t.submission_key and not t.accepted
			    where t.request_id = :id
			    union all
			    select decided_at, 'decision', phase_number, 5, jsonb_build_object('decision', decision)
			    from run where decision <> 'accepted'
			    union all
			    select stored_at, 'photo_stored', phase_number, 6, jsonb_build_object('size_bytes', size_bytes,
			        'module', module)
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
			    select max(f.failed_at), 'comparisons_failed', null, 5, jsonb_build_object('in_a_row', count(*),
			        'in_period', count(*) filter (where f.failed_at > f.last_at - interval '30 days'))
			    from (select r.id, failed_at, max(failed_at) over () as last_at
			        from request r join failed_comparison c on c.workspace = r.workspace and c.user_id = r.user_id
			        where r.id = :id and exists (select from run where module = 'selfie-verification')) f
			    group by f.id
			    union all
			    select looked_at, 'photo_look', phase_number, 11, jsonb_build_object('by', looked_by, 'page', page)
			    from photo_look where request_id = :id
			) happened
			order by at, rank limit :limit
			""";

	private static final String DUPLICATES = """
			select s.searched_at, s.model, s.users, s.compared, s.found,
			    (select count(*) from facial_template t
			        where t.workspace = r.workspace and t.current and t.model = s.model) as users_now,
			    (select jsonb_agg(jsonb_build_object('request_id', o.id, 'user_id', o.user_id,
			            'application_name', a.settings ->> 'name', 'phase', p.phase, 'registered_at', m.decided_at,
			            'current', exists (select from facial_template t where t.request_id = m.request_id
			                and t.run_number = m.number and t.current),
			            'photo', exists (select from photo f where f.request_id = m.request_id
			                and f.run_number = m.number and f.state = 'stored'),
			            'distance', c.distance) order by c.distance)
			        from duplicate_candidate c join request o on o.id = c.candidate_request_id
			            join application a on a.id = o.application_id
			            join module_run m on m.request_id = o.id and m.number = c.candidate_run_number
			            join request_phase p on p.request_id = o.id and p.number = m.phase_number
			        where c.request_id = s.request_id and c.run_number = s.run_number) as candidates
			from duplicate_search s join request r on r.id = s.request_id
			where s.request_id = :id order by s.run_number desc limit 1
			""";

	private static final TypeReference<List<Candidate>> CANDIDATES = new TypeReference<>() {
	};

	private static final TypeReference<List<RegistrationPhase>> PHASES = new TypeReference<>() {
	};

	private static final TypeReference<JsonNode> DETAIL = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final JsonColumns json;

	JdbcRegistrationReports(JdbcClient jdbc, JsonColumns json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	@Override
	public List<Registration> list(Viewer viewer, Search search) {
		return this.jdbc
			.sql(REGISTRATION + """
					where r.id >= :first and r.id < :end
					and (cast(:id as uuid) is null or r.id = :id)
					and (cast(:before as uuid) is null or r.id < :before)
					and (cast(:application as text) is null or r.application_id = :application) %s
					and exists (select from request_phase p where p.request_id = r.id and %s %s
					    and (cast(:phase as text) is null or p.phase = :phase)
					    and (cast(:outcome as text) is null or p.outcome = :outcome)
					    and (not :waiting or (p.outcome is null and not %s)))
					and (not :stuck or r.id in (%s))
					and (not :undelivered
					    or exists (select from delivery d where d.request_id = r.id and d.state = 'dead'))
					and (not :flagged or ((:everywhere or r.workspace in (:administered))
					    and exists (select from duplicate_search s where s.request_id = r.id and s.found > 0)))
					order by r.id desc limit :limit
					""".formatted(Visible.workspaces(viewer, "r"), Visible.RAN, Visible.definitions(viewer),
					Stuck.PHASE, Stuck.requests(viewer)))
			.params(Visible.parameters(viewer))
			.param("first", RequestId.first(search.from()).value())
			.param("end", RequestId.first(search.until()).value())
			.param("id", (search.id() != null) ? search.id().value() : null)
			.param("before", (search.before() != null) ? search.before().value() : null)
			.param("application", search.applicationId())
			.param("phase", (search.phase() != null) ? search.phase().code() : null)
			.param("outcome", (search.outcome() != null) ? search.outcome().code() : null)
			.param("waiting", search.waiting())
			.param("stuck", search.stuck())
			.param("undelivered", search.undelivered())
			.param("flagged", search.flagged())
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
					row.getObject("phase", Integer.class), this.json.read(row.getString("detail"), DETAIL)))
			.list();
	}

	@Override
	public List<OpenIncident> incidents(RequestId id) {
		return this.jdbc.sql(Stuck.INCIDENTS).param("id", id.value()).query((row, number) -> {
			byte[] trace = row.getBytes("trace");
			return new OpenIncident(row.getString("id_"), row.getTimestamp("incident_timestamp_").toInstant(),
					row.getObject("phase", Integer.class), row.getString("incident_type_"),
					row.getString("configuration_"), row.getString("proc_def_id_"), row.getString("key_"),
					row.getString("proc_inst_id_"), row.getString("step"), row.getString("incident_msg_"),
					(trace != null) ? new String(trace, StandardCharsets.UTF_8) : null);
		}).list();
	}

	@Override
	public Optional<PossibleDuplicates> duplicates(RequestId id) {
		return this.jdbc.sql(DUPLICATES).param("id", id.value()).query((row, number) -> {
			String candidates = row.getString("candidates");
			return PossibleDuplicates.of(Columns.instant(row, "searched_at"), row.getString("model"),
					row.getInt("users"), row.getInt("compared"), row.getInt("found"), row.getInt("users_now"),
					(candidates != null) ? this.json.read(candidates, CANDIDATES) : List.of());
		}).optional();
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

	private Registration registration(ResultSet row, int number) throws SQLException {
		String phases = row.getString("phases");
		return new Registration(row.getObject("id", UUID.class).toString(), row.getString("workspace"),
				row.getString("application_id"), row.getString("application_name"), row.getString("channel"),
				Columns.instant(row, "created_at"), Columns.instant(row, "completed_at"), row.getString("user_id"),
				row.getBoolean("stuck_beside"), (phases != null) ? this.json.read(phases, PHASES) : List.of());
	}

}
