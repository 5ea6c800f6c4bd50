package io.selfieregistration.monitoring.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Validates the settings at startup, before anything else happens: reports missing
 * settings, weak secrets and contradictions all at once. Values that do not convert are
 * left to Spring, which reports them as well.
 */
// After all sources of settings
@Order(Ordered.LOWEST_PRECEDENCE)
class SettingsReview implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	/** Required settings: each is a secret or the address of a server. */
	private static final Map<String, String> REQUIRED = new LinkedHashMap<>();

	static {
		REQUIRED.put("spring.datasource.url", "jdbc:postgresql://HOST:5432/DATABASE");
		REQUIRED.put("selfie.object-store.endpoint", "address of the S3 server");
		REQUIRED.put("selfie.object-store.access-key", "key of the S3 server");
		REQUIRED.put("selfie.object-store.secret-key", "secret of that key");
		REQUIRED.put("selfie.encryption.keys", "made by: openssl rand -base64 32");
		REQUIRED.put("selfie.operator.password", "of the first operator, at least 12 characters");
	}

	private static final List<Function<Settings, Stream<String>>> RULES = List.of(SettingsReview::missing,
			SecretRules::problems, ContradictionRules::problems, MachineRules::problems);

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		List<String> unreadable = MachineRules.unreadableFiles(context.getEnvironment());
		if (!unreadable.isEmpty()) {
			throw new SettingsRefused(unreadable);
		}
		Settings settings = new Settings(Binder.get(context.getEnvironment()));
		List<String> problems = RULES.stream().flatMap((rule) -> rule.apply(settings)).toList();
		if (!problems.isEmpty()) {
			throw new SettingsRefused(problems);
		}
	}

	private static Stream<String> missing(Settings settings) {
		return REQUIRED.entrySet()
			.stream()
			.filter((setting) -> settings.texts(setting.getKey()).isEmpty())
			.map((setting) -> setting.getKey() + " is missing (" + setting.getValue() + ")");
	}

}
