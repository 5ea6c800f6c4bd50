package io.selfieregistration.system;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import io.selfieregistration.SelfieRegistrationApplication;
import io.selfieregistration.application.Application;
import io.selfieregistration.application.Application.Notification;
import io.selfieregistration.application.ApplicationSecret;
import io.selfieregistration.application.Applications;
import io.selfieregistration.photo.ObjectStore;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A node of the application in a JVM of its own that halts, as by a power cut, right
 * after the n-th write that belongs to accepting, storing or publishing a selfie. Writes
 * are the statements of each transaction that touches our tables, its commit, and calls
 * of the object store. Counting begins with the row of a photo, once the arming file is
 * there.
 */
public final class HaltingNode {

	/** Number of the write after which the node halts. */
	static final String HALT_AFTER = "halt.after";

	/** Counting begins when this file exists. */
	static final String ARMED = "halt.armed";

	/** Line on the standard output that names the last write. */
	static final String LAST_WRITE = "halted after: ";

	private static final Pattern WRITE = Pattern.compile("^\\s*(insert into|update|delete from)\\s+(\\w+)",
			Pattern.CASE_INSENSITIVE);

	private static final Set<String> TABLES = Set.of("photo", "attempt", "facial_template", "request",
			"pending_message", "delivery", "delivery_attempt");

	/** Comes when a message is early, so at no certain place. */
	private static final String POSTPONEMENT = "update pending_message";

	private static final AtomicInteger WRITES = new AtomicInteger(-1);

	private HaltingNode() {
	}

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(SelfieRegistrationApplication.class, Counting.class);
		application.run(args)
			.getBean(Applications.class)
			.save(new Application(System.getProperty("application.id"), "default", "Test Bank", "verification",
					Notification.LINK, Duration.ofMinutes(10), Duration.ofMinutes(10), null, 3,
					new Application.Webhook(URI.create(System.getProperty("webhook.url")),
							System.getProperty("webhook.secret"))),
					new ApplicationSecret(System.getProperty("application.secret")));
	}

	private static void wrote(String what) {
		if (WRITES.get() < 0 && what.equals("insert into photo") && Files.exists(Path.of(System.getProperty(ARMED)))) {
			WRITES.set(0);
		}
		if (WRITES.get() >= 0 && WRITES.incrementAndGet() == Integer.getInteger(HALT_AFTER)) {
			System.out.println(LAST_WRITE + what);
			System.out.flush();
			Runtime.getRuntime().halt(137);
		}
	}

	/** Counts the writes of the whole application. */
	@Configuration(proxyBeanMethods = false)
	static class Counting {

		@Bean
		static BeanPostProcessor countingWrites() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					if (bean instanceof DataSource dataSource) {
						return proxy(DataSource.class, dataSource,
								(method, result) -> (result instanceof Connection open) ? counting(open) : result);
					}
					if (bean instanceof ObjectStore objects) {
						return proxy(ObjectStore.class, objects, (method, result) -> {
							if (method.getName().equals("put") || method.getName().equals("delete")) {
								wrote(method.getName() + " object");
							}
							return result;
						});
					}
					return bean;
				}

			};
		}

		private static Connection counting(Connection connection) {
			boolean[] ours = new boolean[1];
			return (Connection) Proxy.newProxyInstance(HaltingNode.class.getClassLoader(),
					new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
						Object result = call(connection, method, arguments);
						if (result instanceof PreparedStatement statement) {
							return counting(statement, String.valueOf(arguments[0]), ours);
						}
						if (method.getName().equals("commit") && ours[0]) {
							ours[0] = false;
							wrote("commit");
						}
						if (method.getName().equals("rollback")) {
							ours[0] = false;
						}
						return result;
					});
		}

		private static Object counting(PreparedStatement statement, String sql, boolean[] ours) {
			Matcher write = WRITE.matcher(sql);
			if (!write.find()) {
				return statement;
			}
			String table = write.group(2).toLowerCase(Locale.ROOT);
			String what = write.group(1).toLowerCase(Locale.ROOT) + " " + table;
			if (what.equals(POSTPONEMENT)) {
				return statement;
			}
			return proxy(PreparedStatement.class, statement, (method, result) -> {
				if (method.getName().startsWith("execute")) {
					ours[0] |= TABLES.contains(table);
					if (ours[0]) {
						wrote(what);
					}
				}
				return result;
			});
		}

		private static Object proxy(Class<?> type, Object target, After after) {
			return Proxy.newProxyInstance(HaltingNode.class.getClassLoader(), new Class<?>[] { type },
					(proxy, method, arguments) -> after.returned(method, call(target, method, arguments)));
		}

		private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
			try {
				return method.invoke(target, arguments);
			}
			catch (InvocationTargetException ex) {
				throw ex.getCause();
			}
		}

		private interface After {

			Object returned(Method method, Object result);

		}

	}

}
