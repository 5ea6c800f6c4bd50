package io.selfieregistration.request.jdbc;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.selfieregistration.encryption.Sealer;
import io.selfieregistration.request.Decision;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.Request.Channel;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestPhase;
import io.selfieregistration.request.RequestQuery;
import io.selfieregistration.request.RequestStore;
import io.selfieregistration.request.Requests;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Requests in PostgreSQL, secrets sealed or by their SHA-256. */
@Repository
class JdbcRequestStore implements RequestStore {

	private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {
	};

	private static final String SELECT = """
			select r.*, p.phase, p.decision, p.outcome, p.outcome_at, p.completed_at is not null as phase_completed,
			    (select count(*) from request_phase where request_id = r.id) as phases
			from request r join request_phase p on p.request_id = r.id and p.number = r.current_phase
			""";

	private final JdbcClient jdbc;

	private final Sealer sealer;

	private final ObjectMapper json;

	JdbcRequestStore(JdbcClient jdbc, Sealer sealer, ObjectMapper json) {
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
			.param("metadata", write(request.metadata()))
			.param("force", request.forceOnboarding())
			.param("channel", request.channel().code())
			.param("clientAddress", request.clientAddress())
			.param("redirectUrl", (request.redirectUrl() != null) ? request.redirectUrl().toString() : null)
			.param("state", request.state())
			.param("hash", Requests.sha256(handles.authReqId()))
			.param("authReqId", handles.pinged() ? seal(handles.authReqId(), "auth-req-id", request.id()) : null)
			.param("notificationToken",
					(handles.notificationToken() != null)
							? seal(handles.notificationToken(), "notification-token", request.id()) : null)
			.param("createdAt", utc(request.createdAt()))
			.update();
		HeldRequests.current().hold(request);
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
		HeldRequests held = HeldRequests.current();
		return held.find(id).or(() -> read(id, held));
	}

	private Optional<Request> read(RequestId id, HeldRequests held) {
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
		HeldRequests held = HeldRequests.current();
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
	public List<Request> list(RequestQuery query) {
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
			.param("from", utc(query.createdFrom()))
			.param("until", utc(query.createdBefore()))
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
		return this.jdbc.sql("select * from request_phase where request_id = :id order by number")
			.param("id", id.value())
			.query((row, number) -> new RequestPhase(row.getInt("number"), phase(row), row.getString("workflow"),
					row.getString("process_instance_id"), outcome(row), instant(row, "outcome_at"),
					instant(row, "completed_at")))
			.list();
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
	public void decide(RequestId id, Decision decision, Instant at) {
		HeldRequests.current().change(id);
		this.jdbc.sql("""
				update request_phase set decision = :decision, decided_at = :at
				where request_id = :id and number = (select current_phase from request where id = :id)
				and decision is null
				""").param("id", id.value()).param("decision", decision.code()).param("at", utc(at)).update();
	}

	@Override
	public void recordOutcome(RequestId id, int phase, Outcome outcome, Instant at) {
		HeldRequests.current().change(id);
		this.jdbc.sql("""
				update request_phase set outcome = :outcome, outcome_at = :at
				where request_id = :id and number = :phase and outcome is null
				""")
			.param("id", id.value())
			.param("phase", phase)
			.param("outcome", outcome.code())
			.param("at", utc(at))
			.update();
	}

	@Override
	public void completePhase(RequestId id, int phase, Instant at) {
		HeldRequests.current().change(id);
		this.jdbc.sql("""
				update request_phase set completed_at = :at
				where request_id = :id and number = :phase and completed_at is null
				""").param("id", id.value()).param("phase", phase).param("at", utc(at)).update();
	}

	@Override
	public void complete(RequestId id, Instant at) {
		HeldRequests.current().change(id);
		this.jdbc.sql("update request set completed_at = :at where id = :id and completed_at is null")
			.param("id", id.value())
			.param("at", utc(at))
			.update();
	}

	@Override
	public void nextPhase(RequestId id) {
		HeldRequests.current().change(id);
		this.jdbc.sql("update request set current_phase = current_phase + 1 where id = :id")
			.param("id", id.value())
			.update();
	}

	@Override
	public boolean polled(RequestId id, Instant notSince, Instant at) {
		boolean slowEnough = this.jdbc
			.sql("update request set polled_at = :at where id = :id and (polled_at is null or polled_at <= :notSince)")
			.param("id", id.value())
			.param("notSince", utc(notSince))
			.param("at", utc(at))
			.update() == 1;
		if (!slowEnough) {
			this.jdbc.sql("update request set polled_at = :at where id = :id")
				.param("id", id.value())
				.param("at", utc(at))
				.update();
		}
		return slowEnough;
	}

	@Override
	public boolean isOnboarded(String workspace, String userId) {
		return this.jdbc.sql("""
				select exists (select 1 from request r join request_phase p on p.request_id = r.id
				where r.workspace = :workspace and r.user_id = :user and p.phase = 'onboarding'
				and p.completed_at is not null and p.outcome in ('registered', 'skipped'))
				""").param("workspace", workspace).param("user", userId).query(Boolean.class).single();
	}

	@Override
	public Optional<Instant> registeredAt(String workspace, String userId) {
		return this.jdbc.sql("""
				select p.outcome_at from request r join request_phase p on p.request_id = r.id
				where r.workspace = :workspace and r.user_id = :user and p.outcome = 'registered'
				order by p.outcome_at desc limit 1
				""")
			.param("workspace", workspace)
			.param("user", userId)
			.query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
			.optional();
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
			.param("inputs", write(inputs))
			.param("outcome", outcome)
			.param("at", utc(at))
			.update();
	}

	@Override
	public List<KeptRuleDecision> ruleDecisions(RequestId id) {
		return this.jdbc.sql("select * from rule_decision where request_id = :id order by id")
			.param("id", id.value())
			.query((row, number) -> new KeptRuleDecision(
					RuleUse.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)), row.getBoolean("enabled"),
					row.getString("rule"), read(row.getString("inputs")), row.getBoolean("outcome"),
					instant(row, "decided_at")))
			.list();
	}

	private Request map(ResultSet row, int number) throws SQLException {
		String decision = row.getString("decision");
		String redirectUrl = row.getString("redirect_url");
		return new Request(new RequestId(row.getObject("id", UUID.class)), row.getString("workspace"),
				row.getString("application_id"), phase(row), row.getInt("current_phase"), row.getInt("phases"),
				row.getString("user_id"), row.getString("email"), row.getString("phone"), row.getString("locale"),
				read(row.getString("metadata")), row.getBoolean("force_onboarding"),
				Channel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)), row.getString("client_address"),
				instant(row, "created_at"), (redirectUrl != null) ? URI.create(redirectUrl) : null,
				row.getString("state"), (decision != null) ? Decision.of(decision) : null, outcome(row),
				instant(row, "outcome_at"), row.getBoolean("phase_completed"), instant(row, "completed_at"));
	}

	private static Phase phase(ResultSet row) throws SQLException {
		return Phase.of(row.getString("phase"));
	}

	private static Outcome outcome(ResultSet row) throws SQLException {
		String outcome = row.getString("outcome");
		return (outcome != null) ? Outcome.of(outcome) : null;
	}

	private byte[] seal(String secret, String kind, RequestId id) {
		return this.sealer.seal(secret.getBytes(StandardCharsets.UTF_8), kind, id.toString());
	}

	private String open(byte[] sealed, String kind, RequestId id) {
		return new String(this.sealer.open(sealed, kind, id.toString()), StandardCharsets.UTF_8);
	}

	private static Instant instant(ResultSet row, String column) throws SQLException {
		OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

	private static OffsetDateTime utc(Instant instant) {
		return (instant != null) ? instant.atOffset(ZoneOffset.UTC) : null;
	}

	private String write(Map<String, Object> value) {
		try {
			return this.json.writeValueAsString(value);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException("Cannot be kept as JSON", ex);
		}
	}

	private Map<String, Object> read(String text) {
		try {
			return this.json.readValue(text, MAP);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("A map of a request cannot be read", ex);
		}
	}

}
