package io.selfieregistration.operator.process;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

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
	 * @throws NotAllowedException if the query or one of its alternatives, however deep,
	 * contains an expression
	 */
	static void requireNoExpressions(Query<?, ?> query) {
		requireNoExpressions(query, Collections.newSetFromMap(new IdentityHashMap<>()));
	}

	/** A query is among its own alternatives. */
	private static void requireNoExpressions(Query<?, ?> query, Set<Query<?, ?>> seen) {
		if (!seen.add(query)) {
			return;
		}
		if (query instanceof AbstractQuery<?, ?> any && !any.getExpressions().isEmpty()) {
			throw new NotAllowedException("Expressions are not allowed in queries");
		}
		if (query instanceof TaskQueryImpl tasks) {
			tasks.getQueries().forEach((alternative) -> requireNoExpressions(alternative, seen));
		}
	}

}
