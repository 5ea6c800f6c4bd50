package io.selfieregistration.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.HaltingNode.Kind;

import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

/**
 * Kills a node after every single write of accepting, storing and publishing a selfie,
 * and starts it again each time. What the person and the integrator then do is what they
 * would do: submit the same selfie once more, and poll.
 */
@Tag("durability")
class HaltIT {

	/** More writes than there are would be a loop. */
	private static final int WRITE_LIMIT = 80;

	/** Nodes that start, halt and recover at the same time, each on its own database. */
	private static final int LANES = 3;

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final Path DIRECTORY = Path.of("target", "halt");

	@Test
	void endsInExactlyOneRegistrationWhenItHaltsAfterCommitsAndObjects() throws Exception {
		assertThat(haltAfterEach(Kind.LASTING)).as("writes that a node was halted after")
			.contains("commit", "put object");
	}

	@Test
	void endsInExactlyOneRegistrationWhenItHaltsAmidTransactions() throws Exception {
		assertThat(haltAfterEach(Kind.STATEMENT)).as("writes that a node was halted after")
			.contains("insert into photo", "insert into attempt", "insert into facial_template", "update photo",
					"update facial_template", "update request_phase", "insert into pending_message",
					"delete from pending_message", "insert into delivery", "insert into delivery_attempt");
	}

	private static List<String> haltAfterEach(Kind kind) throws Exception {
		Files.createDirectories(DIRECTORY);
		List<Lane> lanes = IntStream.rangeClosed(1, LANES).mapToObj((first) -> new Lane(kind, first, LANES)).toList();
		ExecutorService threads = Executors.newFixedThreadPool(LANES);
		try {
			List<String> lastWrites = new ArrayList<>();
			for (Future<List<String>> lane : threads.invokeAll(lanes)) {
				lastWrites.addAll(lane.get());
			}
			return lastWrites;
		}
		finally {
			threads.shutdownNow();
		}
	}

	/**
	 * Writes at equal distances, until a node lives on because there are not so many.
	 */
	private static final class Lane implements Callable<List<String>> {

		private final Kind kind;

		private final int first;

		private final int step;

		private final String database = SystemContext.createDatabase();

		private final int port = TestSocketUtils.findAvailableTcpPort();

		private final Map<String, String> settings = SystemContext.settings(this.database, this.port);

		private final JdbcClient jdbc = JdbcClient
			.create(new DriverManagerDataSource(this.settings.get("spring.datasource.url")));

		private final MinioClient objectStore = MinioClient.builder()
			.endpoint(this.settings.get("selfie.object-store.endpoint"))
			.region("us-east-1")
			.credentials(this.settings.get("selfie.object-store.access-key"),
					this.settings.get("selfie.object-store.secret-key"))
			.build();

		private final Path armed;

		private Node node;

		private Lane(Kind kind, int first, int step) {
			this.kind = kind;
			this.first = first;
			this.step = step;
			this.armed = DIRECTORY.resolve("armed-" + kind + "-" + first);
		}

		/** Says what the nodes were halted after. */
		@Override
		public List<String> call() throws Exception {
			AtomicReference<Node.Installed> installed = new AtomicReference<>();
			List<String> lastWrites = new ArrayList<>();
			try (Integrator integrator = integrator(installed)) {
				Submission interrupted = null;
				for (int write = this.first; write <= WRITE_LIMIT; write += this.step) {
					start(write, installed.get());
					if (interrupted != null) {
						recovers(integrator, interrupted);
					}
					interrupted = submitAndHalt(integrator);
					Optional<String> lastWrite = lastWrite();
					if (lastWrite.isEmpty()) {
						registered(integrator, interrupted);
						return lastWrites;
					}
					lastWrites.add(lastWrite.get());
				}
			}
			finally {
				if (this.node != null) {
					this.node.close();
				}
			}
			return fail("A submission made more than %s writes: %s", WRITE_LIMIT, lastWrites);
		}

		private void start(int haltAfter, Node.Installed application) throws IOException {
			Files.deleteIfExists(this.armed);
			Map<String, String> all = new HashMap<>(this.settings);
			// A dead node's work is taken over soon, and what it left is swept soon.
			all.put("camunda.bpm.job-execution.lock-time-in-millis", "4000");
			all.put("selfie.webhook.timeout", "3s");
			all.put("selfie.sms.timeout", "3s");
			all.put("selfie.photo.abandoned-after", "PT3S");
			all.put("selfie.photo.sweep-interval", "PT1S");
			this.node = Node.start(all, application,
					Map.of(HaltingNode.HALT_AFTER, Integer.toString(haltAfter), HaltingNode.HALT_KIND, this.kind.name(),
							HaltingNode.ARMED, this.armed.toString()),
					DIRECTORY.resolve("node-" + this.kind + "-" + haltAfter + ".log"));
		}

		/**
		 * Submits a selfie to a node that may halt at any moment, as patiently as the
		 * page does.
		 */
		private Submission submitAndHalt(Integrator integrator) throws IOException, InterruptedException {
			JsonNode created = await().atMost(PATIENCE)
				.ignoreExceptionsMatching((ex) -> ex instanceof RestClientException || ex instanceof AssertionError)
				.until(integrator::start, (answer) -> true);
			Submission submission = new Submission(created.get("request_id").asText(),
					new Person(created.get("capture_url").asText()), UUID.randomUUID().toString());
			assertThat(submission.person().open().getStatusCode().value()).isEqualTo(200);
			Files.createFile(this.armed);
			try {
				submission.person().submit(Portrait.goodJpeg(), submission.key());
				await().atMost(PATIENCE)
					.until(() -> !this.node.isAlive() || !integrator.webhooks(submission.requestId()).isEmpty()
							&& isEnded(submission.requestId()));
				// Its very last commit may be seen from outside before it halts.
				this.node.ends(3);
			}
			catch (ResourceAccessException ex) {
				this.node.ends(30);
			}
			return submission;
		}

		private void recovers(Integrator integrator, Submission submission) {
			// The page tries the same selfie again until it gets an answer.
			ResponseEntity<JsonNode> answer = await().atMost(PATIENCE)
				.ignoreExceptionsInstanceOf(RestClientException.class)
				.until(() -> submission.person().submit(Portrait.goodJpeg(), submission.key()),
						(response) -> response.getStatusCode().is2xxSuccessful());
			assertThat(answer.getBody().get("accepted").asBoolean()).isTrue();
			registered(integrator, submission);
		}

		private void registered(Integrator integrator, Submission submission) {
			String id = submission.requestId();
			JsonNode result = integrator.awaitResult(id);
			assertThat(result.get("selfie_registered").asText()).isEqualTo("true");
			assertThat(integrator.awaitWebhook(id)).isEqualTo(result);
			await().atMost(PATIENCE).untilAsserted(() -> {
				assertThat(isEnded(id)).as("the processes have ended").isTrue();
				assertThat(count("pending_message", id)).isZero();
				assertThat(objects(id)).isEqualTo(new HashSet<>(this.jdbc
					.sql("select object_key from photo where request_id = cast(:id as uuid) and state = 'stored'")
					.param("id", id)
					.query(String.class)
					.list()));
			});
			assertThat(count("photo", id)).isEqualTo(1);
			assertThat(count("attempt", id)).isEqualTo(1);
			assertThat(count("facial_template", id)).isEqualTo(1);
			assertThat(count("delivery", id)).isEqualTo(1);
			assertThat(integrator.photo(id).getStatusCode().value()).isEqualTo(200);
			assertThat(integrator.webhooks(id)).extracting((webhook) -> webhook.getHeader("webhook-id"))
				.containsOnly(this.jdbc.sql("select id from delivery where request_id = cast(:id as uuid)")
					.param("id", id)
					.query(String.class)
					.single());
			assertThat(integrator.webhooks(id)).extracting(LoggedRequest::getBodyAsString)
				.containsOnly(integrator.webhooks(id).get(0).getBodyAsString());
		}

		private int count(String table, String requestId) {
			return this.jdbc.sql("select count(*) from " + table + " where request_id = cast(:id as uuid)")
				.param("id", requestId)
				.query(Integer.class)
				.single();
		}

		private boolean isEnded(String requestId) {
			return this.jdbc.sql("""
					select count(*) from act_ru_execution where business_key_ = :id
					    or business_key_ in (select id from delivery where request_id = cast(:id as uuid))
					""").param("id", requestId).query(Integer.class).single() == 0;
		}

		private Set<String> objects(String requestId) throws Exception {
			Set<String> keys = new HashSet<>();
			for (var object : this.objectStore.listObjects(ListObjectsArgs.builder()
				.bucket(this.settings.get("selfie.object-store.bucket"))
				.prefix("default/" + requestId + "/")
				.recursive(true)
				.build())) {
				keys.add(object.get().objectName());
			}
			return keys;
		}

		private Integrator integrator(AtomicReference<Node.Installed> installed) {
			return new SystemFixtures.Integrators(
					(id, settings, secret,
							webhookSecret) -> installed.set(new Node.Installed(id, secret.value(),
									settings.notificationUrl().toString(), webhookSecret)),
					java.net.URI.create("http://localhost:" + this.port))
				.byLink();
		}

		/** Names the write that the node was halted after; empty if it lived on. */
		private Optional<String> lastWrite() throws IOException {
			Optional<String> line = this.node.log()
				.stream()
				.filter((text) -> text.startsWith(HaltingNode.LAST_WRITE))
				.map((text) -> text.substring(HaltingNode.LAST_WRITE.length()))
				.findFirst();
			assertThat(line.isEmpty()).as("a node without a halt is alive").isEqualTo(this.node.isAlive());
			return line;
		}

	}

	private record Submission(String requestId, Person person, String key) {
	}

}
