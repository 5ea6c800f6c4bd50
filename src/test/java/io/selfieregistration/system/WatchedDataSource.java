package io.selfieregistration.system;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.function.Supplier;

import javax.sql.DataSource;

/**
 * A data source whose statements and transactions are told to somebody, once they are
 * done.
 */
public final class WatchedDataSource {

	private WatchedDataSource() {
	}

	/**
	 * @param watchers gives the watcher of each connection
	 */
	public static DataSource watch(DataSource dataSource, Supplier<? extends Watcher> watchers) {
		return proxy(DataSource.class, dataSource, (method, arguments,
				result) -> (result instanceof Connection connection) ? watch(connection, watchers.get()) : result);
	}

	private static Connection watch(Connection connection, Watcher watcher) {
		return proxy(Connection.class, connection, (method, arguments, result) -> {
			if (result instanceof PreparedStatement statement) {
				return watch(statement, String.valueOf(arguments[0]), watcher);
			}
			if (method.getName().equals("commit")) {
				watcher.committed();
			}
			if (method.getName().equals("rollback")) {
				watcher.rolledBack();
			}
			return result;
		});
	}

	private static PreparedStatement watch(PreparedStatement statement, String sql, Watcher watcher) {
		return proxy(PreparedStatement.class, statement, (method, arguments, result) -> {
			if (method.getName().startsWith("execute")) {
				watcher.executed(sql);
			}
			return result;
		});
	}

	private static <T> T proxy(Class<T> type, T target, After after) {
		return type.cast(Proxy.newProxyInstance(WatchedDataSource.class.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> after.returned(method, arguments, call(target, method, arguments))));
	}

	private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	/** Is told what is done on one connection. */
	public interface Watcher {

		void executed(String sql);

		void committed();

		void rolledBack();

	}

	private interface After {

		Object returned(Method method, Object[] arguments, Object result);

	}

}
