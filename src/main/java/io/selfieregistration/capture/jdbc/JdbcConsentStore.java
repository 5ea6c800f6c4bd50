package io.selfieregistration.capture.jdbc;

import java.util.HexFormat;
import java.util.Optional;

import io.selfieregistration.capture.Consent;
import io.selfieregistration.capture.ConsentStore;
import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.request.RequestId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores consents in PostgreSQL. */
@Repository
class JdbcConsentStore implements ConsentStore {

	private final JdbcClient jdbc;

	JdbcConsentStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void add(Consent consent) {
		this.jdbc.sql("""
				insert into consent (request_id, text_hash, version, language, consented_at)
				values (:request, :hash, :version, :language, :at)
				on conflict (request_id) do nothing
				""")
			.param("request", consent.requestId().value())
			.param("hash", HexFormat.of().parseHex(consent.textHash()))
			.param("version", consent.version())
			.param("language", consent.language())
			.param("at", Columns.utc(consent.consentedAt()))
			.update();
	}

	@Override
	public Optional<Consent> find(RequestId id) {
		return this.jdbc.sql("""
				select text_hash, version, language, consented_at from consent where request_id = :request
				""")
			.param("request", id.value())
			.query((row, number) -> new Consent(id, HexFormat.of().formatHex(row.getBytes("text_hash")),
					row.getString("version"), row.getString("language"), Columns.instant(row, "consented_at")))
			.optional();
	}

}
