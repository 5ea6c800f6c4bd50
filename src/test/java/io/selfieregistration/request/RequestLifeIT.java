package io.selfieregistration.request;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.Person;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Requests as integrators make them: phases, repetitions, lists, users. */
@SystemTest
class RequestLifeIT {

	private final String user = "user-" + UUID.randomUUID();

	@Autowired
	private Integrators integrators;

	@Autowired
	private JdbcClient jdbc;

	private Integrator integrator;

	@AfterEach
	void stop() {
		if (this.integrator != null) {
			this.integrator.close();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"user_id\":\"%s\",\"force_onboarding\":true}",
			"{\"user_id\":\"%s\",\"forceOnboarding\":true}",
			"{\"user_id\":\"%s\",\"metadata\":{\"force_onboarding\":true}}",
			"{\"user_id\":\"%s\",\"metadata\":{\"forceOnboarding\":\"true\"}}" })
	void runsTwoPhasesWithOneResultEach(String body) {
		this.integrator = withBoth();
		JsonNode created = post(body.formatted(this.user), null).getBody();
		String id = created.get("request_id").asText();

		takeSelfie(created.get("capture_url").asText());
		await().atMost(Duration.ofSeconds(30))
			.until(() -> this.integrator.read(id).get("workflow").asText().equals("verification"));
		JsonNode between = this.integrator.read(id);
		assertThat(between.get("status").asText()).isEqualTo("pending");
		assertThat(between.get("results")).hasSize(1);
		assertThat(between.get("results").get(0).get("workflow").asText()).isEqualTo("onboarding");
		await().atMost(Duration.ofSeconds(30))
			.until(() -> this.jdbc.sql("select count(*) from capture_window where request_id = ?::uuid")
				.param(id)
				.query(Integer.class)
				.single() == 2);

		takeSelfie(created.get("capture_url").asText());
		this.integrator.awaitResult(id);
		JsonNode results = this.integrator.read(id).get("results");
		assertThat(results).extracting((result) -> result.get("workflow").asText())
			.containsExactly("onboarding", "verification");
		assertThat(results).allMatch((result) -> result.get("selfie_registered").asText().equals("true"))
			.allMatch((result) -> result.get("request_id").asText().equals(id));
		for (JsonNode result : results) {
			assertThat(this.integrator.client()
				.get()
				.uri(java.net.URI.create(result.get("photo_url").asText()))
				.retrieve()
				.toEntity(byte[].class)
				.getBody()).startsWith(0xFF, 0xD8, 0xFF);
		}
		await().atMost(Duration.ofSeconds(30)).until(() -> this.integrator.webhooks(id).size() == 2);
	}

	@Test
	void givesTheSecondPhaseTheReasonOfTheFirstWhenThatFails() {
		this.integrator = withBoth();
		String id = post("{\"user_id\":\"" + this.user + "\",\"force_onboarding\":true}", null).getBody()
			.get("request_id")
			.asText();
		this.integrator.client().post().uri("/api/v1/requests/{id}/cancel", id).retrieve().toBodilessEntity();

		this.integrator.awaitResult(id);
		assertThat(this.integrator.read(id).get("results")).hasSize(2)
			.allMatch((result) -> result.get("reason").asText().equals("cancelled"));
		await().atMost(Duration.ofSeconds(30)).until(() -> this.integrator.webhooks(id).size() == 2);
	}

	@Test
	void knowsUserOnceOnboardingWasCompleted() {
		this.integrator = withBoth();
		assertThat(status()).isEqualTo("new");

		JsonNode first = post("{\"user_id\":\"" + this.user + "\"}", null).getBody();
		assertThat(this.integrator.read(first.get("request_id").asText()).get("workflow").asText())
			.isEqualTo("onboarding");
		assertThat(status()).isEqualTo("new");
		takeSelfie(first.get("capture_url").asText());
		this.integrator.awaitResult(first.get("request_id").asText());

		assertThat(status()).isEqualTo("known");
		JsonNode second = post("{\"user_id\":\"" + this.user + "\"}", null).getBody();
		assertThat(this.integrator.read(second.get("request_id").asText()).get("workflow").asText())
			.isEqualTo("verification");
	}

	@Test
	void refusesPhaseThatTheApplicationDoesNotHave() {
		this.integrator = this.integrators.byLink();
		ResponseEntity<JsonNode> refused = post("{\"user_id\":\"" + this.user + "\",\"workflow\":\"onboarding\"}",
				null);
		assertThat(refused.getStatusCode().value()).isEqualTo(403);
		assertThat(refused.getBody().get("code").asText()).isEqualTo("workflow_not_permitted");

		this.integrator.close();
		this.integrator = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.verificationWorkflow(null))
			.start();
		ResponseEntity<JsonNode> missing = post("{\"user_id\":\"" + this.user + "\"}", null);
		assertThat(missing.getStatusCode().value()).isEqualTo(409);
		assertThat(missing.getBody().get("code").asText()).isEqualTo("workflow_missing");
	}

	@Test
	void letsOnlyThoseThroughWhomTheGatepassAllows() {
		this.integrator = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.gatepassRule("user.age >= 18 and application.workspace = \"default\""))
			.start();

		ResponseEntity<JsonNode> refused = post("{\"user_id\":\"" + this.user + "\",\"metadata\":{\"age\":17}}", null);
		assertThat(refused.getStatusCode().value()).isEqualTo(403);
		assertThat(refused.getBody().get("code").asText()).isEqualTo("gatepass_refused");
		assertThat(refused.getBody().get("decision").get("inputs").get("user.age").asText()).isEqualTo("17");
		assertThat(this.jdbc.sql("select count(*) from rule_decision where application_id = ? and not outcome")
			.param(this.integrator.applicationId())
			.query(Integer.class)
			.single()).isEqualTo(1);
		assertThat(list("").get("requests")).isEmpty();

		ResponseEntity<JsonNode> undecided = post("{\"user_id\":\"" + this.user + "\"}", null);
		assertThat(undecided.getStatusCode().value()).isEqualTo(422);
		assertThat(undecided.getBody().get("code").asText()).isEqualTo("rule_broken");

		assertThat(post("{\"user_id\":\"" + this.user + "\",\"metadata\":{\"age\":18}}", null).getStatusCode().value())
			.isEqualTo(202);
	}

	@Test
	void makesOneRequestOfFiftyIdenticalCallsAndFiftyOfFiftyDifferentOnes() throws Exception {
		this.integrator = this.integrators.byLink();
		String body = "{\"user_id\":\"" + this.user + "\"}";

		Set<JsonNode> same = inParallel(50, (number) -> post(body, "one-key"));
		assertThat(same).hasSize(1);
		assertThat(requests()).isEqualTo(1);

		Set<JsonNode> different = inParallel(50, (number) -> post(body, "key-" + number));
		assertThat(different).hasSize(50);
		assertThat(requests()).isEqualTo(51);
	}

	@Test
	void refusesKeyThatCameWithAnotherBodyAndTakesItFromAnotherApplication() {
		this.integrator = this.integrators.byLink();
		assertThat(post("{\"user_id\":\"" + this.user + "\"}", "my-key").getStatusCode().value()).isEqualTo(202);

		ResponseEntity<JsonNode> reused = post("{\"user_id\":\"another\"}", "my-key");
		assertThat(reused.getStatusCode().value()).isEqualTo(422);
		assertThat(reused.getBody().get("code").asText()).isEqualTo("idempotency_key_reused");
		assertThat(requests()).isEqualTo(1);
		assertThat(post("{\"user_id\":\"a\"}", "with space").getStatusCode().value()).isEqualTo(400);

		Integrator first = this.integrator;
		this.integrator = this.integrators.byLink();
		assertThat(post("{\"user_id\":\"another\"}", "my-key").getStatusCode().value()).isEqualTo(202);
		first.close();
	}

	@Test
	void forgetsKeyOfCallThatWasRefused() {
		this.integrator = this.integrators.with(NotificationType.EMAIL).start();
		assertThat(post("{\"user_id\":\"" + this.user + "\"}", "my-key").getStatusCode().value()).isEqualTo(422);
		assertThat(
				post("{\"user_id\":\"" + this.user + "\",\"email\":\"ada@people.example\"}", "my-key").getStatusCode()
					.value())
			.isEqualTo(202);
	}

	@Test
	void listsByUserStateAndTimePageByPage() {
		this.integrator = this.integrators.byLink();
		List<String> ids = IntStream.range(0, 5)
			.mapToObj((number) -> post("{\"user_id\":\"" + this.user + "-" + (number % 2) + "\"}", null).getBody()
				.get("request_id")
				.asText())
			.toList();
		this.integrator.client().post().uri("/api/v1/requests/{id}/cancel", ids.get(0)).retrieve().toBodilessEntity();
		this.integrator.awaitResult(ids.get(0));

		JsonNode first = list("?limit=2");
		JsonNode second = list("?limit=2&before=" + first.get("next").asText());
		JsonNode third = list("?limit=2&before=" + second.get("next").asText());
		assertThat(ids(first, second, third)).containsExactly(ids.get(4), ids.get(3), ids.get(2), ids.get(1),
				ids.get(0));
		assertThat(third.has("next")).isFalse();
		assertThat(ids(list("?user_id=" + this.user + "-1"))).containsExactly(ids.get(3), ids.get(1));
		assertThat(ids(list("?status=completed"))).containsExactly(ids.get(0));
		assertThat(ids(list("?status=pending"))).hasSize(4);
		assertThat(ids(list("?created_before=2026-01-01T00:00:00Z"))).isEmpty();
		assertThat(ids(list("?created_from=2026-01-01T00:00:00Z"))).hasSize(5);
		for (String wrong : new String[] { "?limit=0", "?limit=x", "?status=lost", "?created_from=yesterday",
				"?before=1" }) {
			assertThat(
					this.integrator.client().get().uri("/api/v1/requests" + wrong).retrieve().toEntity(JsonNode.class))
				.as(wrong)
				.satisfies((answer) -> {
					assertThat(answer.getStatusCode().value()).isEqualTo(400);
					assertThat(answer.getBody().get("detail").asText())
						.contains("'" + wrong.substring(1, wrong.indexOf('=')) + "'");
				});
		}
	}

	private Integrator withBoth() {
		return this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.onboardingWorkflow("onboarding"))
			.start();
	}

	private static void takeSelfie(String captureUrl) {
		Person person = new Person(captureUrl);
		person.open();
		assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
	}

	private String status() {
		return this.integrator.client()
			.get()
			.uri("/api/v1/users/{user}", this.user)
			.retrieve()
			.body(JsonNode.class)
			.get("status")
			.asText();
	}

	private ResponseEntity<JsonNode> post(String body, String key) {
		return this.integrator.client()
			.post()
			.uri("/api/v1/requests")
			.contentType(MediaType.APPLICATION_JSON)
			.headers((headers) -> {
				if (key != null) {
					headers.set("Idempotency-Key", key);
				}
			})
			.body(body)
			.retrieve()
			.toEntity(JsonNode.class);
	}

	private static Set<JsonNode> inParallel(int calls, java.util.function.IntFunction<ResponseEntity<JsonNode>> call)
			throws Exception {
		ExecutorService callers = Executors.newFixedThreadPool(calls);
		try {
			List<Callable<ResponseEntity<JsonNode>>> all = IntStream.range(0, calls)
				.<Callable<ResponseEntity<JsonNode>>>mapToObj((number) -> () -> call.apply(number))
				.toList();
			Set<JsonNode> answers = new HashSet<>();
			for (Future<ResponseEntity<JsonNode>> answer : callers.invokeAll(all)) {
				assertThat(answer.get().getStatusCode().value()).as("%s", answer.get().getBody()).isEqualTo(202);
				answers.add(answer.get().getBody());
			}
			return answers;
		}
		finally {
			callers.shutdownNow();
		}
	}

	private int requests() {
		return this.jdbc.sql("select count(*) from request where application_id = ?")
			.param(this.integrator.applicationId())
			.query(Integer.class)
			.single();
	}

	private JsonNode list(String query) {
		return this.integrator.client().get().uri("/api/v1/requests" + query).retrieve().body(JsonNode.class);
	}

	private static List<String> ids(JsonNode... pages) {
		return java.util.Arrays.stream(pages)
			.flatMap((page) -> java.util.stream.StreamSupport.stream(page.get("requests").spliterator(), false))
			.map((request) -> request.get("request_id").asText())
			.toList();
	}

}
