package io.selfieregistration.comparison.jdbc;

import io.selfieregistration.comparison.FailedComparisonStore;
import io.selfieregistration.comparison.FailureLimit;
import io.selfieregistration.jdbc.Columns;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores failed comparisons in PostgreSQL. */
@Repository
class JdbcFailedComparisonStore implements FailedComparisonStore {

	private final JdbcClient jdbc;

	JdbcFailedComparisonStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * A user who is blocked has no later failures, so the days before the last one count
	 * for ever.
	 */
	@Override
	public FailureLimit find(String workspace, String userId) {
		return this.jdbc
			.sql("""
					select count(*) as in_a_row, count(*) filter (where failed_at > last_at - interval '30 days') as in_period,
					    max(last_at) as last_at, clock_timestamp() as now
					from (
					    select failed_at, max(failed_at) over () as last_at from failed_comparison
					    where workspace = :workspace and user_id = :user) failure
					""")
			.param("workspace", workspace)
			.param("user", userId)
			.query((row, number) -> new FailureLimit(row.getInt("in_a_row"), row.getInt("in_period"),
					Columns.instant(row, "last_at"), Columns.instant(row, "now")))
			.single();
	}

	@Override
	public void add(String workspace, String userId) {
		this.jdbc.sql("""
				insert into failed_comparison (workspace, user_id, failed_at)
				values (:workspace, :user, clock_timestamp())
				""").param("workspace", workspace).param("user", userId).update();
	}

	@Override
	public void removeAll(String workspace, String userId) {
		this.jdbc.sql("delete from failed_comparison where workspace = :workspace and user_id = :user")
			.param("workspace", workspace)
			.param("user", userId)
			.update();
	}

}
