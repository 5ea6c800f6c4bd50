package io.selfieregistration.publishing.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.publishing.Delivery;
import io.selfieregistration.publishing.Delivery.Kind;
import io.selfieregistration.publishing.Delivery.State;
import io.selfieregistration.publishing.DeliveryAttempt;
import io.selfieregistration.publishing.DeliveryQuery;
import io.selfieregistration.publishing.DeliveryStore;
import io.selfieregistration.publishing.WebhookAnswer;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.RequestId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores deliveries in PostgreSQL. */
@Repository
class JdbcDeliveryStore implements DeliveryStore {

	private static final String COLUMNS = "id, kind, workspace, application_id, request_id, phase, about, url, "
			+ "content_type, body, state, tries, created_at, next_attempt_at, delivered_at";

	private final JdbcClient jdbc;

	JdbcDeliveryStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public boolean add(Delivery delivery) {
		return this.jdbc.sql("""
				insert into delivery (id, kind, workspace, application_id, request_id, phase, about, url, content_type,
				    body, state, tries, created_at)
				values (:id, :kind, :workspace, :application, :request, :phase, :about, :url, :contentType,
				    :body, :state, 0, :at)
				on conflict do nothing
				""")
			.param("id", delivery.id())
			.param("kind", delivery.kind().code())
			.param("workspace", delivery.workspace())
			.param("application", delivery.applicationId())
			.param("request", (delivery.requestId() != null) ? delivery.requestId().value() : null)
			.param("phase", Columns.code(delivery.phase()))
			.param("about", delivery.about())
			.param("url", delivery.url().toString())
			.param("contentType", delivery.contentType())
			.param("body", delivery.body())
			.param("state", delivery.state().code())
			.param("at", Columns.utc(delivery.createdAt()))
			.update() == 1;
	}

	@Override
	public Optional<Delivery> find(String id) {
		return this.jdbc.sql("select " + COLUMNS + " from delivery where id = :id")
			.param("id", id)
			.query(JdbcDeliveryStore::map)
			.optional();
	}

	@Override
	public Optional<Delivery> lock(String id) {
		return this.jdbc.sql("select " + COLUMNS + " from delivery where id = :id for update")
			.param("id", id)
			.query(JdbcDeliveryStore::map)
			.optional();
	}

	@Override
	public List<Delivery> list(DeliveryQuery query) {
		return this.jdbc.sql("""
				select %s from delivery where workspace = :workspace
				    and (cast(:application as text) is null or application_id = :application)
				    and (cast(:state as text) is null or state = :state)
				    and (cast(:request as uuid) is null or request_id = :request)
				    and (cast(:after as text) is null or id < :after)
				order by id desc limit :limit
				""".formatted(COLUMNS))
			.param("workspace", query.workspace())
			.param("application", query.applicationId())
			.param("state", Columns.code(query.state()))
			.param("request", (query.requestId() != null) ? query.requestId().value() : null)
			.param("after", query.after())
			.param("limit", query.limit())
			.query(JdbcDeliveryStore::map)
			.list();
	}

	@Override
	public List<DeliveryAttempt> attempts(String id) {
		return this.jdbc.sql("""
				select number, attempted_at, status, latency_millis, failure, next_attempt_at from delivery_attempt
				where delivery_id = :id order by number
				""")
			.param("id", id)
			.query((row, number) -> new DeliveryAttempt(row.getInt("number"), Columns.instant(row, "attempted_at"),
					row.getObject("status", Integer.class), Duration.ofMillis(row.getLong("latency_millis")),
					row.getString("failure"), Columns.instant(row, "next_attempt_at")))
			.list();
	}

	@Override
	public void addAttempt(String id, Instant at, WebhookAnswer answer, State state, Instant nextAttemptAt) {
		this.jdbc.sql("""
				insert into delivery_attempt (delivery_id, number, attempted_at, latency_millis, status, failure,
				    next_attempt_at)
				select :delivery, coalesce(max(number), 0) + 1, :at, :latency, :status, :failure, :next
				from delivery_attempt where delivery_id = :delivery
				""")
			.param("delivery", id)
			.param("at", Columns.utc(at))
			.param("latency", (int) answer.latency().toMillis())
			.param("status", answer.status())
			.param("failure", answer.failure())
			.param("next", Columns.utc(nextAttemptAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
			.update();
		Instant deliveredAt = (state == State.DELIVERED) ? at.plus(answer.latency()).truncatedTo(ChronoUnit.MICROS)
				: null;
		this.jdbc.sql("""
				update delivery set tries = tries + 1,
				    state = case when state = 'delivered' then state else :state end,
				    next_attempt_at = case when state = 'delivered' then null else cast(:next as timestamptz) end,
				    delivered_at = coalesce(:deliveredAt, delivered_at)
				where id = :delivery
				""")
			.param("delivery", id)
			.param("state", state.code())
			.param("next", Columns.utc(nextAttemptAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
			.param("deliveredAt", Columns.utc(deliveredAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
			.update();
	}

	@Override
	public void postpone(String id, Instant nextAttemptAt) {
		this.jdbc.sql("update delivery set next_attempt_at = :next where id = :id")
			.param("id", id)
			.param("next", Columns.utc(nextAttemptAt))
			.update();
	}

	@Override
	public void restart(String id) {
		this.jdbc.sql("update delivery set state = 'pending', tries = 0, next_attempt_at = null where id = :id")
			.param("id", id)
			.update();
	}

	private static Delivery map(ResultSet row, int number) throws SQLException {
		UUID request = row.getObject("request_id", UUID.class);
		return new Delivery(row.getString("id"), Columns.coded(Kind.class, row, "kind"), row.getString("workspace"),
				row.getString("application_id"), (request != null) ? new RequestId(request) : null,
				Columns.coded(Phase.class, row, "phase"), row.getString("about"), Columns.uri(row, "url"),
				row.getString("content_type"), row.getBytes("body"), Columns.coded(State.class, row, "state"),
				row.getInt("tries"), Columns.instant(row, "created_at"), Columns.instant(row, "next_attempt_at"),
				Columns.instant(row, "delivered_at"));
	}

}
