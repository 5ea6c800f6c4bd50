package io.selfieregistration.monitoring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/**
 * Says at the start, all at once and before anything is touched, which settings are
 * missing, which secrets are none, and which settings contradict each other. A value that
 * cannot be read at all is left to Spring, which tells it as well.
 */
class SettingsReview implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

	/** Without a default: each is a secret or the address of a server. */
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
			SecretRules::problems, ContradictionRules::problems);

	@Override
	public void initialize(ConfigurableApplicationContext context) {
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

	/** After everybody who adds settings. */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
