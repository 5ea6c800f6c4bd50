package io.selfieregistration.application.jdbc;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells operators at startup which keys to rotate, because an earlier version kept more
 * of them in the clear than the hint.
 */
@Component
class ExposedKeys {

	private static final Logger logger = LoggerFactory.getLogger(ExposedKeys.class);

	private final JdbcClient jdbc;

	ExposedKeys(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@EventListener(ApplicationReadyEvent.class)
	void warn() {
		this.jdbc.sql("""
				select application_id, purpose, id from application_key where exposed and expires_at is null
				order by application_id, purpose
				""")
			.query((row, number) -> new ExposedKey(row.getString("application_id"), row.getString("purpose"),
					row.getString("id")))
			.list()
			.forEach((key) -> logger.warn(
					"Rotate the {} {} of application {}: an earlier version stored too much of" + " it in the clear",
					key.purpose(), key.id(), key.application()));
	}

	private record ExposedKey(String application, String purpose, String id) {
	}

}
