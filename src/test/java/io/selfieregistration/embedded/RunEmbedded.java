package io.selfieregistration.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

import io.selfieregistration.SelfieRegistrationApplication;
import io.selfieregistration.application.ApplicationSecret;
import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.Applications;
import io.selfieregistration.application.NotificationType;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/**
 * Runs everything in this JVM: the application, PostgreSQL and an S3 server. Data and
 * generated secrets are kept in {@code .data}.
 * <p>
 * The annotation tells {@code spring-boot:test-run} which of the main classes of the
 * tests to run; it repeats the one of the application, so that a scan which finds it
 * changes nothing.
 */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
public class RunEmbedded {

	private static final Path DATA = Path.of(System.getProperty("selfie.data", ".data"));

	public static void main(String[] args) {
		// The parts start before the application has set up its log.
		LoggingSystem.get(RunEmbedded.class.getClassLoader()).beforeInitialize();
		Properties secrets = secrets();
		EmbeddedServices services = start(secrets);
		SpringApplication.getShutdownHandlers().add(services::close);
		Map<String, Object> settings = new LinkedHashMap<>(services.settings("postgres"));
		settings.put("server.address", "127.0.0.1");
		settings.put("selfie.operator.password", secrets.getProperty("operator-password"));
		settings.put("selfie.encryption.keys[0]", secrets.getProperty("encryption-key"));
		settings.put("selfie.webhook.allowed-networks", "127.0.0.0/8");
		settings.put("spring.mail.host", "127.0.0.1");
		settings.put("selfie.outbox.enabled", "true");
		SpringApplication application = new SpringApplication(SelfieRegistrationApplication.class);
		application.setDefaultProperties(settings);
		ServletWebServerApplicationContext context = run(application, args);
		context.getBean(Applications.class)
			.put("demo", "default",
					ApplicationSettingsFixture.named("Demo Bank")
						.notificationType(NotificationType.LINK)
						.linkExpiry(Duration.ofMinutes(15))
						.build(),
					new ApplicationSecret(secrets.getProperty("demo-secret")),
					secrets.getProperty("demo-webhook-secret"));
		welcome("http://localhost:" + context.getWebServer().getPort(),
				"http://localhost:" + context.getEnvironment().getProperty("local.management.port"), secrets);
	}

	private static EmbeddedServices start(Properties secrets) {
		try {
			return EmbeddedServices.durable(DATA, secrets.getProperty("s3-access-key"),
					secrets.getProperty("s3-secret-key"));
		}
		catch (IllegalStateException ex) {
			System.err.println("\n" + ex.getMessage() + "\n");
			System.exit(1);
			throw ex;
		}
	}

	/** The embedded parts keep the JVM alive, so a failed start has to end it. */
	private static ServletWebServerApplicationContext run(SpringApplication application, String[] args) {
		try {
			return (ServletWebServerApplicationContext) application.run(args);
		}
		catch (RuntimeException ex) {
			System.exit(1);
			throw ex;
		}
	}

	private static void welcome(String address, String management, Properties secrets) {
		System.out.println("""

				Selfie Registration is running, with data and secrets in %1$s. Stop it with Ctrl+C.

				  Start page     %2$s/
				  Cockpit        %2$s/camunda/app/cockpit/    user operator, password %4$s
				  Metrics        %3$s/actuator/prometheus

				For the commands of docs/walk-through.md, copy these lines into another terminal:

				export SELFIE=%2$s
				export OPERATOR=operator:%4$s
				export APPLICATION=demo:%5$s
				""".formatted(DATA, address, management, secrets.getProperty("operator-password"),
				secrets.getProperty("demo-secret")));
	}

	/**
	 * Generated at the first start, so that there is no password that everybody knows.
	 */
	private static Properties secrets() {
		Path file = DATA.resolve("secrets.properties");
		Properties secrets = new Properties();
		try {
			Files.createDirectories(DATA);
			boolean there = Files.exists(file);
			if (there) {
				try (InputStream in = Files.newInputStream(file)) {
					secrets.load(in);
				}
			}
			int known = secrets.size();
			secrets.putIfAbsent("operator-password", random(18));
			secrets.putIfAbsent("encryption-key", Base64.getEncoder().encodeToString(bytes(32)));
			secrets.putIfAbsent("s3-access-key", random(15));
			secrets.putIfAbsent("s3-secret-key", random(30));
			secrets.putIfAbsent("demo-secret", ApplicationSecret.generate().value());
			secrets.putIfAbsent("demo-webhook-secret", "whsec_" + Base64.getEncoder().encodeToString(bytes(32)));
			if (secrets.size() == known) {
				return secrets;
			}
			if (!there && Files.getFileStore(DATA).supportsFileAttributeView("posix")) {
				Files.createFile(file,
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
			}
			try (OutputStream out = Files.newOutputStream(file)) {
				secrets.store(out, "Secrets of this development instance");
			}
			return secrets;
		}
		catch (IOException ex) {
			throw new IllegalStateException("The secrets in " + file + " cannot be kept", ex);
		}
	}

	private static String random(int bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(bytes)).replace('-', 'x').replace('_', 'y');
	}

	private static byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		new SecureRandom().nextBytes(bytes);
		return bytes;
	}

}
