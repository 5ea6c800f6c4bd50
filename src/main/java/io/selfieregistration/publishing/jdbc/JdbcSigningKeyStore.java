package io.selfieregistration.publishing.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.publishing.SigningKeyStore;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores signing keys in PostgreSQL. */
@Repository
class JdbcSigningKeyStore implements SigningKeyStore {

	private static final String COLUMNS = "kid, public_key, sealed, created_at, retired_at";

	/** Key of the advisory lock, unique in this database. */
	private static final long LOCK = 7_315_208_341L;

	private final JdbcClient jdbc;

	JdbcSigningKeyStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void lock() {
		this.jdbc.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query((row, number) -> true).single();
	}

	@Override
	public Optional<StoredKey> current() {
		return this.jdbc.sql("select " + COLUMNS + " from signing_key where retired_at is null")
			.query(JdbcSigningKeyStore::map)
			.optional();
	}

	@Override
	public List<StoredKey> list() {
		return this.jdbc.sql("select " + COLUMNS + " from signing_key order by created_at desc, kid")
			.query(JdbcSigningKeyStore::map)
			.list();
	}

	@Override
	public void add(StoredKey key) {
		this.jdbc.sql("update signing_key set retired_at = :at where retired_at is null")
			.param("at", Columns.utc(key.createdAt()))
			.update();
		this.jdbc.sql("""
				insert into signing_key (kid, public_key, sealed, created_at)
				values (:kid, :publicKey, :sealed, :at)
				""")
			.param("kid", key.kid())
			.param("publicKey", key.publicKey())
			.param("sealed", key.sealed())
			.param("at", Columns.utc(key.createdAt()))
			.update();
	}

	private static StoredKey map(ResultSet row, int number) throws SQLException {
		return new StoredKey(row.getString("kid"), row.getString("public_key"), row.getBytes("sealed"),
				Columns.instant(row, "created_at"), Columns.instant(row, "retired_at"));
	}

}
