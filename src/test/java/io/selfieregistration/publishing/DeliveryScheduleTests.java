package io.selfieregistration.publishing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryScheduleTests {

	private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

	private final DeliverySchedule exact = new DeliverySchedule(() -> 0L);

	private final DeliverySchedule late = new DeliverySchedule(new RandomGenerator() {

		@Override
		public long nextLong() {
			return -1L;
		}

	});

	@ParameterizedTest(name = "after try {0}: {1}")
	@CsvSource({ "1, PT5S", "2, PT5M", "3, PT30M", "4, PT2H", "5, PT5H", "6, PT10H", "7, PT14H", "8, PT20H",
			"9, PT24H" })
	void waitsAsStandardWebhooksSays(int tries, Duration wait) {
		assertThat(this.exact.next(tries, answer(500, null), NOW)).contains(NOW.plus(wait));
		assertThat(this.late.next(tries, answer(500, null), NOW).orElseThrow()).isAfter(NOW.plus(wait))
			.isBeforeOrEqualTo(NOW.plus(wait.plus(wait.dividedBy(10))));
	}

	@Test
	void isUsedUpAfterTheTenthTry() {
		assertThat(this.exact.next(10, answer(500, null), NOW)).isEmpty();
	}

	@Test
	void takesAsLongAsTheDocumentSays() throws IOException {
		long hours = DeliverySchedule.WAITS.stream().reduce(Duration.ZERO, Duration::plus).toHours();

		assertThat(Files.readString(Path.of("docs", "operations.md")))
			.contains("| `serviceTask_sendDeadLetter` | for " + hours + " hours before |");
	}

	@ParameterizedTest(name = "try {0}, Retry-After {1}: {2}")
	@CsvSource({ "1, PT1S, PT5S", "1, PT2M, PT2M", "3, PT2M, PT30M", "1, P3D, P1D", "9, PT48H, PT24H" })
	void waitsLongerIfTheReceiverWantsThatButNotForEver(int tries, Duration retryAfter, Duration wait) {
		assertThat(this.exact.next(tries, answer(429, retryAfter), NOW)).contains(NOW.plus(wait));
	}

	private static WebhookAnswer answer(int status, Duration retryAfter) {
		return new WebhookAnswer(status, null, Duration.ZERO, retryAfter);
	}

}
