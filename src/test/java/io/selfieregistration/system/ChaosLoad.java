package io.selfieregistration.system;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

import io.selfieregistration.face.Portrait;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Integrators and people who go on whatever happens: they repeat each call, at whichever
 * node, until it is answered, and write down what they were told.
 */
final class ChaosLoad {

	/** How long one answer may take before the call is repeated. */
	private static final Duration CALL = Duration.ofSeconds(8);

	/** How long a call is repeated before its caller gives up. */
	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Duration REPEATED_AFTER = Duration.ofMillis(250);

	private static final int CLIENTS = 4;

	/** Some users register more than once. */
	private static final int FREQUENT_USERS = 20;

	private static final byte[] GOOD = Portrait.goodJpeg();

	private static final byte[] NO_FACE = Portrait.asJpeg(Portrait.noFace(), 0.9f);

	private final List<RestClient> nodes;

	private final String credentials;

	private final long seed;

	private final Queue<Told> log = new ConcurrentLinkedQueue<>();

	private final AtomicLong slowestCallMillis = new AtomicLong();

	private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

	private volatile boolean ending;

	ChaosLoad(List<String> urls, String credentials, long seed) {
		this.nodes = urls.stream().map((url) -> CallerClient.builder(CALL).baseUrl(url).build()).toList();
		this.credentials = credentials;
		this.seed = seed;
	}

	void start() {
		for (int client = 0; client < CLIENTS; client++) {
			Random random = new Random(this.seed + client);
			this.clients.submit(() -> {
				while (!this.ending) {
					run(random);
				}
			});
		}
	}

	/** Starts nothing more, and waits until all clients have come to their ends. */
	void end() throws InterruptedException {
		this.ending = true;
		this.clients.shutdown();
		if (!this.clients.awaitTermination(6 * PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
			throw new IllegalStateException("The clients do not end");
		}
	}

	List<Told> log() {
		return List.copyOf(this.log);
	}

	Duration slowestCall() {
		return Duration.ofMillis(this.slowestCallMillis.get());
	}

	/** What the API says now about a request; asked as patiently as all calls. */
	Optional<ResponseEntity<JsonNode>> read(Told told, String requestId) {
		return call(told, new Random(requestId.hashCode()),
				(node) -> api(node.get().uri("/api/v1/requests/{id}", requestId)));
	}

	int photoStatus(String requestId) {
		return api(this.nodes.get(0).get().uri("/api/v1/requests/{id}/photo", requestId)).retrieve()
			.toEntity(byte[].class)
			.getStatusCode()
			.value();
	}

	private void run(Random random) {
		Told told = new Told(new UUID(random.nextLong(), random.nextLong()).toString(),
				(random.nextInt(5) == 0) ? "frequent-" + random.nextInt(FREQUENT_USERS)
						: "user-" + new UUID(random.nextLong(), random.nextLong()),
				Plan.of(random.nextInt(100)));
		this.log.add(told);
		try {
			begin(told, random).ifPresent((created) -> act(told, created, random));
		}
		catch (RuntimeException ex) {
			told.flaws.add("client failed: " + ex);
		}
	}

	/** Some integrators send the same call twice at once. */
	private Optional<JsonNode> begin(Told told, Random random) {
		if (random.nextInt(10) == 0) {
			Random other = new Random(random.nextLong());
			CompletableFuture<Optional<JsonNode>> twin = CompletableFuture.supplyAsync(() -> create(told, other));
			Optional<JsonNode> created = create(told, random);
			return created.or(twin::join);
		}
		return create(told, random);
	}

	private Optional<JsonNode> create(Told told, Random random) {
		return call(told, random,
				(node) -> api(node.post().uri("/api/v1/requests")).contentType(MediaType.APPLICATION_JSON)
					.header("Idempotency-Key", told.key)
					.body(Map.of("user_id", told.userId, "metadata", Map.of("key", told.key))))
			.filter((answer) -> {
				boolean taken = answer.getStatusCode().value() == 202;
				if (!taken) {
					told.flaws.add("start answered " + answer);
				}
				return taken;
			})
			.map((answer) -> {
				told.requestIds.add(answer.getBody().get("request_id").asText());
				Secrets.remember(answer.getBody().get("auth_req_id").asText());
				return answer.getBody();
			});
	}

	private void act(Told told, JsonNode created, Random random) {
		String id = created.get("request_id").asText();
		String token = Secrets.remember(URI.create(created.get("capture_url").asText()).getFragment());
		if (told.plan == Plan.NEVER_OPENED) {
			return;
		}
		if (told.plan == Plan.CANCELLED) {
			cancel(told, id, random);
		}
		else if (isOpened(told, token, random)) {
			submitAll(told, id, token, random);
		}
		poll(told, id, random);
	}

	private boolean isOpened(Told told, String token, Random random) {
		return call(told, random, (node) -> person(node.post().uri("/api/capture/open"), token))
			.filter((answer) -> answer.getStatusCode().value() == 200)
			.isPresent();
	}

	private void submitAll(Told told, String id, String token, Random random) {
		if (told.plan == Plan.REFUSED_FIRST) {
			submit(told, token, NO_FACE, random);
		}
		Random other = new Random(random.nextLong());
		CompletableFuture<?> meanwhile = switch (told.plan) {
			case CANCELLED_AMID -> CompletableFuture.runAsync(() -> cancel(told, id, other));
			case TWO_DEVICES -> CompletableFuture.runAsync(() -> submit(told, token, GOOD, other));
			default -> CompletableFuture.completedFuture(null);
		};
		submit(told, token, GOOD, random);
		meanwhile.join();
	}

	private void submit(Told told, String token, byte[] jpeg, Random random) {
		String key = new UUID(random.nextLong(), random.nextLong()).toString();
		call(told, random,
				(node) -> person(node.post().uri("/api/capture/selfie"), token).contentType(MediaType.IMAGE_JPEG)
					.header("Idempotency-Key", key)
					.body(jpeg))
			.filter((answer) -> answer.getBody().path("accepted").asBoolean())
			.ifPresent((answer) -> told.accepted.add(key));
	}

	private void cancel(Told told, String id, Random random) {
		call(told, random, (node) -> api(node.post().uri("/api/v1/requests/{id}/cancel", id)))
			.filter((answer) -> answer.getStatusCode().is2xxSuccessful())
			.ifPresent((answer) -> told.cancelled = true);
	}

	private void poll(Told told, String id, Random random) {
		call(told, random, (node) -> api(node.get().uri("/api/v1/requests/{id}", id)))
			.filter((answer) -> "completed".equals(answer.getBody().path("status").asText()))
			.ifPresent((answer) -> told.results.add(answer.getBody().get("result")));
	}

	private <S extends RestClient.RequestHeadersSpec<?>> S api(S call) {
		String[] parts = this.credentials.split(":", 2);
		call.headers((headers) -> headers.setBasicAuth(parts[0], parts[1]));
		return call;
	}

	private static <S extends RestClient.RequestHeadersSpec<?>> S person(S call, String token) {
		call.header("Capture-Token", token);
		return call;
	}

	/**
	 * Repeats a call until there is an answer that is one; empty if its caller gave up.
	 */
	private Optional<ResponseEntity<JsonNode>> call(Told told, Random random,
			Function<RestClient, RestClient.RequestHeadersSpec<?>> call) {
		long start = System.nanoTime();
		while (System.nanoTime() - start < PATIENCE.toNanos()) {
			try {
				ResponseEntity<JsonNode> answer = call.apply(this.nodes.get(random.nextInt(this.nodes.size())))
					.retrieve()
					.toEntity(JsonNode.class);
				if (isAnswer(told, answer)) {
					this.slowestCallMillis.accumulateAndGet((System.nanoTime() - start) / 1_000_000, Math::max);
					return Optional.of(answer);
				}
			}
			catch (RestClientException ex) {
				// Nobody knows whether it was done.
			}
			LockSupport.parkNanos(REPEATED_AFTER.toNanos());
		}
		told.givenUp++;
		return Optional.empty();
	}

	private static boolean isAnswer(Told told, ResponseEntity<JsonNode> answer) {
		int status = answer.getStatusCode().value();
		if (status == 503 || status == 429) {
			if (answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER) == null) {
				told.flaws.add(status + " without Retry-After: " + answer.getBody());
			}
			return false;
		}
		if (status >= 500) {
			told.flaws.add("answered " + status + ": " + answer.getBody());
			return false;
		}
		return answer.getBody() == null || !(answer.getBody().path("code").asText().equals("link_not_ready")
				|| answer.getBody().path("state").asText().equals("waiting"));
	}

	/** What becomes of a request, if nothing else comes between. */
	enum Plan {

		REGISTERED, REFUSED_FIRST, TWO_DEVICES, CANCELLED, CANCELLED_AMID, NEVER_OPENED;

		private static Plan of(int percent) {
			if (percent < 50) {
				return REGISTERED;
			}
			if (percent < 62) {
				return REFUSED_FIRST;
			}
			if (percent < 70) {
				return TWO_DEVICES;
			}
			if (percent < 80) {
				return CANCELLED;
			}
			return (percent < 90) ? CANCELLED_AMID : NEVER_OPENED;
		}

	}

	/** What the clients of one request were told. */
	static final class Told {

		/** Idempotency key of the start, also in the metadata of the request. */
		final String key;

		final String userId;

		final Plan plan;

		/** Of starts that were acknowledged. */
		final Set<String> requestIds = ConcurrentHashMap.newKeySet();

		/** Keys of submissions whose selfie was accepted. */
		final Set<String> accepted = ConcurrentHashMap.newKeySet();

		volatile boolean cancelled;

		final Queue<JsonNode> results = new ConcurrentLinkedQueue<>();

		/** Answers that nobody should get. */
		final Queue<String> flaws = new ConcurrentLinkedQueue<>();

		volatile int givenUp;

		private Told(String key, String userId, Plan plan) {
			this.key = key;
			this.userId = userId;
			this.plan = plan;
		}

	}

}
