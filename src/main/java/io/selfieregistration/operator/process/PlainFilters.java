package io.selfieregistration.operator.process;

import java.util.List;

import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.FilterServiceImpl;
import org.camunda.bpm.engine.query.Query;

/**
 * Rejects saved filters that contain expressions. The engine runs a filter inside a
 * command of its own, where {@link NoQueryExpressions} does not see the query, and
 * expressions in its {@code orQueries} would run as code.
 */
class PlainFilters extends FilterServiceImpl {

	@Override
	public Filter saveFilter(Filter filter) {
		NoQueryExpressions.requireNoExpressions(filter.getQuery());
		return super.saveFilter(filter);
	}

	@Override
	public <T> List<T> list(String filterId) {
		requirePlain(filterId);
		return super.list(filterId);
	}

	@Override
	public <T, Q extends Query<?, T>> List<T> list(String filterId, Q extendingQuery) {
		requirePlain(filterId, extendingQuery);
		return super.list(filterId, extendingQuery);
	}

	@Override
	public <T> List<T> listPage(String filterId, int firstResult, int maxResults) {
		requirePlain(filterId);
		return super.listPage(filterId, firstResult, maxResults);
	}

	@Override
	public <T, Q extends Query<?, T>> List<T> listPage(String filterId, Q extendingQuery, int firstResult,
			int maxResults) {
		requirePlain(filterId, extendingQuery);
		return super.listPage(filterId, extendingQuery, firstResult, maxResults);
	}

	@Override
	public <T> T singleResult(String filterId) {
		requirePlain(filterId);
		return super.singleResult(filterId);
	}

	@Override
	public <T, Q extends Query<?, T>> T singleResult(String filterId, Q extendingQuery) {
		requirePlain(filterId, extendingQuery);
		return super.singleResult(filterId, extendingQuery);
	}

	@Override
	public Long count(String filterId) {
		requirePlain(filterId);
		return super.count(filterId);
	}

	@Override
	public Long count(String filterId, Query<?, ?> extendingQuery) {
		requirePlain(filterId, extendingQuery);
		return super.count(filterId, extendingQuery);
	}

	/** Checks stored filters as well, which may predate this check. */
	private void requirePlain(String filterId) {
		Filter filter = (filterId != null) ? getFilter(filterId) : null;
		if (filter != null) {
			NoQueryExpressions.requireNoExpressions(filter.getQuery());
		}
	}

	private void requirePlain(String filterId, Query<?, ?> extendingQuery) {
		if (extendingQuery != null) {
			NoQueryExpressions.requireNoExpressions(extendingQuery);
		}
		requirePlain(filterId);
	}

}
