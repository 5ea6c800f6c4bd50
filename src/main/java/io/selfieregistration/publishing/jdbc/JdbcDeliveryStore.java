package io.selfieregistration.publishing.jdbc;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import io.selfieregistration.publishing.Delivery;
import io.selfieregistration.publishing.DeliveryStore;
import io.selfieregistration.publishing.WebhookAnswer;
import io.selfieregistration.request.RequestId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Deliveries in PostgreSQL. */
@Repository
class JdbcDeliveryStore implements DeliveryStore {

	private final JdbcClient jdbc;

	JdbcDeliveryStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public Optional<Delivery> find(RequestId id) {
		return this.jdbc.sql("select * from delivery where request_id = :request")
			.param("request", id.value())
			.query(JdbcDeliveryStore::map)
			.optional();
	}

	@Override
	public void add(Delivery delivery, Instant at) {
		this.jdbc.sql("""
				insert into delivery (id, request_id, application_id, url, body, created_at)
				values (:id, :request, :application, :url, :body, :at)
				""")
			.param("id", delivery.id())
			.param("request", delivery.requestId().value())
			.param("application", delivery.applicationId())
			.param("url", delivery.url().toString())
			.param("body", delivery.body())
			.param("at", at.atOffset(ZoneOffset.UTC))
			.update();
	}

	@Override
	public void addAttempt(Delivery delivery, Instant at, WebhookAnswer answer) {
		this.jdbc.sql("""
				insert into delivery_attempt (delivery_id, number, attempted_at, latency_millis, status, failure)
				select :delivery, coalesce(max(number), 0) + 1, :at, :latency, :status, :failure
				from delivery_attempt where delivery_id = :delivery
				""")
			.param("delivery", delivery.id())
			.param("at", at.atOffset(ZoneOffset.UTC))
			.param("latency", (int) answer.latency().toMillis())
			.param("status", answer.status())
			.param("failure", answer.failure())
			.update();
		if (answer.taken()) {
			this.jdbc.sql("update delivery set delivered_at = :at where id = :delivery and delivered_at is null")
				.param("at", at.plus(answer.latency()).atOffset(ZoneOffset.UTC))
				.param("delivery", delivery.id())
				.update();
		}
	}

	private static Delivery map(ResultSet row, int number) throws SQLException {
		OffsetDateTime deliveredAt = row.getObject("delivered_at", OffsetDateTime.class);
		return new Delivery(row.getString("id"), new RequestId(row.getObject("request_id", UUID.class)),
				row.getString("application_id"), URI.create(row.getString("url")), row.getBytes("body"),
				(deliveredAt != null) ? deliveredAt.toInstant() : null);
	}

}
