package io.selfieregistration.operator.process;

import org.camunda.bpm.engine.exception.NotAllowedException;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.query.Query;

/**
 * Rejects queries that contain expressions. The engine does so itself, but not inside
 * {@code orQueries} of a task query (CVE-2026-109432), where they would run as code.
 */
class NoQueryExpressions extends CommandInterceptor {

	@Override
	public <T> T execute(Command<T> command) {
		if (command instanceof AbstractQuery<?, ?> query) {
			requireNoExpressions(query);
		}
		return this.next.execute(command);
	}

	/**
	 * @throws NotAllowedException if the query or one of its alternatives contains an
	 * expression
	 */
	static void requireNoExpressions(Query<?, ?> query) {
		boolean plain = (query instanceof TaskQueryImpl tasks)
				? tasks.getExpressions().isEmpty()
						&& tasks.getQueries().stream().allMatch((each) -> each.getExpressions().isEmpty())
				: !(query instanceof AbstractQuery<?, ?> other) || other.getExpressions().isEmpty();
		if (!plain) {
			throw new NotAllowedException("Expressions are not allowed in queries");
		}
	}

}
