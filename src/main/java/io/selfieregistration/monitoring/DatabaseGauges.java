package io.selfieregistration.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

import javax.sql.DataSource;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Gauges of the backlog in the database, the same on every node. Read by one statement
 * per scrape and cached for a few seconds. If the database does not answer in time, the
 * values are NaN.
 */
@Component
class DatabaseGauges {

	private static final String OF_ALL_NODES = "; the same on every node";

	/** Upper bound of each count. */
	private static final int COUNT_LIMIT = 10_000;

	private static final String BACKLOG = """
			with
			    pending_deliveries as (
			        select created_at from delivery where state = 'pending' order by created_at limit %1$d),
			    dead_deliveries as (select 1 from delivery where state = 'dead' limit %1$d),
			    messages as (select created_at from pending_message order by created_at limit %1$d),
			    due_jobs as (
			        select coalesce(duedate_, create_time_) as since from act_ru_job
			        where retries_ > 0 and suspension_state_ = 1 and (duedate_ is null or duedate_ <= ?) limit %1$d),
			    failed_jobs as (select 1 from act_ru_job where retries_ = 0 limit %1$d),
			    incidents as (select 1 from act_ru_incident where id_ = root_cause_incident_id_ limit %1$d),
			    renewals as (
			        select r.total - r.renewed - (select count(*) from template_renewal_failure f where f.renewal_id = r.id)
			            as remaining
			        from template_renewal r where r.state = 'running')
			select
			    (select count(*) from pending_deliveries), (select min(created_at) from pending_deliveries),
			    (select count(*) from dead_deliveries),
			    (select count(*) from messages), (select min(created_at) from messages),
			    (select count(*) from due_jobs), (select min(since) from due_jobs),
			    (select count(*) from failed_jobs), (select count(*) from incidents),
			    (select coalesce(sum(greatest(remaining, 0)), 0) from renewals)
			"""
		.formatted(COUNT_LIMIT);

	private final JdbcTemplate jdbc;

	private final Clock clock;

	private final CachedReading<Backlog> backlog;

	DatabaseGauges(DataSource dataSource, Clock clock, MeterRegistry registry) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.jdbc.setQueryTimeout((int) CachedReading.TIMEOUT.toSeconds());
		this.clock = clock;
		this.backlog = new CachedReading<>("backlog", this::read, Backlog.UNKNOWN, System::nanoTime);
		gauge(registry, "selfie.deliveries.pending", "Messages that wait to be delivered", null,
				Backlog::pendingDeliveries);
		gauge(registry, "selfie.deliveries.oldest.pending", "Age of the oldest message that waits to be delivered",
				"seconds", (now) -> now.age(now.oldestDelivery()));
		gauge(registry, "selfie.deliveries.dead", "Dead letters: messages whose retries are exhausted", null,
				Backlog::deadDeliveries);
		gauge(registry, "selfie.messages.pending", "Messages that wait for their process", null, Backlog::messages);
		gauge(registry, "selfie.messages.oldest.pending", "Age of the oldest message that waits for its process",
				"seconds", (now) -> now.age(now.oldestMessage()));
		gauge(registry, "selfie.jobs.due", "Jobs of the engine that could run now", null, Backlog::dueJobs);
		gauge(registry, "selfie.jobs.oldest.due", "How long the longest waiting job could have run", "seconds",
				(now) -> now.age(now.oldestJob()));
		gauge(registry, "selfie.jobs.failed", "Jobs of the engine whose retries are exhausted", null,
				Backlog::failedJobs);
		gauge(registry, "selfie.incidents", "Incidents in the engine, each counted where it happened", null,
				Backlog::incidents);
		gauge(registry, "selfie.renewal.templates.left", "Templates that running renewals have yet to look at, at most",
				null, Backlog::templatesToRenew);
	}

	private void gauge(MeterRegistry registry, String name, String description, String unit,
			ToDoubleFunction<Backlog> value) {
		Gauge.builder(name, this.backlog, (reading) -> value.applyAsDouble(reading.get()))
			.description(description + OF_ALL_NODES)
			.baseUnit(unit)
			.register(registry);
	}

	private Backlog read() {
		Instant now = this.clock.instant();
		return this.jdbc.queryForObject(BACKLOG,
				(row, number) -> new Backlog(now, row.getLong(1), instant(row, 2), row.getLong(3), row.getLong(4),
						instant(row, 5), row.getLong(6), instant(row, 7), row.getLong(8), row.getLong(9),
						row.getLong(10)),
				Timestamp.from(now));
	}

	/** Reads a timestamp of the engine, which stores the local time of this machine. */
	private static Instant instant(ResultSet row, int column) throws SQLException {
		Timestamp timestamp = row.getTimestamp(column);
		return (timestamp != null) ? timestamp.toInstant() : null;
	}

	@PreDestroy
	void close() {
		this.backlog.close();
	}

	/**
	 * The backlog at one point in time.
	 *
	 * @param oldestDelivery null if there is none; likewise the others
	 */
	private record Backlog(Instant at, double pendingDeliveries, Instant oldestDelivery, double deadDeliveries,
			double messages, Instant oldestMessage, double dueJobs, Instant oldestJob, double failedJobs,
			double incidents, double templatesToRenew) {

		private static final Backlog UNKNOWN = new Backlog(null, Double.NaN, null, Double.NaN, Double.NaN, null,
				Double.NaN, null, Double.NaN, Double.NaN, Double.NaN);

		/** Returns the age in seconds; 0 if there is nothing. */
		double age(Instant oldest) {
			if (this.at == null) {
				return Double.NaN;
			}
			return (oldest != null) ? Math.max(0, Duration.between(oldest, this.at).toMillis() / 1000.0) : 0;
		}

	}

}
