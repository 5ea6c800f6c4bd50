package io.selfieregistration.request;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.rule.ContextNames;

import static org.assertj.core.api.Assertions.assertThat;

class RuleContextTests {

	private static final Instant NOW = Instant.parse("2026-11-24T22:30:05Z");

	@Test
	void holdsTheNamesThatRulesAreCheckedFor() {
		Map<String, Object> context = context(Map.of());

		assertThat(context).containsOnlyKeys(ContextNames.USER, ContextNames.REQUEST, ContextNames.APPLICATION);
		for (String part : List.of(ContextNames.REQUEST, ContextNames.APPLICATION)) {
			assertThat(part(context, part).keySet()).isEqualTo(ContextNames.of(part));
		}
	}

	@Test
	void doesNotLetMetadataNameAnotherUser() {
		assertThat(part(context(Map.of("user_id", "mallory", "age", 30)), ContextNames.USER))
			.containsEntry("user_id", "mark")
			.containsEntry("age", 30);
	}

	@Test
	void doesNotLetMetadataSayWhenSelfieWasRegistered() {
		assertThat(part(context(Map.of("selfie_registered_at", "1999-01-01")), ContextNames.USER))
			.containsEntry("selfie_registered_at", NOW.minusSeconds(60).atZone(ZoneOffset.UTC));
	}

	@Test
	void tellsTheTimeOfDayInUtc() {
		assertThat(part(context(Map.of()), ContextNames.REQUEST)).containsEntry("time_of_day", LocalTime.of(22, 30, 5));
	}

	private static Map<String, Object> context(Map<String, Object> metadata) {
		return RuleContext.of(RequestFixture.request().user("mark").metadata(metadata).createdAt(NOW).build(),
				application(), NOW.minusSeconds(60), NOW);
	}

	private static Application application() {
		return new Application("demo", "default", ApplicationSettingsFixture.named("Demo Bank").build(), 1, NOW, NOW,
				null);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> part(Map<String, Object> context, String name) {
		return (Map<String, Object>) context.get(name);
	}

}
