package io.selfieregistration.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

import com.zaxxer.hikari.HikariDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Holds a node back until the database answers and no other node is starting on it: the
 * engine's tables, ours and the deployments are made by one node at a time. The database
 * takes the lock from a node that dies.
 */
@Component
class DatabaseStart implements BeanPostProcessor, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(DatabaseStart.class);

	/** Of advisory locks; any number, but the same in all versions. */
	private static final long START_LOCK = 7_343_543_000_001L;

	/** Longer than any node migrates. */
	private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(30);

	private static final long PAUSE_MILLIS = 1000;

	private static final int TRIES_BETWEEN_NEWS = 10;

	private final DatabaseSettings settings;

	private Connection lock;

	DatabaseStart(DatabaseSettings settings) {
		this.settings = settings;
	}

	/** All that uses the database comes after its data source. */
	@Override
	public Object postProcessBeforeInitialization(Object bean, String name) {
		if (bean instanceof HikariDataSource pool && this.lock == null) {
			try {
				this.lock = awaitDatabase(pool);
				awaitLock();
			}
			catch (SQLException ex) {
				destroy();
				throw new IllegalStateException("The database cannot be used", ex);
			}
			catch (InterruptedException ex) {
				destroy();
				Thread.currentThread().interrupt();
				throw new IllegalStateException("The start was broken off", ex);
			}
		}
		return bean;
	}

	private Connection awaitDatabase(HikariDataSource pool) throws SQLException, InterruptedException {
		Properties properties = new Properties();
		pool.getDataSourceProperties()
			.forEach((name, value) -> properties.setProperty(name.toString(), value.toString()));
		properties.computeIfAbsent("user", (user) -> pool.getUsername());
		properties.computeIfAbsent("password", (password) -> pool.getPassword());
		long end = System.nanoTime() + this.settings.startTimeout().toNanos();
		for (int tries = 0;; tries++) {
			try {
				return DriverManager.getConnection(pool.getJdbcUrl(), properties);
			}
			catch (SQLException ex) {
				if (!DatabaseFault.isTemporary(ex) || System.nanoTime() - end > 0) {
					throw ex;
				}
				tell(tries, "PostgreSQL does not answer yet; waiting for it (selfie.database.start-timeout)");
			}
			Thread.sleep(PAUSE_MILLIS);
		}
	}

	private void awaitLock() throws SQLException, InterruptedException {
		long end = System.nanoTime() + LOCK_TIMEOUT.toNanos();
		for (int tries = 0; !tryLock(); tries++) {
			if (System.nanoTime() - end > 0) {
				throw new SQLException("another node has been starting for " + LOCK_TIMEOUT.toMinutes() + " minutes");
			}
			tell(tries, "Another node is starting on this database; waiting for it");
			Thread.sleep(PAUSE_MILLIS);
		}
	}

	private boolean tryLock() throws SQLException {
		try (Statement statement = this.lock.createStatement();
				ResultSet row = statement.executeQuery("select pg_try_advisory_lock(" + START_LOCK + ")")) {
			return row.next() && row.getBoolean(1);
		}
	}

	private static void tell(int tries, String news) {
		if (tries % TRIES_BETWEEN_NEWS == 0) {
			logger.warn(news);
		}
	}

	@EventListener(ApplicationStartedEvent.class)
	void started() {
		destroy();
	}

	@Override
	public void destroy() {
		try {
			if (this.lock != null) {
				this.lock.close();
			}
		}
		catch (SQLException ex) {
			logger.debug("The lock of the start was gone before", ex);
		}
	}

}
