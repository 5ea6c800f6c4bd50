package io.selfieregistration.system;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import io.selfieregistration.SelfieRegistrationApplication;
import io.selfieregistration.application.ApplicationSecret;
import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.Applications;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.photo.ObjectStore;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A node of the application in a JVM of its own that halts, as by a power cut, right
 * after the n-th write of a kind that belongs to accepting, storing or publishing a
 * selfie. Writes are the statements of each transaction that touches our tables, its
 * commit, and calls of the object store. Counting begins with the row of a photo, once
 * the arming file is there.
 */
public final class HaltingNode {

	/** Number of the write after which the node halts. */
	static final String HALT_AFTER = "halt.after";

	/** {@link Kind} of the writes that are counted. */
	static final String HALT_KIND = "halt.kind";

	/** Counting begins when this file exists. */
	static final String ARMED = "halt.armed";

	/** The thread stands still in place of the node: {@code true} or {@code false}. */
	static final String STAND_STILL = "halt.stand-still";

	/** Line on the standard output that names the last write. */
	static final String LAST_WRITE = "halted after: ";

	/** A node ends in peace as soon as it is up. */
	static final String TRAINING = "node.training";

	/** How long a link of the application can be opened; ten minutes if not given. */
	static final String LINK_EXPIRY = "application.link-expiry";

	/** How long a session of the application takes; ten minutes if not given. */
	static final String SESSION_LENGTH = "application.session-length";

	private static final Pattern WRITE = Pattern.compile(
			"^\\s*(?:with\\s+\\w+\\s+as\\s*\\(\\s*)?(insert into|update|delete from)\\s+(\\w+)",
			Pattern.CASE_INSENSITIVE);

	private static final Set<String> TABLES = Set.of("photo", "attempt", "facial_template", "request_phase",
			"pending_message", "delivery", "delivery_attempt");

	/** Comes when a message is early, so at no certain place. */
	private static final String POSTPONEMENT = "update pending_message";

	private static final Kind KIND = Kind.valueOf(System.getProperty(HALT_KIND, Kind.LASTING.name()));

	private static final AtomicInteger WRITES = new AtomicInteger(-1);

	private HaltingNode() {
	}

	public static void main(String[] args) {
		ConfigurableApplicationContext node = new SpringApplication(SelfieRegistrationApplication.class, Counting.class)
			.run(args);
		if (Boolean.getBoolean(TRAINING)) {
			System.exit(SpringApplication.exit(node));
		}
		node.getBean(Applications.class)
			.put(System.getProperty("application.id"), "default",
					ApplicationSettingsFixture.named("Test Bank")
						.notificationType(NotificationType.LINK)
						.linkExpiry(duration(LINK_EXPIRY))
						.sessionLength(duration(SESSION_LENGTH))
						.resultNotification(ResultNotificationWay.PUSH, URI.create(System.getProperty("webhook.url")))
						.build(),
					new ApplicationSecret(System.getProperty("application.secret")),
					System.getProperty("webhook.secret"));
	}

	private static Duration duration(String property) {
		return Duration.parse(System.getProperty(property, "PT10M"));
	}

	private static void wrote(Kind kind, String what) {
		if (WRITES.get() < 0 && what.equals("insert into photo") && Files.exists(Path.of(System.getProperty(ARMED)))) {
			WRITES.set(0);
		}
		if (kind == KIND && WRITES.get() >= 0 && WRITES.incrementAndGet() == Integer.getInteger(HALT_AFTER)) {
			System.out.println(LAST_WRITE + what);
			System.out.flush();
			if (Boolean.getBoolean(STAND_STILL)) {
				LockSupport.park();
			}
			Runtime.getRuntime().halt(137);
		}
	}

	/** What a halt leaves of a write. */
	enum Kind {

		/**
		 * Commits, statements outside of transactions and calls of the object store,
		 * which outlive the node.
		 */
		LASTING,

		/** Statements of a transaction, which the database then rolls back. */
		STATEMENT

	}

	/**
	 * Counts the writes of the whole application. Not annotated, so that no scan finds
	 * it.
	 */
	static class Counting {

		@Bean
		static BeanPostProcessor countingWrites() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					if (bean instanceof DataSource dataSource) {
						return WatchedDataSource.watch(dataSource, CountingConnection::new);
					}
					if (bean instanceof ObjectStore objects) {
						return new CountingObjectStore(objects);
					}
					return bean;
				}

			};
		}

	}

	/**
	 * Counts the writes of one connection; a transaction is ours once it touches our
	 * tables.
	 */
	private static final class CountingConnection implements WatchedDataSource.Watcher {

		private boolean ours;

		@Override
		public void executed(String sql) {
			Matcher write = WRITE.matcher(sql);
			if (!write.find()) {
				return;
			}
			String table = write.group(2).toLowerCase(Locale.ROOT);
			String what = write.group(1).toLowerCase(Locale.ROOT) + " " + table;
			if (what.equals(POSTPONEMENT)) {
				return;
			}
			this.ours |= TABLES.contains(table);
			if (this.ours) {
				wrote(TransactionSynchronizationManager.isActualTransactionActive() ? Kind.STATEMENT : Kind.LASTING,
						what);
			}
		}

		@Override
		public void committed() {
			if (this.ours) {
				this.ours = false;
				wrote(Kind.LASTING, "commit");
			}
		}

		@Override
		public void rolledBack() {
			this.ours = false;
		}

	}

	/** Counts the writes of an object store. */
	private record CountingObjectStore(ObjectStore objects) implements ObjectStore {

		@Override
		public void put(String key, byte[] content) {
			this.objects.put(key, content);
			wrote(Kind.LASTING, "put object");
		}

		@Override
		public byte[] get(String key) {
			return this.objects.get(key);
		}

		@Override
		public boolean exists(String key) {
			return this.objects.exists(key);
		}

		@Override
		public void delete(String key) {
			this.objects.delete(key);
			wrote(Kind.LASTING, "delete object");
		}

		@Override
		public void prepare() {
			this.objects.prepare();
		}

		@Override
		public void probe() {
			this.objects.probe();
		}

	}

}
