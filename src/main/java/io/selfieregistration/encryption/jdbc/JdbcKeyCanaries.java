package io.selfieregistration.encryption.jdbc;

import java.time.Instant;
import java.util.List;

import io.selfieregistration.encryption.KeyCanaries;
import io.selfieregistration.jdbc.Columns;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores the seals of keys in PostgreSQL. */
@Repository
class JdbcKeyCanaries implements KeyCanaries {

	private final JdbcClient jdbc;

	JdbcKeyCanaries(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public List<Canary> findAll() {
		return this.jdbc.sql("select key_id, canary from encryption_key order by first_used_at")
			.query((row, number) -> new Canary(row.getString("key_id"), row.getBytes("canary")))
			.list();
	}

	@Override
	public void add(Canary canary, Instant at) {
		this.jdbc.sql("""
				insert into encryption_key (key_id, canary, first_used_at) values (:key, :canary, :at)
				on conflict do nothing
				""")
			.param("key", canary.keyId())
			.param("canary", canary.sealed())
			.param("at", Columns.utc(at))
			.update();
	}

}
