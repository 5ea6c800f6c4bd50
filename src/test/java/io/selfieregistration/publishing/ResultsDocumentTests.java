package io.selfieregistration.publishing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import org.junit.jupiter.api.Test;

import io.selfieregistration.application.ResponseType;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.result.PollAnswer.Status;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps {@code docs/results.md} true. */
class ResultsDocumentTests {

	private final String page = Files.readString(Path.of("docs/results.md"));

	ResultsDocumentTests() throws IOException {
	}

	@Test
	void namesEveryWayEveryFormAndEveryWordOfPolling() {
		assertThat(Arrays.stream(ResultNotificationWay.values()).map(ResultsDocumentTests::row))
			.allSatisfy((row) -> assertThat(this.page).contains(row));
		assertThat(Arrays.stream(ResponseType.values()).map(ResultsDocumentTests::row))
			.allSatisfy((row) -> assertThat(this.page).contains(row));
		assertThat(Arrays.stream(Status.values()).filter((status) -> status != Status.DONE))
			.allSatisfy((status) -> assertThat(this.page).contains("| `" + status.code() + "` |"));
	}

	@Test
	void tellsTheNumberOfAttemptsOfTheSchedule() {
		assertThat(this.page).contains("\"attempts\":" + (DeliverySchedule.WAITS.size() + 1));
	}

	private static String row(Enum<?> value) {
		return "| `" + value.name().toLowerCase(Locale.ROOT) + "` |";
	}

}
