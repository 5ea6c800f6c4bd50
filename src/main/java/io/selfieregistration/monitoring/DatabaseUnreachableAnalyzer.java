package io.selfieregistration.monitoring;

import java.sql.SQLException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Failure analyzer: explains why the service cannot connect to PostgreSQL. */
class DatabaseUnreachableAnalyzer extends AbstractFailureAnalyzer<SQLException> {

	/**
	 * SQLSTATE classes: connection exception, invalid authorisation, invalid catalogue.
	 */
	private static final String CONNECTION = "08";

	private static final String AUTHORISATION = "28";

	private static final String CATALOGUE = "3D";

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
		String state = (cause.getSQLState() != null) ? cause.getSQLState() : "";
		if (state.startsWith(CONNECTION)) {
			return analysis("PostgreSQL does not answer: " + cause.getMessage(),
					"Start it, or correct spring.datasource.url.", cause);
		}
		if (state.startsWith(AUTHORISATION) || state.startsWith(CATALOGUE)) {
			return analysis("PostgreSQL refuses the service: " + cause.getMessage(),
					"Correct the database name in spring.datasource.url, spring.datasource.username and"
							+ " spring.datasource.password.",
					cause);
		}
		return null;
	}

	private static FailureAnalysis analysis(String description, String action, Throwable cause) {
		return new FailureAnalysis(description, action, cause);
	}

}
