package io.selfieregistration.monitoring.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * What {@code docker-compose.yml} promises, as far as it can be seen without a container:
 * the secrets are made by the script that it names.
 */
class ComposeTests {

	private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)(?:(:-|:\\?)([^}]*))?}");

	/** The services that are this one; the others are programs of others. */
	private static final Set<String> NODES = Set.of("app", "app-2");

	@TempDir
	private Path directory;

	private Path secrets;

	private Map<String, Object> compose;

	private Map<String, Map<String, Object>> services;

	@BeforeEach
	void read() throws IOException {
		this.secrets = Files.createDirectory(this.directory.resolve("secrets"));
		this.compose = new Yaml().load(Files.readString(Path.of("docker-compose.yml")));
		this.services = map(this.compose.get("services"));
	}

	@Test
	void startsWithSecretsThatTheScriptMakes() throws Exception {
		createSecrets();

		assertThatNoException().isThrownBy(() -> review("app"));
	}

	@Test
	void keepsSecretsThatAreThere() throws Exception {
		createSecrets();
		Map<String, String> first = contents();
		Files.delete(this.secrets.resolve("operator_password"));
		createSecrets();

		Map<String, String> second = contents();
		assertThat(second).containsKeys("operator_password").hasSameSizeAs(first);
		assertThat(second.remove("operator_password")).isNotEqualTo(first.remove("operator_password"));
		assertThat(second).isEqualTo(first);
	}

	/** Compose reads the file in each shell; an address that is there stays. */
	@Test
	void tellsComposeTheAddressOnce() throws Exception {
		createSecrets();
		Path environment = this.directory.resolve(".env");
		assertThat(environment).content().isEqualTo("PUBLIC_URL=https://selfie.bank.test\n");
		Files.writeString(environment, "PUBLIC_URL=https://other.bank.test\n");

		createSecrets();

		assertThat(environment).content().isEqualTo("PUBLIC_URL=https://other.bank.test\n");
		assertThat(Files.readAllLines(Path.of(".gitignore"))).contains("/.env", "/secrets/");
	}

	@Test
	void doesNotStartWithoutSecret() throws Exception {
		createSecrets();
		Files.delete(this.secrets.resolve("encryption_key"));

		assertThatExceptionOfType(SettingsRefused.class).isThrownBy(() -> review("app"))
			.withMessageContaining("selfie.encryption.keys is missing");
	}

	@Test
	void setsOnlyWhatTheServiceHas() throws IOException {
		Set<String> known = ConfigurationMetadata.load().canonicalNames();

		assertThat(NODES).allSatisfy((node) -> {
			assertThat(environment(node).keySet()).isNotEmpty().allSatisfy((variable) -> {
				String name = ConfigurationMetadata.canonical(variable);
				assertThat(known).as(variable).anyMatch((setting) -> name.equals(setting) || isEntryOf(name, setting));
			});
			assertThat(secretFiles(node).keySet()).isNotEmpty()
				.allSatisfy((setting) -> assertThat(known).contains(ConfigurationMetadata.canonical(setting)));
		});
	}

	/** Of a map of settings, such as those of the mail library. */
	private static boolean isEntryOf(String name, String setting) {
		return setting.equals("springmailproperties") && name.startsWith(setting);
	}

	@Test
	void hasEverySecretInFilesOnly() {
		assertThat(this.services.values()).allSatisfy((service) -> environmentOf(service).forEach((name, value) -> {
			if (name.matches(".*(PASSWORD|SECRET|KEYS|TOKEN).*")) {
				assertThat(value.toString()).as(name).startsWith("/run/secrets/");
			}
		}));
		assertThat(map(this.compose.get("secrets")).values())
			.allSatisfy((secret) -> assertThat(((Map<?, ?>) secret).get("file").toString())
				.startsWith("${SECRETS:-./secrets}/"));
	}

	@Test
	void givesAppNoKeyThatMayAdministerTheStore() {
		assertThat(secretFiles("app").values()).contains("s3_secret_key").doesNotContain("s3_root_password");
		assertThat(environment("app").get("SELFIE_OBJECTSTORE_ACCESSKEY"))
			.isNotEqualTo(environment("s3").get("MINIO_ROOT_USER"));
	}

	@Test
	void pinsEveryImageAndLetsItBeReplaced() {
		assertThat(this.services).allSatisfy((name, service) -> assertThat(service.get("image").toString()).as(name)
			.matches("\\$\\{[A-Z0-9_]+_IMAGE:-[a-z0-9./-]+:[A-Za-z0-9.-]+}"));
	}

	@Test
	void opensPortsOnLoopbackOnly() {
		assertThat(this.services.values())
			.flatExtracting((service) -> (List<?>) service.getOrDefault("ports", List.of()))
			.isNotEmpty()
			.allSatisfy((port) -> assertThat(port.toString()).startsWith("127.0.0.1:"));
	}

	@Test
	void letsNodesDoLittle() {
		assertThat(NODES).allSatisfy((node) -> assertThat(this.services.get(node)).containsEntry("read_only", true)
			.containsEntry("cap_drop", List.of("ALL"))
			.containsEntry("security_opt", List.of("no-new-privileges:true")));
		assertThat(Path.of("Dockerfile")).content().contains("\nUSER 10001\n").contains("\nHEALTHCHECK ");
	}

	/** Also what the build of the jar reads beside its sources. */
	@Test
	void buildsImageOfAllThatTheBuildReads() throws IOException {
		List<String> context = Files.readAllLines(Path.of(".dockerignore"))
			.stream()
			.filter((line) -> line.startsWith("!"))
			.map((line) -> line.substring(1))
			.toList();
		List<String> sources = context.stream().filter((path) -> !path.startsWith("target/")).toList();
		String dockerfile = Files.readString(Path.of("Dockerfile"));

		assertThat(sources).contains("pom.xml", "package-lock.json", ".npmrc", "src/main", ".camunda/element-templates")
			.allSatisfy((path) -> {
				assertThat(Path.of(path)).exists();
				assertThat(dockerfile).containsPattern("COPY [^\n]*" + Pattern.quote(path.split("/")[0]));
			});
	}

	@Test
	void mountsOnlyWhatIsThere() {
		assertThat(this.services.values())
			.flatExtracting((service) -> (List<?>) service.getOrDefault("volumes", List.of()))
			.map(Object::toString)
			.filteredOn((volume) -> volume.startsWith("./"))
			.isNotEmpty()
			.allSatisfy((volume) -> assertThat(Path.of(volume.substring(0, volume.indexOf(':')))).isDirectory());
	}

	/**
	 * The script runs again at each start, when the key has its policy already, in an
	 * image that has few programs.
	 */
	@Test
	void makesTheKeyOfTheStoreAgainAndAgain() throws Exception {
		createSecrets();
		Path programs = Files.createDirectory(this.secrets.resolve("programs"));
		for (String program : List.of("cat", "sleep")) {
			Files.createSymbolicLink(programs.resolve(program), Path.of("/bin", program));
		}
		Path client = Files.writeString(programs.resolve("mc"), """
				#!/bin/sh
				shift 2
				echo "$*" >> "$TMPDIR/calls"
				case "$*" in
				  "admin policy attach"*) [ ! -e "$TMPDIR/attached" ] && : > "$TMPDIR/attached" ;;
				  "admin user info"*) echo "PolicyName: selfies-objects" ;;
				esac
				""");
		assertThat(client.toFile().setExecutable(true)).isTrue();

		assertThat(createKey(programs)).contains("may read, write and delete objects in selfies");
		assertThat(createKey(programs)).contains("may read, write and delete objects in selfies");

		assertThat(Files.readString(this.secrets.resolve("calls"))).contains("mb --ignore-existing store/selfies",
				"admin user add store selfie-registration " + contentsOf("s3_secret_key"));
		assertThat(Files.readString(this.secrets.resolve("policy.json"))).contains("arn:aws:s3:::selfies/*")
			.doesNotContain("s3:*");
	}

	private String createKey(Path programs) throws Exception {
		ProcessBuilder script = new ProcessBuilder("/bin/sh", "deploy/s3/create-key.sh").redirectErrorStream(true);
		script.environment()
			.putAll(Map.of("PATH", programs.toString(), "SECRETS", this.secrets.toString(), "TMPDIR",
					this.secrets.toString(), "S3_ENDPOINT", "http://s3:9000", "S3_ROOT_USER", "administrator",
					"S3_ACCESS_KEY", "selfie-registration", "S3_BUCKET", "selfies"));
		Process process = script.start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(said).isZero();
		return said;
	}

	private String contentsOf(String secret) throws IOException {
		return Files.readString(this.secrets.resolve(secret));
	}

	private void createSecrets() throws Exception {
		ProcessBuilder builder = new ProcessBuilder("sh", "deploy/create-secrets", "https://selfie.bank.test")
			.redirectErrorStream(true);
		builder.environment().put("SECRETS", this.secrets.toString());
		Process script = builder.start();
		assertThat(script.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(script.exitValue()).as(new String(script.getInputStream().readAllBytes())).isZero();
	}

	private Map<String, String> contents() throws IOException {
		Map<String, String> contents = new TreeMap<>();
		try (var files = Files.list(this.secrets)) {
			for (Path file : files.toList()) {
				contents.put(file.getFileName().toString(), Files.readString(file));
			}
		}
		return contents;
	}

	/** The settings of a node as the container has them: variables, and files. */
	private void review(String node) throws IOException {
		Path run = Files.createDirectory(this.secrets.resolve("run"));
		for (Map.Entry<String, String> secret : secretFiles(node).entrySet()) {
			Path made = this.secrets.resolve(secret.getValue());
			if (Files.exists(made)) {
				Files.copy(made, run.resolve(secret.getKey()));
			}
		}
		Map<String, Object> variables = new HashMap<>();
		environment(node).forEach((name, value) -> variables.put(name, filledIn(value.toString())));
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			var sources = context.getEnvironment().getPropertySources();
			sources.forEach((source) -> sources.remove(source.getName()));
			sources.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", variables));
			sources.addLast(new ConfigTreePropertySource("secrets", run,
					ConfigTreePropertySource.Option.AUTO_TRIM_TRAILING_NEW_LINE));
			ConfigurationPropertySources.attach(context.getEnvironment());
			new SettingsReview().initialize(context);
		}
	}

	private static String filledIn(String value) {
		return VARIABLE.matcher(value).replaceAll((variable) -> Matcher.quoteReplacement(switch (variable.group(1)) {
			case "PUBLIC_URL" -> "https://selfie.bank.test";
			default -> variable.group(3);
		}));
	}

	private Map<String, Object> environment(String service) {
		return environmentOf(this.services.get(service));
	}

	private Map<String, String> secretFiles(String service) {
		List<Map<String, String>> secrets = list(this.services.get(service).get("secrets"));
		return secrets.stream()
			.collect(Collectors.toMap((secret) -> secret.get("target"), (secret) -> secret.get("source")));
	}

	private static Map<String, Object> environmentOf(Map<String, Object> service) {
		return new HashMap<>(map(service.getOrDefault("environment", Map.of())));
	}

	@SuppressWarnings("unchecked")
	private static <T> Map<String, T> map(Object value) {
		return (Map<String, T>) value;
	}

	@SuppressWarnings("unchecked")
	private static <T> List<T> list(Object value) {
		return (List<T>) value;
	}

}
