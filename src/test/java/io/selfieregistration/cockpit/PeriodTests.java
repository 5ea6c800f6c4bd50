package io.selfieregistration.cockpit;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PeriodTests {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	@Test
	void beginsAtMidnightWhereverTheViewerIs() {
		Instant now = Instant.parse("2031-12-24T23:30:00Z");

		assertThat(new Period(1, BERLIN, now).from()).isEqualTo("2031-12-24T23:00:00Z");
		assertThat(new Period(7, BERLIN, now).from()).isEqualTo("2031-12-18T23:00:00Z");
		assertThat(new Period(1, ZoneId.of("UTC"), now).from()).isEqualTo("2031-12-24T00:00:00Z");
	}

	@Test
	void hasBarForEachHourOfToday() {
		assertThat(new Period(1, BERLIN, Instant.parse("2031-12-24T01:30:00Z")).bars()).containsExactly(
				LocalDateTime.parse("2031-12-24T00:00:00"), LocalDateTime.parse("2031-12-24T01:00:00"),
				LocalDateTime.parse("2031-12-24T02:00:00"));
	}

	@Test
	void hasBarForEachDayAlsoWhereTheClockIsChanged() {
		Period period = new Period(30, BERLIN, Instant.parse("2031-11-01T12:00:00Z"));

		assertThat(period.from()).isEqualTo("2031-10-02T22:00:00Z");
		assertThat(period.bars()).hasSize(30)
			.startsWith(LocalDateTime.parse("2031-10-03T00:00:00"))
			.endsWith(LocalDateTime.parse("2031-11-01T00:00:00"));
	}

	@Test
	void hasAtLeastOneDay() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Period(0, BERLIN, Instant.EPOCH));
	}

}
