package io.selfieregistration.monitoring.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** Rejects settings that contradict each other or weaken security. */
final class ContradictionRules {

	private static final String BASE_URL = "selfie.web.base-url";

	/** Metadata services of cloud providers, which hand out credentials (SSRF). */
	private static final List<String> METADATA_ADDRESSES = List.of("169.254.169.254", "fd00:ec2::254");

	private static final Set<String> ENDPOINTS = Set.of("health", "info", "prometheus");

	private static final Duration LONGEST_STEP = Duration.ofSeconds(60);

	private static final List<Function<Settings, Stream<String>>> RULES = List.of(ContradictionRules::database,
			ContradictionRules::objectStore, ContradictionRules::baseUrl, ContradictionRules::outbox,
			ContradictionRules::networks, ContradictionRules::timeouts, ContradictionRules::engine,
			ContradictionRules::management, ContradictionRules::mail);

	private ContradictionRules() {
	}

	static Stream<String> problems(Settings settings) {
		return RULES.stream().flatMap((rule) -> rule.apply(settings));
	}

	private static Stream<String> database(Settings settings) {
		return problem(
				settings.text("spring.datasource.url").filter((url) -> !url.startsWith("jdbc:postgresql:")).isPresent(),
				"spring.datasource.url is not the address of a PostgreSQL database, and no other is supported");
	}

	private static Stream<String> objectStore(Settings settings) {
		return problem(settings.text("selfie.object-store.endpoint").filter((url) -> !isOrigin(url)).isPresent(),
				"selfie.object-store.endpoint must be scheme, host and port only, such as http://s3:9000;"
						+ " the bucket is set by selfie.object-store.bucket");
	}

	/** Browsers grant no camera access to a page from another machine over plain HTTP. */
	private static Stream<String> baseUrl(Settings settings) {
		String url = settings.text(BASE_URL).orElse("");
		if (!isOrigin(url)) {
			return Stream.of(BASE_URL + " must be scheme, host and port only, such as https://selfie.example.com");
		}
		return problem(!isHttps(url) && !Hosts.isLoopback(url), BASE_URL
				+ " is plain http on another machine: browsers give no camera to such a page, and links could be read"
				+ " on their way; use https");
	}

	private static Stream<String> outbox(Settings settings) {
		return problem(
				settings.value("selfie.outbox.enabled", Boolean.class).orElse(false)
						&& settings.text(BASE_URL).filter((url) -> !Hosts.isLoopback(url)).isPresent(),
				"selfie.outbox.enabled shows the capture links of people in place of sending them, but " + BASE_URL
						+ " is not on this machine; switch the outbox off");
	}

	private static Stream<String> networks(Settings settings) {
		return settings.texts("selfie.webhook.allowed-networks").stream().flatMap((network) -> {
			try {
				IpAddressMatcher matcher = new IpAddressMatcher(network);
				return problem(network.endsWith("/0") || METADATA_ADDRESSES.stream().anyMatch(matcher::matches),
						"selfie.webhook.allowed-networks has " + network
								+ ", with which webhooks could reach the metadata of this machine's cloud;"
								+ " name the networks of the receivers only");
			}
			catch (IllegalArgumentException ex) {
				return Stream.of("selfie.webhook.allowed-networks has " + network
						+ ", which is not a network in CIDR notation such as 10.1.0.0/16");
			}
		});
	}

	/** The database ends the transaction of a step in which nothing happens. */
	private static Stream<String> timeouts(Settings settings) {
		return Stream.of("selfie.webhook.timeout", "selfie.sms.timeout")
			.filter((name) -> settings.value(name, Duration.class)
				.filter((timeout) -> timeout.compareTo(LONGEST_STEP) >= 0)
				.isPresent())
			.map((name) -> name + " must be shorter than " + LONGEST_STEP.toSeconds()
					+ " seconds, after which the database ends the transaction of the step that waits");
	}

	private static Stream<String> engine(Settings settings) {
		return Stream.concat(
				problem(!settings.value("camunda.bpm.authorization.enabled", Boolean.class).orElse(true),
						"camunda.bpm.authorization.enabled is false, so that every user of the engine could do"
								+ " everything, deploying included"),
				problem(settings.text("camunda.bpm.history-level").filter((level) -> !"full".equals(level)).isPresent(),
						"camunda.bpm.history-level must be full, which the reports need"));
	}

	private static Stream<String> management(Settings settings) {
		Stream<String> exposed = problem(
				!ENDPOINTS.containsAll(settings.texts("management.endpoints.web.exposure.include")),
				"management.endpoints.web.exposure.include may have " + ENDPOINTS.stream().sorted().toList()
						+ " only: others show secrets or memory");
		int port = settings.value("server.port", Integer.class).orElse(8080);
		Stream<String> shared = problem(
				port != 0 && settings.value("management.server.port", Integer.class).orElse(-1) == port,
				"management.server.port is the same as server.port, which people reach; choose another");
		return Stream.concat(exposed, shared);
	}

	/** Without a host no mail is sent, which a user name or a password contradicts. */
	private static Stream<String> mail(Settings settings) {
		return (settings.text("spring.mail.host").isPresent()) ? Stream.empty()
				: Stream.of("spring.mail.username", "spring.mail.password")
					.filter((name) -> settings.text(name).isPresent())
					.map((name) -> "spring.mail.host is missing, but %s is set; name the mail server, or remove both"
						.formatted(name))
					.limit(1);
	}

	private static boolean isOrigin(String url) {
		try {
			URI uri = URI.create(url);
			return isHttp(uri) && uri.getHost() != null && uri.getUserInfo() == null && uri.getRawQuery() == null
					&& uri.getRawFragment() == null && uri.getRawPath().isEmpty();
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean isHttp(URI uri) {
		return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
	}

	private static boolean isHttps(String url) {
		return url.regionMatches(true, 0, "https:", 0, "https:".length());
	}

	private static Stream<String> problem(boolean there, String sentence) {
		return there ? Stream.of(sentence) : Stream.empty();
	}

}
