package io.selfieregistration.system;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;

/** Counts the statements that an application sends to its database. */
public final class CountedStatements implements BeanPostProcessor {

	private final List<String> sent = new CopyOnWriteArrayList<>();

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof DataSource dataSource) ? WatchedDataSource.watch(dataSource, Counter::new) : bean;
	}

	/** The statements that are sent meanwhile, by whomever. */
	public List<String> during(Callable<?> work) throws Exception {
		this.sent.clear();
		work.call();
		return List.copyOf(this.sent);
	}

	private final class Counter implements WatchedDataSource.Watcher {

		@Override
		public void executed(String sql) {
			CountedStatements.this.sent.add(sql);
		}

		@Override
		public void committed() {
			// Follows from the statements
		}

		@Override
		public void rolledBack() {
			// Nothing is here
		}

	}

}
