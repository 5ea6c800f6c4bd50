package io.selfieregistration.request.jdbc;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.selfieregistration.encryption.Sealer;
import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.jdbc.JsonColumns;
import io.selfieregistration.platform.Sha256;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestPhase;
import io.selfieregistration.request.RequestStore;

import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Requests in PostgreSQL, secrets sealed or by their SHA-256. */
@Repository
class JdbcRequestStore implements RequestStore {

	/** Class of the advisory locks of counts. */
	private static final int LOCKS_OF_COUNTS = 0x72617465;

	private final JdbcClient jdbc;

	private final Sealer sealer;

	private final JsonColumns json;

	private final RequestRows rows;

	private final ModuleRunTable runs;

	JdbcRequestStore(JdbcClient jdbc, Sealer sealer, JsonColumns json) {
		this.jdbc = jdbc;
		this.sealer = sealer;
		this.json = json;
		this.rows = new RequestRows(json);
		this.runs = new ModuleRunTable(jdbc);
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
		Optional<Request> found = this.jdbc.sql(RequestRows.SELECT + "where r.id = :id")
			.param("id", id.value())
			.query(this.rows::request)
			.optional();
		found.ifPresent(held::read);
		return found;
	}

	@Override
	public Optional<Request> findByAuthReqId(byte[] hash) {
		return this.jdbc.sql(RequestRows.SELECT + "where r.auth_req_id_hash = :hash")
			.param("hash", hash)
			.query(this.rows::request)
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
		return this.jdbc.sql(RequestRows.SELECT + """
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
			.query(this.rows::request)
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
	public void lockCount(String applicationId) {
		this.jdbc.sql("select 1 from (select pg_advisory_xact_lock(?, hashtext(?))) as locked")
			.params(LOCKS_OF_COUNTS, applicationId)
			.query(Integer.class)
			.single();
	}

	@Override
	public List<RequestPhase> phases(RequestId id) {
		return this.jdbc.sql(RequestRows.PHASES)
			.param("id", id.value())
			.query((ResultSetExtractor<List<RequestPhase>>) (rows) -> RequestRows.phases(id, rows));
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
		this.runs.add(run);
		TransactionRequestCache.current().change(run.id().request(), (request) -> request.with(run));
	}

	@Override
	public void updateRun(ModuleRun run) {
		this.runs.update(run);
		TransactionRequestCache.current().change(run.id().request(), (request) -> request.with(run));
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
	public void completePhase(RequestId id, RequestPhase phase, boolean last) {
		TransactionRequestCache.current()
			.change(id, (request) -> last ? request.with(phase).completed(phase.completedAt()) : request.with(phase));
		this.jdbc.sql("""
				with ended as (
				    update request_phase set outcome = :outcome, outcome_at = :outcomeAt, completed_at = :at
				    where request_id = :id and number = :phase and completed_at is null)
				update request set completed_at = :at where id = :id and completed_at is null and :last
				""")
			.param("id", id.value())
			.param("phase", phase.number())
			.param("outcome", phase.outcome().code())
			.param("outcomeAt", Columns.utc(phase.outcomeAt()))
			.param("at", Columns.utc(phase.completedAt()))
			.param("last", last)
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
				and p.outcome in ('registered', 'verified', 'skipped'))
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

	private byte[] seal(String secret, String kind, RequestId id) {
		return this.sealer.seal(secret.getBytes(StandardCharsets.UTF_8), kind, id.toString());
	}

	private String open(byte[] sealed, String kind, RequestId id) {
		return new String(this.sealer.open(sealed, kind, id.toString()), StandardCharsets.UTF_8);
	}

}
