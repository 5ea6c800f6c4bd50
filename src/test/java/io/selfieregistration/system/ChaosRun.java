package io.selfieregistration.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.minio.MinioClient;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.util.TestSocketUtils;

/**
 * Two nodes under a steady load of whole requests, while a seeded schedule kills them,
 * makes them stand still, and cuts off the database, the object store and the receiver.
 * Then the backlog has to go by itself, and {@link ChaosChecker} compares what is left.
 * <p>
 * {@code load-tests/chaos} runs it for long and prints what happened.
 */
final class ChaosRun implements AutoCloseable {

	/** Links and sessions that nobody uses end soon enough for the backlog to go. */
	private static final Duration EXPIRY = Duration.ofSeconds(30);

	private static final Duration START = Duration.ofMinutes(5);

	/** When all faults are over, everything has ended after this. */
	static final Duration DRAIN = Duration.ofMinutes(3);

	/** One kill in so many may hit a node that is starting. */
	private static final int STARTING = 8;

	private static final Path DIRECTORY = Path.of("target", "chaos");

	private final int kills;

	private final long seed;

	private final SplittableRandom random;

	private final String database = SystemContext.createDatabase();

	private final JdbcClient jdbc = JdbcClient
		.create(new DriverManagerDataSource(SystemContext.services().jdbcUrl(this.database)));

	private final Map<String, String> settings;

	private final List<ChaosNode> nodes = new ArrayList<>();

	private final Integrator integrator;

	private final InterruptibleProxy receiver;

	private final ChaosLoad load;

	/** Ends faults, and starts nodes again. */
	private final ScheduledExecutorService healing = Executors.newScheduledThreadPool(4);

	private final Map<String, Integer> faults = new TreeMap<>();

	private final AtomicLong slowestStartMillis = new AtomicLong();

	private Duration drain = Duration.ZERO;

	private ChaosChecker checker;

	ChaosRun(int kills, long seed) throws IOException {
		this.kills = kills;
		this.seed = seed;
		this.random = new SplittableRandom(seed);
		Files.createDirectories(DIRECTORY);
		AtomicReference<Node.Installed> installed = new AtomicReference<>();
		AtomicReference<InterruptibleProxy> before = new AtomicReference<>();
		this.integrator = new Integrator.Setup((id, application, secret, webhookSecret) -> {
			before.set(new InterruptibleProxy(application.notificationUrl().getPort()));
			installed.set(new Node.Installed(id, secret.value(), "http://127.0.0.1:" + before.get().port() + "/results",
					webhookSecret));
		}, URI.create("http://localhost")).start();
		this.receiver = before.get();
		int[] ports = { TestSocketUtils.findAvailableTcpPort(), TestSocketUtils.findAvailableTcpPort() };
		this.settings = settings(SystemContext.settings(this.database, ports[0]));
		for (int port : ports) {
			Map<String, String> own = new HashMap<>(this.settings);
			own.put("server.port", Integer.toString(port));
			this.nodes.add(new ChaosNode(port, own, installed.get(),
					Map.of(HaltingNode.HALT_AFTER, "0", HaltingNode.ARMED, DIRECTORY.resolve("never").toString(),
							HaltingNode.LINK_EXPIRY, EXPIRY.toString(), HaltingNode.SESSION_LENGTH, EXPIRY.toString()),
					DIRECTORY));
		}
		this.load = new ChaosLoad(this.nodes.stream().map(ChaosNode::url).toList(), this.integrator.credentials(),
				seed);
	}

	private static Map<String, String> settings(Map<String, String> usual) {
		Map<String, String> settings = new HashMap<>(usual);
		settings.put("camunda.bpm.job-execution.lock-time-in-millis", Long.toString(ChaosNode.JOB_LOCK.toMillis()));
		settings.put("selfie.webhook.timeout", "3s");
		settings.put("selfie.sms.timeout", "3s");
		// Longer than any upload takes, also on a node that stands still meanwhile.
		settings.put("selfie.photo.abandoned-after", "PT20S");
		settings.put("selfie.photo.sweep-interval", "PT1S");
		return settings;
	}

	/** Runs all of it, and returns the violations. */
	List<String> run() throws Exception {
		for (ChaosNode node : this.nodes) {
			node.start();
		}
		this.nodes.forEach(this::awaitReady);
		this.load.start();
		injectFaults();
		healAll();
		this.load.end();
		long start = System.nanoTime();
		boolean drained = isDrained();
		while (!drained && System.nanoTime() - start < DRAIN.toNanos()) {
			hurryRetries();
			LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
			drained = isDrained();
		}
		this.drain = Duration.ofNanos(System.nanoTime() - start);
		this.checker = new ChaosChecker(this.load, this.integrator.webhookSecret(), received(), this.jdbc,
				objectStore(), this.settings.get("selfie.object-store.bucket"));
		List<String> violations = this.checker.violations();
		if (!drained) {
			violations.add(0, "I12 the backlog is still there after " + DRAIN);
		}
		return violations;
	}

	private void injectFaults() throws IOException {
		while (this.faults.getOrDefault("kill", 0) < this.kills) {
			pause(500 + this.random.nextInt(2500));
			inject();
		}
	}

	private void inject() throws IOException {
		ChaosNode node = this.nodes.get(this.random.nextInt(this.nodes.size()));
		int length = 1000 + this.random.nextInt(4000);
		int kind = this.random.nextInt(100);
		boolean silent = this.random.nextBoolean();
		if (kind < 55) {
			boolean starting = this.random.nextInt(STARTING) == 0;
			if (starting || node.isUp()) {
				node.kill();
				count("kill");
				this.healing.schedule(() -> restart(node), this.random.nextInt(2000), TimeUnit.MILLISECONDS);
			}
		}
		else if (kind < 65) {
			if (node.pause()) {
				count("node stands still");
				heal(node::goOn, (int) ChaosNode.JOB_LOCK.toMillis() + length);
			}
		}
		else if (kind < 73) {
			cut("database of one node", silent, length, node.database());
		}
		else if (kind < 78) {
			cut("database of both nodes", silent, length, this.nodes.get(0).database(), this.nodes.get(1).database());
		}
		else if (kind < 88) {
			cut("object store", silent, length, this.nodes.get(0).objectStore(), this.nodes.get(1).objectStore());
		}
		else if (kind < 94) {
			cut("receiver", silent, length, this.receiver);
		}
		else {
			count("receiver answers 500");
			receiverAnswers(500);
			heal(() -> receiverAnswers(204), length);
		}
	}

	private void cut(String what, boolean silent, int length, InterruptibleProxy... proxies) {
		count(what + (silent ? " hangs" : " refuses"));
		for (InterruptibleProxy proxy : proxies) {
			if (silent) {
				proxy.silence();
			}
			else {
				proxy.interrupt();
			}
			heal(proxy::resume, length);
		}
	}

	private void receiverAnswers(int status) {
		this.integrator.receiver()
			.stubFor(WireMock.post("/results").willReturn(WireMock.aResponse().withStatus(status)));
	}

	private void count(String fault) {
		this.faults.merge(fault, 1, Integer::sum);
	}

	private void heal(Healing healing, int afterMillis) {
		this.healing.schedule(() -> {
			healing.heal();
			return null;
		}, afterMillis, TimeUnit.MILLISECONDS);
	}

	private void restart(ChaosNode node) {
		try {
			node.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Ends every fault at once, as all of them would end by themselves. */
	private void healAll() throws Exception {
		this.healing.shutdown();
		this.healing.awaitTermination(1, TimeUnit.MINUTES);
		this.receiver.resume();
		receiverAnswers(204);
		for (ChaosNode node : this.nodes) {
			node.database().resume();
			node.objectStore().resume();
			node.goOn();
			node.start();
		}
		long start = System.nanoTime();
		this.nodes.forEach(this::awaitReady);
		this.slowestStartMillis.set((System.nanoTime() - start) / 1_000_000);
	}

	private void awaitReady(ChaosNode node) {
		long start = System.nanoTime();
		while (!node.isReady()) {
			if (System.nanoTime() - start > START.toNanos()) {
				throw new IllegalStateException("The node at " + node.url() + " does not become ready");
			}
			pause(100);
		}
	}

	/**
	 * Lets the time go by until the next try, which is on a schedule of minutes and hours
	 * after several failures. Gives no step a retry that it did not have.
	 */
	private void hurryRetries() {
		this.jdbc.sql("""
				update act_ru_job set duedate_ = create_time_
				where duedate_ > create_time_ and retries_ > 0
				    and (exception_msg_ is not null or handler_cfg_ like 'intermediateCatchEvent_nextAttemptDue%')
				""").update();
	}

	private boolean isDrained() {
		return this.jdbc.sql("""
				select (select count(*) from act_ru_execution) + (select count(*) from pending_message)
				    + (select count(*) from photo where state <> 'stored')
				    + (select count(*) from delivery where state = 'pending')
				""").query(Integer.class).single() == 0;
	}

	private List<ServeEvent> received() {
		return this.integrator.receiver()
			.getAllServeEvents()
			.stream()
			.filter((event) -> event.getRequest().getUrl().equals("/results"))
			.toList();
	}

	private MinioClient objectStore() {
		return MinioClient.builder()
			.endpoint(this.settings.get("selfie.object-store.endpoint"))
			.region("us-east-1")
			.credentials(this.settings.get("selfie.object-store.access-key"),
					this.settings.get("selfie.object-store.secret-key"))
			.build();
	}

	/** What happened, in lines to print. */
	String report() {
		List<ServeEvent> received = received();
		long ids = received.stream().map((event) -> event.getRequest().getHeader("webhook-id")).distinct().count();
		StringBuilder lines = new StringBuilder();
		line(lines, "seed", this.seed);
		this.faults.forEach((fault, times) -> line(lines, fault, times));
		line(lines, "requests started", this.load.log().size());
		line(lines, "  acknowledged", this.load.log().stream().filter((told) -> !told.requestIds.isEmpty()).count());
		this.checker.outcomes().forEach((outcome, times) -> line(lines, "  " + outcome, times));
		line(lines, "calls given up", this.load.log().stream().mapToInt((told) -> told.givenUp).sum());
		line(lines, "deliveries", ids);
		line(lines, "messages at the receiver", received.size());
		line(lines, "slowest call, s", this.load.slowestCall().toMillis() / 1000.0);
		line(lines, "both nodes ready after the last fault, s", this.slowestStartMillis.get() / 1000.0);
		line(lines, "backlog gone after the last call, s", this.drain.toMillis() / 1000.0);
		return lines.toString();
	}

	private static void line(StringBuilder lines, String what, Object figure) {
		lines.append(String.format(Locale.ROOT, "%-42s %s%n", what, figure));
	}

	private static void pause(int millis) {
		LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
	}

	@Override
	public void close() {
		this.healing.shutdownNow();
		this.nodes.forEach(ChaosNode::close);
		this.integrator.close();
	}

	/**
	 * @param args number of kills, and the seed of the schedule
	 */
	public static void main(String[] args) throws Exception {
		// Servers in this JVM would keep it alive after a failure.
		Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
			failure.printStackTrace();
			System.exit(2);
		});
		((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
		int kills = (args.length > 0) ? Integer.parseInt(args[0]) : 200;
		long seed = (args.length > 1) ? Long.parseLong(args[1]) : System.nanoTime();
		System.out.println("seed " + seed);
		// No context of Spring stops the servers here.
		Runtime.getRuntime().addShutdownHook(new Thread(SystemContext.services()::close));
		List<String> violations;
		try (ChaosRun run = new ChaosRun(kills, seed)) {
			violations = run.run();
			System.out.println(run.report());
		}
		violations.forEach(System.out::println);
		System.out.println("violations: " + violations.size());
		System.exit(violations.isEmpty() ? 0 : 1);
	}

	/** The end of a fault. */
	private interface Healing {

		void heal() throws IOException;

	}

}
