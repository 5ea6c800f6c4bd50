package io.selfieregistration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A reader who searches for a word of the field finds the class that does it. */
class FieldWordsTests {

	private static final Path SOURCES = Path.of("src", "main", "java");

	/** The last Javadoc before the first type of a source file. */
	private static final Pattern JAVADOC = Pattern.compile(
			"/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\((?:[^()]|\\([^()]*\\))*\\))?\\s*)*"
					+ "(?:(?:public|final|abstract|sealed|non-sealed) )*(?:class|interface|record|enum|@interface) ",
			Pattern.DOTALL);

	@ParameterizedTest(name = "{0} leads to {1}")
	@CsvSource({ "retry, DeliverySchedule", "retry, RetryAfter", "back-off, DeliverySchedule",
			"dead letter, DeliveryAttempts", "bulkhead, ReceiverBulkhead", "outbox, PendingMessages",
			"rate limit, RequestIntake", "rate limit, TooManyRequests", "rate limit, Results",
			"idempotency, IdempotentAnswers", "idempotency, BodyHash", "idempotency, IdempotencyStore",
			"SSRF, AddressGuard", "SSRF, PublishingSettingsCheck", "signature, StandardWebhooks",
			"signature, SigningKeys", "signature, JwtSigner", "tenant, InstanceWorkspaces",
			"tenant, DeploymentTenantCheck", "tenant, Application", "retention, Results", "envelope encryption, Sealer",
			"optimistic locking, EntityTags", "audit, ApplicationChange", "MDC, LogContext", "tracing, RequestTraces",
			"health, FaceHealthIndicator", "consent, Consents", "contrast, Contrast",
			"security headers, CapturePageHeaders", "problem details, Problems", "job executor, JobExecutorShutdown",
			"incident, DeliveryFailed" })
	void leadsToTheClass(String word, String type) throws IOException {
		String source = Files.readString(source(type));

		assertThat(List.of(nameInWords(type), firstSentence(source, type))).as("%s by its name or Javadoc", type)
			.anySatisfy((text) -> assertThat(text).containsIgnoringCase(word));
	}

	private static Path source(String type) throws IOException {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			List<Path> found = files.filter((file) -> file.endsWith(type + ".java")).toList();
			assertThat(found).as("source of %s", type).hasSize(1);
			return found.get(0);
		}
	}

	private static String nameInWords(String type) {
		return type.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
	}

	private static String firstSentence(String source, String type) {
		Matcher javadoc = JAVADOC.matcher(source);
		assertThat(javadoc.find()).as("%s has a Javadoc", type).isTrue();
		return javadoc.group(1).replaceAll("\\s*\\n\\s*\\*?\\s*", " ").strip().split("(?<=\\.) ")[0];
	}

}
