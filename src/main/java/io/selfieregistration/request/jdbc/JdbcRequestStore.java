package io.selfieregistration.request.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.core.type.TypeReference;

import io.selfieregistration.encryption.Sealer;
import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.jdbc.JsonColumns;
import io.selfieregistration.platform.Sha256;
import io.selfieregistration.request.Decision;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.Request.Channel;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestPhase;
import io.selfieregistration.request.RequestStore;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Requests in PostgreSQL, secrets sealed or by their SHA-256. */
@Repository
class JdbcRequestStore implements RequestStore {

	private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {
	};

	private static final String SELECT = """
			select r.*, p.phase, p.outcome, (select count(*) from request_phase where request_id = r.id) as phases,
			    m.number as run_number, m.phase_number as run_phase, m.module as run_module,
			    m.process_instance_id as run_instance, m.started_at as run_started_at, m.decision as run_decision,
			    m.decided_at as run_decided_at, m.outcome as run_outcome, m.outcome_at as run_outcome_at
			from request r join request_phase p on p.request_id = r.id and p.number = r.current_phase
			left join lateral (select * from module_run where request_id = r.id order by number desc limit 1) m on true
			""";

	private static final String PHASES = """
			select p.*, m.number as run_number, m.phase_number as run_phase, m.module as run_module,
			    m.process_instance_id as run_instance, m.started_at as run_started_at, m.decision as run_decision,
			    m.decided_at as run_decided_at, m.outcome as run_outcome, m.outcome_at as run_outcome_at
			from request_phase p
			left join module_run m on m.request_id = p.request_id and m.phase_number = p.number
			where p.request_id = :id order by p.number, m.number
			""";

	private final JdbcClient jdbc;

	private final Sealer sealer;

	private final JsonColumns json;

	JdbcRequestStore(JdbcClient jdbc, Sealer sealer, JsonColumns json) {
		this.jdbc = jdbc;
		this.sealer = sealer;
		this.json = json;
	}

	@Override
	public void add(Request request, Handles handles) {
		this.jdbc.sql("""
				insert into request (id, workspace, application_id, user_id, email, phone, locale, metadata,
				    force_onboarding, channel, client_address, redirect_url, state, auth_req_id_hash,
				    auth_req_id_sealed, notification_token, created_at)
				values (:id, :workspace, :application, :user, :email, :phone, :locale, cast(:metadata as jsonb),
				    :force, :channel, :clientAddress, :redirectUrl, :state, :hash,
				    :authReqId, :notificationToken, :createdAt)
				""")
			.param("id", request.id().value())
			.param("workspace", request.workspace())
			.param("application", request.applicationId())
			.param("user", request.userId())
			.param("email", request.email())
			.param("phone", request.phone())
			.param("locale", request.locale())
			.param("metadata", this.json.write(request.metadata()))
			.param("force", request.forceOnboarding())
			.param("channel", request.channel().code())
			.param("clientAddress", request.clientAddress())
			.param("redirectUrl", Columns.text(request.redirectUrl()))
			.param("state", request.state())
			.param("hash", Sha256.of(handles.authReqId()))
			.param("authReqId", handles.pinged() ? seal(handles.authReqId(), "auth-req-id", request.id()) : null)
			.param("notificationToken",
					(handles.notificationToken() != null)
							? seal(handles.notificationToken(), "notification-token", request.id()) : null)
			.param("createdAt", Columns.utc(request.createdAt()))
			.update();
		TransactionRequestCache.current().hold(request);
	}

	@Override
	public void addPhase(RequestId id, int number, Phase phase, String workflow) {
		this.jdbc.sql(
				"insert into request_phase (request_id, number, phase, workflow) values (:id, :number, :phase, :workflow)")
			.param("id", id.value())
			.param("number", number)
			.param("phase", phase.code())
			.param("workflow", workflow)
			.update();
	}

	@Override
	public Optional<Request> find(RequestId id) {
		TransactionRequestCache held = TransactionRequestCache.current();
		return held.find(id).or(() -> read(id, held));
	}

	private Optional<Request> read(RequestId id, TransactionRequestCache held) {
		Optional<Request> found = this.jdbc.sql(SELECT + "where r.id = :id")
			.param("id", id.value())
			.query(this::map)
			.optional();
		found.ifPresent(held::read);
		return found;
	}

	@Override
	public Optional<Request> findByAuthReqId(byte[] hash) {
		return this.jdbc.sql(SELECT + "where r.auth_req_id_hash = :hash")
			.param("hash", hash)
			.query(this::map)
			.optional();
	}

	@Override
	public Optional<Request> lock(RequestId id) {
		TransactionRequestCache held = TransactionRequestCache.current();
		if (held.holds(id)) {
			return find(id);
		}
		// In one statement the phase could be read as it was before the lock was free.
		boolean there = this.jdbc.sql("select 1 from request where id = :id for no key update")
			.param("id", id.value())
			.query(Integer.class)
			.optional()
			.isPresent();
		if (!there) {
			return Optional.empty();
		}
		held.hold(id);
		return find(id);
	}

	@Override
	public List<Request> list(Query query) {
		return this.jdbc.sql(SELECT + """
				where r.application_id = :application
				and (cast(:user as text) is null or r.user_id = :user)
				and (cast(:completed as boolean) is null or (r.completed_at is not null) = :completed)
				and (cast(:from as timestamptz) is null or r.created_at >= :from)
				and (cast(:until as timestamptz) is null or r.created_at < :until)
				and (cast(:before as uuid) is null or r.id < :before)
				order by r.id desc limit :limit
				""")
			.param("application", query.applicationId())
			.param("user", query.userId())
			.param("completed", query.completed())
			.param("from", Columns.utc(query.createdFrom()))
			.param("until", Columns.utc(query.createdBefore()))
			.param("before", (query.before() != null) ? query.before().value() : null)
			.param("limit", query.limit())
			.query(this::map)
			.list();
	}

	/** The ids begin with the time, so their index finds the latest ones. */
	@Override
	public int countSince(String applicationId, Instant since) {
		return this.jdbc.sql("select count(*) from request where application_id = :application and id >= :first")
			.param("application", applicationId)
			.param("first", RequestId.first(since).value())
			.query(Integer.class)
			.single();
	}

	@Override
	public List<RequestPhase> phases(RequestId id) {
		Map<Integer, RequestPhase> phases = new TreeMap<>();
		this.jdbc.sql(PHASES).param("id", id.value()).query((row) -> {
			RequestPhase phase = phases.get(row.getInt("number"));
			List<ModuleRun> runs = new ArrayList<>((phase != null) ? phase.runs() : List.of());
			run(id, row).ifPresent(runs::add);
			phases.put(row.getInt("number"),
					new RequestPhase(row.getInt("number"), Columns.coded(Phase.class, row, "phase"),
							row.getString("workflow"), row.getString("process_instance_id"),
							Columns.coded(Outcome.class, row, "outcome"), Columns.instant(row, "outcome_at"),
							Columns.instant(row, "completed_at"), List.copyOf(runs)));
		});
		return List.copyOf(phases.values());
	}

	@Override
	public Optional<PingHandles> pingHandles(RequestId id) {
		return this.jdbc.sql("""
				select auth_req_id_sealed, notification_token from request
				where id = :id and auth_req_id_sealed is not null and notification_token is not null
				""")
			.param("id", id.value())
			.query((row, number) -> new PingHandles(open(row.getBytes(1), "auth-req-id", id),
					open(row.getBytes(2), "notification-token", id)))
			.optional();
	}

	@Override
	public boolean attach(RequestId id, String processInstanceId, String definitionKey) {
		return this.jdbc.sql("""
				update request_phase set process_instance_id = :instance, definition_key = :definition
				where request_id = :id and number = (select current_phase from request where id = :id)
				and process_instance_id is null
				""")
			.param("id", id.value())
			.param("instance", processInstanceId)
			.param("definition", definitionKey)
			.update() == 1;
	}

	@Override
	public void addRun(ModuleRun run) {
		this.jdbc.sql("""
				insert into module_run (request_id, number, phase_number, module, process_instance_id, started_at,
				    decision, decided_at, outcome, outcome_at)
				values (:id, :number, :phase, :module, :instance, :startedAt, :decision, :decidedAt, :outcome, :outcomeAt)
				""")
			.param("phase", run.phaseNumber())
			.param("module", run.module())
			.param("instance", run.processInstanceId())
			.param("startedAt", Columns.utc(run.startedAt()))
			.params(progress(run))
			.update();
		TransactionRequestCache.current().change(run);
	}

	@Override
	public void updateRun(ModuleRun run) {
		this.jdbc.sql("""
				update module_run set decision = :decision, decided_at = :decidedAt, outcome = :outcome,
				    outcome_at = :outcomeAt
				where request_id = :id and number = :number
				""").params(progress(run)).update();
		TransactionRequestCache.current().change(run);
	}

	private static Map<String, Object> progress(ModuleRun run) {
		Map<String, Object> progress = new HashMap<>();
		progress.put("id", run.id().request().value());
		progress.put("number", run.id().number());
		progress.put("decision", Columns.code(run.decision()));
		progress.put("decidedAt", Columns.utc(run.decidedAt()));
		progress.put("outcome", Columns.code(run.outcome()));
		progress.put("outcomeAt", Columns.utc(run.outcomeAt()));
		return progress;
	}

	@Override
	public void cancel(RequestId id, Instant at) {
		TransactionRequestCache.current().change(id);
		this.jdbc.sql("update request set cancelled_at = :at where id = :id and cancelled_at is null")
			.param("id", id.value())
			.param("at", Columns.utc(at))
			.update();
	}

	@Override
	public void completePhase(RequestId id, RequestPhase phase) {
		TransactionRequestCache.current().change(id);
		this.jdbc.sql("""
				update request_phase set outcome = :outcome, outcome_at = :outcomeAt, completed_at = :at
				where request_id = :id and number = :phase and completed_at is null
				""")
			.param("id", id.value())
			.param("phase", phase.number())
			.param("outcome", phase.outcome().code())
			.param("outcomeAt", Columns.utc(phase.outcomeAt()))
			.param("at", Columns.utc(phase.completedAt()))
			.update();
	}

	@Override
	public void complete(RequestId id, Instant at) {
		TransactionRequestCache.current().change(id);
		this.jdbc.sql("update request set completed_at = :at where id = :id and completed_at is null")
			.param("id", id.value())
			.param("at", Columns.utc(at))
			.update();
	}

	@Override
	public void nextPhase(RequestId id) {
		TransactionRequestCache.current().change(id);
		this.jdbc.sql("update request set current_phase = current_phase + 1 where id = :id")
			.param("id", id.value())
			.update();
	}

	@Override
	public boolean polled(RequestId id, Instant notSince, Instant at) {
		boolean slowEnough = this.jdbc
			.sql("update request set polled_at = :at where id = :id and (polled_at is null or polled_at <= :notSince)")
			.param("id", id.value())
			.param("notSince", Columns.utc(notSince))
			.param("at", Columns.utc(at))
			.update() == 1;
		if (!slowEnough) {
			this.jdbc.sql("update request set polled_at = :at where id = :id")
				.param("id", id.value())
				.param("at", Columns.utc(at))
				.update();
		}
		return slowEnough;
	}

	@Override
	public boolean isOnboarded(String workspace, String userId) {
		return this.jdbc.sql("""
				select exists (select 1 from request r join request_phase p on p.request_id = r.id
				where r.workspace = :workspace and r.user_id = :user and p.phase = 'onboarding'
				and p.outcome in ('registered', 'skipped'))
				""").param("workspace", workspace).param("user", userId).query(Boolean.class).single();
	}

	@Override
	public Optional<Instant> registeredAt(String workspace, String userId) {
		return this.jdbc.sql("""
				select max(m.outcome_at) as registered_at from request r join module_run m on m.request_id = r.id
				where r.workspace = :workspace and r.user_id = :user and m.outcome = 'registered'
				""")
			.param("workspace", workspace)
			.param("user", userId)
			.query((row, number) -> Optional.ofNullable(Columns.instant(row, "registered_at")))
			.single();
	}

	@Override
	public void addRuleDecision(RequestId id, String applicationId, RuleUse use, boolean enabled, String rule,
			Map<String, Object> inputs, boolean outcome, Instant at) {
		this.jdbc.sql("""
				insert into rule_decision (request_id, application_id, kind, enabled, rule, inputs, outcome, decided_at)
				values (:id, :application, :kind, :enabled, :rule, cast(:inputs as jsonb), :outcome, :at)
				""")
			.param("id", (id != null) ? id.value() : null)
			.param("application", applicationId)
			.param("kind", use.code())
			.param("enabled", enabled)
			.param("rule", rule)
			.param("inputs", this.json.write(inputs))
			.param("outcome", outcome)
			.param("at", Columns.utc(at))
			.update();
	}

	@Override
	public List<KeptRuleDecision> ruleDecisions(RequestId id) {
		return this.jdbc.sql("select * from rule_decision where request_id = :id order by id")
			.param("id", id.value())
			.query((row, number) -> new KeptRuleDecision(
					Columns.coded(RuleUse.class, row, "kind"), row.getBoolean("enabled"),
					row.getString("rule"), this.json.read(row.getString("inputs"), MAP), row.getBoolean("outcome"),
					Columns.instant(row, "decided_at")))
			.list();
	}

	private Request map(ResultSet row, int number) throws SQLException {
		RequestId id = new RequestId(row.getObject("id", UUID.class));
		return new Request(id, row.getString("workspace"), row.getString("application_id"),
				Columns.coded(Phase.class, row, "phase"), row.getInt("current_phase"), row.getInt("phases"),
				row.getString("user_id"), row.getString("email"), row.getString("phone"), row.getString("locale"),
				this.json.read(row.getString("metadata"), MAP), row.getBoolean("force_onboarding"),
				Columns.coded(Channel.class, row, "channel"), row.getString("client_address"),
				Columns.instant(row, "created_at"), Columns.uri(row, "redirect_url"), row.getString("state"),
				Columns.instant(row, "cancelled_at"), run(id, row).orElse(null),
				Columns.coded(Outcome.class, row, "outcome"), Columns.instant(row, "completed_at"));
	}

	private static Optional<ModuleRun> run(RequestId id, ResultSet row) throws SQLException {
		int number = row.getInt("run_number");
		return (number == 0) ? Optional.empty()
				: Optional.of(new ModuleRun(new ModuleRun.Id(id, number), row.getInt("run_phase"),
						row.getString("run_module"), row.getString("run_instance"),
						Columns.instant(row, "run_started_at"), Columns.coded(Decision.class, row, "run_decision"),
						Columns.instant(row, "run_decided_at"), Columns.coded(Outcome.class, row, "run_outcome"),
						Columns.instant(row, "run_outcome_at")));
	}

	private byte[] seal(String secret, String kind, RequestId id) {
		return this.sealer.seal(secret.getBytes(StandardCharsets.UTF_8), kind, id.toString());
	}

	private String open(byte[] sealed, String kind, RequestId id) {
		return new String(this.sealer.open(sealed, kind, id.toString()), StandardCharsets.UTF_8);
	}

}
