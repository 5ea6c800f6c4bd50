package io.selfieregistration.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

import javax.sql.DataSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.selfieregistration.SelfieRegistrationApplication;
import io.selfieregistration.application.Applications;
import io.selfieregistration.face.FaceAnalysis;
import io.selfieregistration.face.FaceAssessment;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.RecognitionModel;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.Person;
import io.selfieregistration.system.SystemContext;
import io.selfieregistration.system.SystemFixtures.Installation;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.WatchedDataSource;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.TestSocketUtils;

/**
 * Measures whole requests, from the integrator's call to the delivered result, on
 * embedded parts: what one costs the database, how many a second this machine ends, and
 * what memory is held afterwards. Prints its figures; asserts nothing.
 */
public final class MainJobBenchmark {

	private static final int WARM_UP = 30;

	private static final int CLIENTS = 8;

	private static final LongAdder STATEMENTS = new LongAdder();

	private static final LongAdder COMMITS = new LongAdder();

	private MainJobBenchmark() {
	}

	/**
	 * @param args number of requests with the face judged; the stubbed run takes twice as
	 * many
	 */
	public static void main(String[] args) throws Exception {
		// Servers in this JVM would keep it alive after a failure.
		Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
			failure.printStackTrace();
			System.exit(1);
		});
		int requests = (args.length > 0) ? Integer.parseInt(args[0]) : 500;
		measure("face judged", false, requests);
		measure("face stubbed", true, 2 * requests);
		System.exit(0);
	}

	private static void measure(String title, boolean stubbed, int requests) throws Exception {
		SpringApplication application = new SpringApplication(SelfieRegistrationApplication.class, Counting.class);
		if (stubbed) {
			application.addPrimarySources(List.of(StubbedFace.class));
		}
		Map<String, String> settings = SystemContext.settings(SystemContext.createDatabase(),
				TestSocketUtils.findAvailableTcpPort());
		String[] arguments = settings.entrySet()
			.stream()
			.map((setting) -> "--" + setting.getKey() + "=" + setting.getValue())
			.toArray(String[]::new);
		try (ConfigurableApplicationContext context = application.run(arguments);
				Integrator integrator = new Integrators(Installation.of(context.getBean(Applications.class)),
						context.getBean(WebSettings.class).baseUrl())
					.byLink()) {
			JdbcClient jdbc = context.getBean(JdbcClient.class);
			run(integrator, WARM_UP);
			awaitCompleted(jdbc, WARM_UP);
			STATEMENTS.reset();
			COMMITS.reset();
			long wal = walBytes(jdbc);
			long engine = tableBytes(jdbc, "act\\_%");
			long ours = tableBytes(jdbc, "%") - engine;
			long started = System.nanoTime();
			run(integrator, requests);
			awaitCompleted(jdbc, WARM_UP + requests);
			double seconds = (System.nanoTime() - started) / 1e9;
			System.out.printf("%n%s: %d requests by %d clients%n", title, requests, CLIENTS);
			System.out.printf("  requests per second       %8.1f%n", requests / seconds);
			System.out.printf("  SQL statements a request  %8.1f%n", STATEMENTS.sum() / (double) requests);
			System.out.printf("  commits a request         %8.1f%n", COMMITS.sum() / (double) requests);
			System.out.printf("  WAL bytes a request       %8.0f%n", (walBytes(jdbc) - wal) / (double) requests);
			long engineNow = tableBytes(jdbc, "act\\_%");
			System.out.printf("  engine's bytes a request  %8.0f%n", (engineNow - engine) / (double) requests);
			System.out.printf("  our bytes a request       %8.0f%n",
					(tableBytes(jdbc, "%") - engineNow - ours) / (double) requests);
			System.out.printf("  bytes of a photo          %8.0f%n",
					jdbc.sql("select avg(size_bytes) from photo").query(Double.class).single());
			System.gc();
			long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
			System.out.printf("  heap held afterwards      %8.1f MiB%n", heap / 1048576.0);
			System.out.printf("  resident memory           %8.1f MiB%n", residentKib() / 1024.0);
		}
	}

	private static void run(Integrator integrator, int requests) throws Exception {
		byte[] selfie = Portrait.goodJpeg();
		ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
		List<Future<Void>> results = new ArrayList<>();
		for (int request = 0; request < requests; request++) {
			Callable<Void> work = () -> {
				JsonNode created = integrator.start();
				Person person = new Person(created.get("capture_url").asText());
				person.open();
				JsonNode verdict = person.submit(selfie).getBody();
				if (!verdict.path("accepted").asBoolean()) {
					throw new IllegalStateException("A selfie was not accepted: " + verdict);
				}
				return null;
			};
			results.add(clients.submit(work));
		}
		for (Future<Void> result : results) {
			result.get();
		}
		clients.shutdown();
	}

	private static void awaitCompleted(JdbcClient jdbc, int requests) throws InterruptedException {
		while (jdbc.sql("select count(*) from delivery where delivered_at is not null")
			.query(Integer.class)
			.single() < requests) {
			Thread.sleep(20);
		}
	}

	/** What tables, their indexes and long values take on disk. */
	private static long tableBytes(JdbcClient jdbc, String names) {
		return jdbc.sql("""
				select coalesce(sum(pg_total_relation_size(c.oid)), 0) from pg_class c
				join pg_namespace n on n.oid = c.relnamespace
				where c.relkind = 'r' and n.nspname = 'public' and c.relname like :names
				""").param("names", names).query(Long.class).single();
	}

	private static long walBytes(JdbcClient jdbc) {
		return jdbc.sql("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')").query(Long.class).single();
	}

	private static long residentKib() throws Exception {
		Path status = Path.of("/proc/self/status");
		if (!Files.exists(status)) {
			return 0;
		}
		return Files.readAllLines(status)
			.stream()
			.filter((line) -> line.startsWith("VmRSS:"))
			.map((line) -> Long.parseLong(line.replaceAll("[^0-9]", "")))
			.findFirst()
			.orElse(0L);
	}

	/** Counts statements and commits. Not annotated, so that no scan finds it. */
	static class Counting {

		@Bean
		static BeanPostProcessor countingStatements() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					return (bean instanceof DataSource dataSource)
							? WatchedDataSource.watch(dataSource, CountingConnection::new) : bean;
				}

			};
		}

	}

	/**
	 * Counts for all connections together. A transaction that asked for nothing costs
	 * nothing: the driver does not tell the database of it.
	 */
	private static final class CountingConnection implements WatchedDataSource.Watcher {

		private boolean asked;

		@Override
		public void executed(String sql) {
			STATEMENTS.increment();
			this.asked = true;
		}

		@Override
		public void committed() {
			if (this.asked) {
				COMMITS.increment();
			}
			this.asked = false;
		}

		@Override
		public void rolledBack() {
			this.asked = false;
		}

	}

	/**
	 * Judges nothing, so that the rest of the way is measured. Not annotated, so that no
	 * scan finds it.
	 */
	static class StubbedFace {

		@Bean
		FaceAnalysis stubbedFaceAnalysis() {
			FaceTemplate template = new FaceTemplate(RecognitionModel.MOBILEFACENET.model(), new float[192]);
			return (image) -> new FaceAssessment(List.of(), Map.of(), Optional.of(template));
		}

	}

}
