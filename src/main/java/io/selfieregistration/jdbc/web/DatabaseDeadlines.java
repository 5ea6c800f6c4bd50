package io.selfieregistration.jdbc.web;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Limits how long an answer of the database is waited for, by who waits: a caller gets
 * 503 before losing patience, an operator may ask for much, and a migration may take
 * long. Jobs have the {@code socketTimeout} of the settings.
 */
@Component
class DatabaseDeadlines implements BeanPostProcessor {

	private static final Duration CALL = Duration.ofSeconds(4);

	private static final Duration OPERATOR = Duration.ofSeconds(30);

	private static final Duration START = Duration.ofMinutes(10);

	private static final List<String> OF_OPERATORS = List.of("/camunda/", "/engine-rest/", "/api/v1/template-renewals",
			"/actuator/prometheus");

	private volatile boolean started;

	@EventListener(ApplicationStartedEvent.class)
	void started() {
		this.started = true;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof DataSource dataSource) ? new LimitedDataSource(dataSource) : bean;
	}

	/** Returns the limit of the current thread; empty for the one of the settings. */
	private Optional<Duration> limit() {
		RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
		if (attributes instanceof ServletRequestAttributes call) {
			String address = call.getRequest().getRequestURI();
			return Optional.of(OF_OPERATORS.stream().anyMatch(address::startsWith) ? OPERATOR : CALL);
		}
		return this.started ? Optional.empty() : Optional.of(START);
	}

	private final class LimitedDataSource extends DelegatingDataSource {

		private LimitedDataSource(DataSource dataSource) {
			super(dataSource);
		}

		/** The pool takes the limit back when it gets the connection back. */
		@Override
		public Connection getConnection() throws SQLException {
			Connection connection = super.getConnection();
			try {
				Optional<Duration> limit = limit();
				if (limit.isPresent()) {
					connection.setNetworkTimeout(Runnable::run, (int) limit.get().toMillis());
				}
				return connection;
			}
			catch (SQLException ex) {
				connection.close();
				throw ex;
			}
		}

	}

}
