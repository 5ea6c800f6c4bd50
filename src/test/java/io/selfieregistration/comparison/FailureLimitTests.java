package io.selfieregistration.comparison;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The numbers of NIST SP 800-63B-4, 3.2.3, as the product takes them. */
class FailureLimitTests {

	private static final Instant LAST = Instant.parse("2026-11-30T10:00:00Z");

	@ParameterizedTest(name = "after {0} failures in a row {1}")
	@CsvSource({ "0, PT0S", "1, PT0S", "4, PT0S", "5, PT30S", "6, PT1M", "7, PT2M", "8, PT4M", "9, PT8M", "10, PT16M",
			"11, PT32M", "12, PT1H", "13, PT1H", "49, PT1H" })
	void waitsLongerAfterEachFailure(int failures, Duration wait) {
		assertThat(limit(failures, failures, LAST).pause()).isEqualTo(wait);
	}

	@Test
	void waitsForTheRestOfTheTime() {
		assertThat(limit(5, 5, LAST.plusSeconds(10)).pause()).hasSeconds(20);
		assertThat(limit(5, 5, LAST.plusSeconds(29)).pause()).hasSeconds(1);
		assertThat(limit(5, 5, LAST.plusSeconds(30)).pause()).isZero();
		assertThat(limit(5, 5, LAST.plus(Duration.ofDays(400))).pause()).isZero();
	}

	@Test
	void waitsForNothingWithoutFailure() {
		FailureLimit none = new FailureLimit(0, 0, null, LAST);

		assertThat(none.pause()).isZero();
		assertThat(none.blocked()).isFalse();
	}

	@ParameterizedTest(name = "{0} failures, {1} within 30 days -> blocked: {2}")
	@CsvSource({ "49, 49, false", "50, 50, true", "51, 51, true", "80, 49, false", "80, 50, true" })
	void blocksAfterFiftyWithinThirtyDays(int inARow, int inPeriod, boolean blocked) {
		assertThat(limit(inARow, inPeriod, LAST).blocked()).isEqualTo(blocked);
		assertThat(limit(inARow, inPeriod, LAST.plus(Duration.ofDays(400))).blocked()).as("a year later")
			.isEqualTo(blocked);
	}

	private static FailureLimit limit(int inARow, int inPeriod, Instant now) {
		return new FailureLimit(inARow, inPeriod, LAST, now);
	}

}
