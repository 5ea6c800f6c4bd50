package io.selfieregistration.cockpit;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The days up to now in the time zone of the viewer.
 *
 * @param days how many, today included: 1 or more
 * @param now when it ends
 */
public record Period(int days, ZoneId zone, Instant now) {

	public Period {
		if (days < 1) {
			throw new IllegalArgumentException("A period has at least one day, not " + days);
		}
	}

	/** Returns when its first day began. */
	public Instant from() {
		return today().minusDays(this.days - 1L).toInstant();
	}

	/**
	 * Returns the length of one bar of a chart: an hour for a period of one day,
	 * otherwise a day.
	 */
	ChronoUnit unit() {
		return (this.days == 1) ? ChronoUnit.HOURS : ChronoUnit.DAYS;
	}

	/** Returns when each of its bars begins, in local time. */
	public List<LocalDateTime> bars() {
		LocalDateTime end = this.now.atZone(this.zone).toLocalDateTime();
		List<LocalDateTime> bars = new ArrayList<>();
		LocalDateTime bar = today().minusDays(this.days - 1L).toLocalDateTime().truncatedTo(ChronoUnit.DAYS);
		while (!bar.isAfter(end)) {
			bars.add(bar);
			bar = bar.plus(1, unit());
		}
		return bars;
	}

	private ZonedDateTime today() {
		return this.now.atZone(this.zone).toLocalDate().atStartOfDay(this.zone);
	}

}
