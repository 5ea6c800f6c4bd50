package io.selfieregistration.intake.jdbc;

import java.time.Instant;

import io.selfieregistration.intake.IdempotencyStore;
import io.selfieregistration.intake.IdempotentAnswers.Idempotency;
import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.request.RequestId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores idempotency keys and answers in PostgreSQL. */
@Repository
class JdbcIdempotencyStore implements IdempotencyStore {

	private final JdbcClient jdbc;

	JdbcIdempotencyStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public boolean claim(String applicationId, Idempotency idempotency, Instant at) {
		return this.jdbc.sql("""
				insert into idempotency_key (application_id, key, request_hash, created_at)
				values (:application, :key, :hash, :at) on conflict do nothing
				""")
			.param("application", applicationId)
			.param("key", idempotency.key())
			.param("hash", idempotency.requestHash())
			.param("at", Columns.utc(at))
			.update() == 1;
	}

	@Override
	public void keep(String applicationId, String key, RequestId id, byte[] answer) {
		this.jdbc.sql("""
				update idempotency_key set request_id = :request, answer = :answer
				where application_id = :application and key = :key
				""")
			.param("application", applicationId)
			.param("key", key)
			.param("request", id.value())
			.param("answer", answer)
			.update();
	}

	@Override
	public KeptAnswer find(String applicationId, String key) {
		return this.jdbc
			.sql("select request_hash, answer from idempotency_key where application_id = :application and key = :key")
			.param("application", applicationId)
			.param("key", key)
			.query((row, number) -> new KeptAnswer(row.getBytes(1), row.getBytes(2)))
			.single();
	}

	@Override
	public void forget(Instant before) {
		this.jdbc.sql("delete from idempotency_key where created_at < :before")
			.param("before", Columns.utc(before))
			.update();
	}

}
