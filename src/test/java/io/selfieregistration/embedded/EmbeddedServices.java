package io.selfieregistration.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * A real PostgreSQL and a real S3 server inside of this JVM, on loopback ports that the
 * system chooses.
 */
public final class EmbeddedServices implements AutoCloseable {

	private static final Duration START_LIMIT = Duration.ofSeconds(60);

	private final EmbeddedPostgres postgres;

	private final S3Proxy objectStore;

	private final String accessKey;

	private final String secretKey;

	private EmbeddedServices(EmbeddedPostgres postgres, S3Proxy objectStore, String accessKey, String secretKey) {
		this.postgres = postgres;
		this.objectStore = objectStore;
		this.accessKey = accessKey;
		this.secretKey = secretKey;
	}

	/**
	 * Starts both with data that outlives this JVM, and settings that do not lose any of
	 * it.
	 */
	public static EmbeddedServices durable(Path directory, String accessKey, String secretKey) {
		try {
			Path data = Files.createDirectories(directory.resolve("postgresql")).toAbsolutePath();
			stopOrphan(data);
			EmbeddedPostgres.Builder postgres = builder(directory.resolve("bin")).setDataDirectory(data)
				.setCleanDataDirectory(false)
				.setServerConfig("fsync", "on")
				.setServerConfig("synchronous_commit", "on");
			return start(postgres, directory.resolve("objects"), accessKey, secretKey);
		}
		catch (IOException ex) {
			throw new IllegalStateException("The data in " + directory + " cannot be used: " + ex.getMessage(), ex);
		}
	}

	/** Starts both with nothing in them, for the life of this JVM. */
	public static EmbeddedServices ephemeral(Path directory, String accessKey, String secretKey) {
		return start(builder(directory.resolve("bin")), directory.resolve("objects-" + ProcessHandle.current().pid()),
				accessKey, secretKey);
	}

	private static EmbeddedServices start(EmbeddedPostgres.Builder postgres, Path objects, String accessKey,
			String secretKey) {
		requireRunnable();
		EmbeddedPostgres server = start(postgres);
		try {
			Files.createDirectories(objects);
			S3Proxy objectStore = S3Proxy.builder()
				.blobStore(new FilesystemNio2BlobStore(objects.toAbsolutePath().toString()))
				.endpoint(URI.create("http://127.0.0.1:0"))
				.awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
				.build();
			objectStore.start();
			return new EmbeddedServices(server, objectStore, accessKey, secretKey);
		}
		catch (Exception ex) {
			throw new IllegalStateException("The embedded S3 server does not start: " + ex.getMessage(), ex);
		}
	}

	private static EmbeddedPostgres start(EmbeddedPostgres.Builder postgres) {
		try {
			return postgres.start();
		}
		catch (IllegalStateException ex) {
			throw new IllegalStateException("The data directory is in use: stop the other instance that runs on it"
					+ " (" + ex.getMessage() + ").", ex);
		}
		catch (IOException ex) {
			throw new IllegalStateException("The embedded PostgreSQL does not start: " + ex.getMessage(), ex);
		}
	}

	private static EmbeddedPostgres.Builder builder(Path binaries) {
		return EmbeddedPostgres.builder()
			.setOverrideWorkingDirectory(binaries.toAbsolutePath().toFile())
			.setPort(0)
			.setServerConfig("listen_addresses", "127.0.0.1")
			.setServerConfig("unix_socket_directories", "")
			.setServerConfig("max_connections", "300")
			.setServerConfig("timezone", "UTC")
			.setPGStartupWait(START_LIMIT)
			.setRegisterShutdownHook(false);
	}

	/** PostgreSQL does not run as root; with user namespaces it need not know. */
	private static void requireRunnable() {
		if (!"root".equals(System.getProperty("user.name"))) {
			return;
		}
		try {
			Process probe = new ProcessBuilder("unshare", "-U", "true").start();
			if (probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0) {
				return;
			}
		}
		catch (IOException ex) {
			// There is no unshare, so there are no user namespaces for us.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new IllegalStateException("PostgreSQL does not run as root, and this machine grants no user namespaces"
				+ " (unshare -U) to hide it: run the same command as a normal user.");
	}

	/** A server whose JVM was killed goes on, and keeps the next one from starting. */
	private static void stopOrphan(Path data) throws IOException {
		Path pidFile = data.resolve("postmaster.pid");
		if (!Files.exists(pidFile)) {
			return;
		}
		List<String> lines = Files.readAllLines(pidFile);
		long pid = lines.isEmpty() ? -1 : Long.parseLong(lines.get(0).strip());
		ProcessHandle.of(pid)
			.filter((process) -> process.info().command().map((command) -> command.contains("postgres")).orElse(false))
			.ifPresent((process) -> {
				process.destroy();
				try {
					process.onExit().get(30, TimeUnit.SECONDS);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				catch (Exception ex) {
					throw new IllegalStateException("The PostgreSQL of an earlier run does not stop: process " + pid,
							ex);
				}
			});
	}

	/** Creates a database for one application context. */
	public void createDatabase(String name) {
		try (Connection connection = this.postgres.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("create database " + name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The database " + name + " cannot be created", ex);
		}
	}

	public String jdbcUrl(String database) {
		return "jdbc:postgresql://127.0.0.1:" + this.postgres.getPort() + "/" + database + "?user=postgres";
	}

	/** The settings with which the application finds both. */
	public Map<String, String> settings(String database) {
		Map<String, String> settings = new TreeMap<>();
		settings.put("spring.datasource.url", jdbcUrl(database));
		settings.put("selfie.object-store.endpoint", "http://127.0.0.1:" + this.objectStore.getPort());
		settings.put("selfie.object-store.access-key", this.accessKey);
		settings.put("selfie.object-store.secret-key", this.secretKey);
		return settings;
	}

	@Override
	public void close() {
		try {
			this.objectStore.stop();
			this.postgres.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException("The embedded services do not stop", ex);
		}
	}

}
