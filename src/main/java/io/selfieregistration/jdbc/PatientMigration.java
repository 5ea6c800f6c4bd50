package io.selfieregistration.jdbc;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/**
 * Migrates the tables while other nodes work on them. A statement that waits for their
 * locks makes all who come after it wait, so it soon gives up and is tried again.
 */
@Component
class PatientMigration implements FlywayMigrationStrategy {

	private static final Logger logger = LoggerFactory.getLogger(PatientMigration.class);

	private static final int TRIES = 20;

	@Override
	public void migrate(Flyway flyway) {
		for (int tries = 1;; tries++) {
			try {
				flyway.migrate();
				return;
			}
			catch (FlywayException ex) {
				if (tries == TRIES || !DatabaseFault.isTemporary(ex)) {
					throw ex;
				}
				logger.warn("The tables were in use, so their migration is tried again");
			}
		}
	}

}
