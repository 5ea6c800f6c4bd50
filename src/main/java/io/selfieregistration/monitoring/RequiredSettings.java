package io.selfieregistration.monitoring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Says at the start which settings are missing, before anything stumbles over the first
 * of them. None of them has a default: each is a secret or the address of a server.
 */
class RequiredSettings implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

	private static final Map<String, String> REQUIRED = new LinkedHashMap<>();

	static {
		REQUIRED.put("spring.datasource.url", "jdbc:postgresql://HOST:5432/DATABASE");
		REQUIRED.put("selfie.object-store.endpoint", "address of the S3 server");
		REQUIRED.put("selfie.object-store.access-key", "key of the S3 server");
		REQUIRED.put("selfie.object-store.secret-key", "secret of that key");
		REQUIRED.put("selfie.encryption.keys[0]", "made by: openssl rand -base64 32");
		REQUIRED.put("selfie.operator.password", "of the first operator, at least 12 characters");
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		List<String> missing = REQUIRED.entrySet()
			.stream()
			.filter((setting) -> isMissing(environment, setting.getKey()))
			.map((setting) -> setting.getKey() + " (" + setting.getValue() + ")")
			.toList();
		if (!missing.isEmpty()) {
			throw new SettingsMissing(missing);
		}
	}

	private static boolean isMissing(ConfigurableEnvironment environment, String name) {
		String alternative = name.replace("[0]", "");
		return isBlank(environment, name) && isBlank(environment, alternative);
	}

	private static boolean isBlank(ConfigurableEnvironment environment, String name) {
		String value = environment.getProperty(name);
		return value == null || value.isBlank();
	}

	/** After everybody who adds settings. */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
