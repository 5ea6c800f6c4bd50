package io.selfieregistration.operator.process;

import java.util.List;

import org.camunda.bpm.engine.exception.NotAllowedException;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * Refuses queries that hold expressions. The engine refuses them itself, but not inside
 * of {@code orQueries} of a task query (CVE-2026-109432), where they would run as code.
 */
class NoQueryExpressions extends CommandInterceptor {

	@Override
	public <T> T execute(Command<T> command) {
		if (command instanceof TaskQueryImpl query) {
			requireNoExpressions(query);
			List<TaskQueryImpl> alternatives = query.getQueries();
			alternatives.forEach(NoQueryExpressions::requireNoExpressions);
		}
		else if (command instanceof AbstractQuery<?, ?> query) {
			requireNoExpressions(query);
		}
		return this.next.execute(command);
	}

	private static void requireNoExpressions(AbstractQuery<?, ?> query) {
		if (!query.getExpressions().isEmpty()) {
			throw new NotAllowedException("Expressions are not allowed in queries");
		}
	}

}
