package io.selfieregistration.monitoring.settings;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rejects short, placeholder and reused secrets. */
final class SecretRules {

	private static final String ENCRYPTION_KEYS = "selfie.encryption.keys";

	private static final String DATABASE_PASSWORD = "spring.datasource.password";

	/** Minimum length in characters; the key is 32 bytes in Base64. */
	private static final Map<String, Integer> SHORTEST = Map.of("selfie.operator.password", 12,
			"selfie.object-store.secret-key", 16, ENCRYPTION_KEYS, 44, DATABASE_PASSWORD, 12);

	/** Secrets whose length another service dictates. */
	private static final List<String> GIVEN = List.of("spring.mail.password", "selfie.sms.password");

	private static final Set<String> PLACEHOLDERS = Set.of("changeme", "change-me", "change_me", "password", "secret",
			"example", "placeholder", "123456", "minioadmin", "postgres", "your-", "your_", "<", "${");

	/** Minimum of distinct characters; a random secret of 12 characters has more. */
	private static final int FEWEST_CHARACTERS = 6;

	private SecretRules() {
	}

	static Stream<String> problems(Settings settings) {
		Map<String, String> secrets = secrets(settings);
		boolean databaseIsHere = databaseIsHere(settings);
		if (databaseIsHere) {
			secrets.remove(DATABASE_PASSWORD);
		}
		Stream<String> weak = secrets.entrySet()
			.stream()
			.flatMap((secret) -> weakness(secret.getKey(), secret.getValue()));
		return Stream.of(weak, sharedValues(secrets), databaseIsHere ? Stream.<String>empty() : database(settings))
			.flatMap((problems) -> problems);
	}

	private static Map<String, String> secrets(Settings settings) {
		Map<String, String> secrets = new LinkedHashMap<>();
		Stream.concat(SHORTEST.keySet().stream().sorted(), GIVEN.stream()).forEach((name) -> {
			List<String> values = settings.texts(name);
			for (int index = 0; index < values.size(); index++) {
				secrets.put((values.size() == 1) ? name : name + "[" + index + "]", values.get(index));
			}
		});
		return secrets;
	}

	private static Stream<String> weakness(String name, String value) {
		int shortest = SHORTEST.getOrDefault(name.replaceAll("\\[\\d+]", ""), 0);
		if (value.length() < shortest) {
			return Stream.of(name + " has fewer than " + shortest + " characters" + advice(name));
		}
		String lowerCase = value.toLowerCase(Locale.ROOT);
		if (PLACEHOLDERS.stream().anyMatch(lowerCase::contains)) {
			return Stream.of(name + " is a placeholder; choose a secret of your own" + advice(name));
		}
		if (shortest > 0 && value.chars().distinct().count() < FEWEST_CHARACTERS) {
			return Stream.of(name + " repeats a few characters; choose a random one" + advice(name));
		}
		if (name.startsWith(ENCRYPTION_KEYS) && isText(value)) {
			return Stream.of(name + " is a text in Base64; choose a random one" + advice(name));
		}
		return Stream.empty();
	}

	/**
	 * Whether a key decodes to printable text, which is very unlikely for random bytes.
	 */
	private static boolean isText(String key) {
		try {
			byte[] bytes = Base64.getDecoder().decode(key);
			return IntStream.range(0, bytes.length).allMatch((index) -> bytes[index] >= ' ' && bytes[index] <= '~');
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static String advice(String name) {
		return name.startsWith(ENCRYPTION_KEYS) ? " (openssl rand -base64 32)" : "";
	}

	private static Stream<String> sharedValues(Map<String, String> secrets) {
		Map<String, String> seen = new LinkedHashMap<>();
		Stream.Builder<String> problems = Stream.builder();
		secrets.forEach((name, value) -> {
			String other = seen.putIfAbsent(value, name);
			if (other != null) {
				problems.add(other + " and " + name + " are the same secret; each needs one of its own");
			}
		});
		return problems.build();
	}

	/**
	 * Requires a password for the database, except on this machine, where the server may
	 * authenticate by other means.
	 */
	private static Stream<String> database(Settings settings) {
		String password = settings.text(DATABASE_PASSWORD).orElse(null);
		if (password != null) {
			return password.equalsIgnoreCase(settings.text("spring.datasource.username").orElse(null))
					? Stream.of(DATABASE_PASSWORD + " is the name of the user") : Stream.empty();
		}
		return settings.text("spring.datasource.url")
			.filter((url) -> !url.contains("sslkey=") && !url.contains("password="))
			.map((url) -> DATABASE_PASSWORD + " is missing, and the database is on another machine")
			.stream();
	}

	private static boolean databaseIsHere(Settings settings) {
		return settings.text("spring.datasource.url")
			.filter((url) -> Hosts.isLoopback(url.replaceFirst("^jdbc:", "")))
			.isPresent();
	}

}
