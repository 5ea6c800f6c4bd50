package io.selfieregistration.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Looks, after all tests of a JVM, for whatever they used that is personal or secret: in
 * the tables of the engine of every application that they started, and in the log.
 * <p>
 * JUnit finds it by {@code META-INF/services}. What it finds fails the build, though all
 * tests have passed.
 */
public final class NothingPersonalLeft implements LauncherSessionListener {

	private static final byte[] START_OF_JPEG = { (byte) 0xFF, (byte) 0xD8, (byte) 0xFF };

	private static final List<String> DATABASES = new CopyOnWriteArrayList<>();

	/** Adds a database to those that are looked at in the end. */
	static void watch(String jdbcUrl) {
		DATABASES.add(jdbcUrl);
	}

	@Override
	public void launcherSessionClosed(LauncherSession session) {
		Set<String> remembered = Secrets.remembered();
		if (remembered.isEmpty() || DATABASES.isEmpty()) {
			return;
		}
		Path log = Path.of(System.getProperty("logging.file.name", "target/logs/none.log"));
		List<String> found = in(DATABASES, log, remembered);
		if (!found.isEmpty()) {
			throw new AssertionError("The tests left something personal or secret: " + found);
		}
		System.out.println("Nothing personal is left: looked for " + remembered.size() + " texts and for photos in "
				+ DATABASES.size() + " databases, and in " + log);
	}

	/**
	 * Names the columns and the log that hold something; what it is, is not told, as the
	 * answer ends up in a log.
	 * @param log may be missing
	 */
	static List<String> in(Collection<String> databases, Path log, Collection<String> secrets) {
		List<String> found = new ArrayList<>();
		for (String database : databases) {
			PersonalDataScan scan = PersonalDataScan.of(database);
			scan.find(secrets).forEach((column) -> found.add(column + " of " + database));
			scan.find(START_OF_JPEG).forEach((column) -> found.add("photo in " + column + " of " + database));
		}
		if (Files.exists(log)) {
			String text = read(log);
			if (secrets.stream().anyMatch(text::contains)) {
				found.add(log.toString());
			}
		}
		return found;
	}

	private static String read(Path log) {
		try {
			return Files.readString(log, StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
