package io.selfieregistration.system;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.Applications;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.Operators.OperatorClient;
import io.selfieregistration.system.SystemFixtures.Installation;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What operators, people and integrators see of the block list of a workspace. */
@SystemTest
class BlockListIT {

	private static final String LIST = "/api/v1/block-list";

	private static final int ENTRIES = 1000;

	@Autowired
	private Applications applications;

	@Autowired
	private Operators operators;

	@Autowired
	private WebSettings web;

	@Autowired
	private ProcessEngine engine;

	@Autowired
	private JdbcClient jdbc;

	private OperatorClient operator;

	private Integrators integrators;

	private String reason;

	@BeforeEach
	void makeWorkspace() {
		this.operator = this.operators.ofNewWorkspace();
		this.integrators = integrators(this.operator.workspace());
		this.reason = Secrets.remember("took a loan as somebody else, case " + UUID.randomUUID());
	}

	@Test
	void refusesFaceLikeAPoorSelfieAndTellsOperatorsAloneWhy() {
		try (Integrator integrator = refusing(2)) {
			String registered = register(integrator);
			String entry = add(registered).get("id").asText();
			JsonNode created = integrator.start();
			Person person = new Person(created.get("capture_url").asText());
			person.open();
			String key = UUID.randomUUID().toString();

			ResponseEntity<JsonNode> refusal = person.submit(Portrait.goodJpeg(), key);
			ResponseEntity<JsonNode> repeated = person.submit(Portrait.goodJpeg(), key);
			ResponseEntity<JsonNode> poor = person.submit(Portrait.asJpeg(Portrait.blurred(), 0.92F));

			assertThat(refusal.getStatusCode()).isEqualTo(poor.getStatusCode());
			assertThat(repeated.getBody()).isEqualTo(refusal.getBody());
			assertThat(refusal.getBody().get("accepted").asBoolean(true)).isFalse();
			assertThat(refusal.getBody().fieldNames()).toIterable()
				.containsExactlyElementsOf(() -> poor.getBody().fieldNames());
			assertThat(refusal.getBody().get("findings")).singleElement()
				.isEqualTo(poor.getBody().get("findings").get(0));
			String id = created.get("request_id").asText();
			assertThat(integrator.awaitResult(id).get("reason").asText()).isEqualTo("attempts_exhausted");
			assertThat(integrator.read(id).toString()).doesNotContain("block");
			assertThat(this.jdbc.sql("select count(*) from photo where request_id = ?::uuid")
				.param(id)
				.query(Integer.class)
				.single()).isZero();

			List<JsonNode> seen = attempts(id, "selfieOperator");
			assertThat(seen.get(0).get("block_list").asBoolean()).isTrue();
			assertThat(seen.get(0).get("entry_id").asText()).isEqualTo(entry);
			assertThat(seen.get(0).get("distance").asDouble()).isLessThan(0.01);
			assertThat(seen.get(1).has("block_list")).as("the poor one").isFalse();
			assertThat(seen.toString()).doesNotContain(this.reason);
			List<JsonNode> seenByAnalyst = attempts(id, "analysts");
			assertThat(seenByAnalyst.get(0).get("block_list").asBoolean()).isTrue();
			assertThat(seenByAnalyst.get(0).has("entry_id")).isFalse();
			assertThat(seenByAnalyst.get(0).has("distance")).isFalse();
		}
	}

	@Test
	void refusesNobodyUnlessTheApplicationWantsItNorInAnotherWorkspace() {
		OperatorClient neighbour = this.operators.ofNewWorkspace();
		try (Integrator integrator = this.integrators.byLink();
				Integrator elsewhere = integrators(neighbour.workspace()).with(NotificationType.LINK)
					.set(ApplicationSettingsFixture::refusingBlockedFaces)
					.start()) {
			String registered = register(integrator);
			add(registered);

			register(integrator);
			register(elsewhere);

			assertThat(neighbour.get(LIST + "?workspace=" + neighbour.workspace()).getBody().get("faces")).isEmpty();
		}
	}

	@Test
	void acceptsFaceAgainOnceItIsRemoved() {
		try (Integrator integrator = refusing(1)) {
			String entry = add(register(integrator)).get("id").asText();
			assertThat(submitted(integrator)).isFalse();

			assertThat(this.operator.delete(LIST + "/" + entry).getStatusCode().value()).isEqualTo(204);

			assertThat(submitted(integrator)).isTrue();
			ResponseEntity<JsonNode> again = this.operator.delete(LIST + "/" + entry);
			assertThat(again.getStatusCode().value()).isEqualTo(404);
			assertThat(again.getBody().get("code").asText()).isEqualTo("blocked_face_unknown");
			assertThat(changes("action")).containsExactly("removed", "added");
			assertThat(changes("id")).containsOnly(entry);
			assertThat(changes("changed_by")).hasSize(2).doesNotContain("");
		}
	}

	@Test
	void expiresInTheTimeOfTheDatabaseAndIsDeletedThen() {
		try (Integrator integrator = refusing(1)) {
			String registered = register(integrator);
			String entry = add(registered).get("id").asText();
			assertThat(submitted(integrator)).isFalse();

			this.jdbc
				.sql("""
						update blocked_face set added_at = now() - interval '2 seconds', expires_at = now() - interval '1 second'
						where id = ?::uuid
						""")
				.param(entry)
				.update();

			assertThat(submitted(integrator)).isTrue();
			assertThat(this.operator.delete(LIST + "/" + entry).getStatusCode().value()).isEqualTo(404);
			assertThat(list()).isEmpty();
			await().atMost(Duration.ofSeconds(90))
				.until(() -> changes("action"), (actions) -> actions.equals(List.of("expired", "added")));
			assertThat(this.jdbc.sql("select count(*) from blocked_face where id = ?::uuid")
				.param(entry)
				.query(Integer.class)
				.single()).isZero();
		}
	}

	@Test
	void keepsSealedTemplateOfItsOwnThatNoOtherEntryCanUse() {
		try (Integrator integrator = refusing(1)) {
			String entry = add(register(integrator)).get("id").asText();
			byte[] sealed = this.jdbc.sql("select sealed from blocked_face where id = ?::uuid")
				.param(entry)
				.query(byte[].class)
				.single();
			assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).as("beginning of a template")
				.doesNotContain("\0\1\0\2\0\1");
			UUID moved = UUID.randomUUID();

			this.jdbc.sql("update blocked_face set id = ? where id = ?::uuid").param(moved).param(entry).update();

			assertThat(submitted(integrator)).as("an entry that was moved blocks nothing").isTrue();
			this.jdbc.sql("delete from blocked_face where id = ?").param(moved).update();
		}
	}

	@Test
	void keepsEntryWhenItsUserRegistersAnew() {
		try (Integrator open = this.integrators.byLink(); Integrator integrator = refusing(1)) {
			String user = "user-" + UUID.randomUUID();
			String registered = register(open, user);
			add(registered);
			register(open, user);

			assertThat(submitted(integrator)).isFalse();
			assertThat(conflict(registered)).isEqualTo("face_already_blocked");
		}
	}

	@Test
	void listsInPagesWithWhatOperatorsNeed() {
		try (Integrator integrator = this.integrators.byLink()) {
			String first = register(integrator);
			JsonNode added = add(first, Map.of("legal_basis", "fraud prevention, policy 7"));
			String second = register(integrator);
			add(second);

			JsonNode page = this.operator.get(LIST + "?limit=1&workspace=" + this.operator.workspace()).getBody();
			JsonNode rest = this.operator
				.get(LIST + "?limit=1&after=" + page.get("next").asText() + "&workspace=" + this.operator.workspace())
				.getBody();

			assertThat(page.get("faces")).singleElement().isEqualTo(added);
			assertThat(added.get("request_id").asText()).isEqualTo(first);
			assertThat(added.get("reason").asText()).isEqualTo(this.reason);
			assertThat(added.get("legal_basis").asText()).isEqualTo("fraud prevention, policy 7");
			assertThat(added.get("model").asText()).isEqualTo("mobilefacenet-192/1");
			assertThat(added.has("sealed")).isFalse();
			assertThat(rest.get("faces")).singleElement()
				.satisfies((face) -> assertThat(face.get("request_id").asText()).isEqualTo(second));
			assertThat(rest.has("next")).isFalse();
		}
	}

	@Test
	void takesAtMostAThousandFacesAndOnlyOfWhatIsRegistered() {
		try (Integrator integrator = this.integrators.byLink()) {
			String user = "user-" + UUID.randomUUID();
			String replaced = register(integrator, user);
			String registered = register(integrator, user);
			assertThat(conflict(UUID.randomUUID().toString())).isEqualTo("face_not_registered");
			assertThat(conflict(integrator.start().get("request_id").asText())).isEqualTo("face_not_registered");
			assertThat(conflict(replaced)).isEqualTo("face_not_registered");
			this.jdbc
				.sql("""
						insert into blocked_face (id, workspace, request_id, model, sealed, reason, added_by, added_at, expires_at)
						select gen_random_uuid(), ?, gen_random_uuid(), 'none', '', '', '', now(), now() + interval '1 day'
						from generate_series(1, ?)
						""")
				.param(this.operator.workspace())
				.param(ENTRIES)
				.update();

			assertThat(conflict(registered)).isEqualTo("block_list_full");

			this.jdbc.sql("update blocked_face set expires_at = now() + interval '1 millisecond' where workspace = ?")
				.param(this.operator.workspace())
				.update();
			await().untilAsserted(() -> add(registered));
			this.jdbc.sql("delete from blocked_face where workspace = ?").param(this.operator.workspace()).update();
		}
	}

	@ParameterizedTest
	@CsvSource({ "request_id,", "request_id, x", "reason,", "reason, ' '", "expires_in,", "expires_in, 0s",
			"expires_in, 1096d", "legal_basis, ''" })
	void requiresReasonAndExpiry(String field, String value) {
		Map<String, Object> body = body(UUID.randomUUID().toString(), Map.of());
		body.put(field, value);

		ResponseEntity<JsonNode> answer = this.operator.post(LIST + "?workspace=" + this.operator.workspace(), body);

		assertThat(answer.getStatusCode().value()).isEqualTo(400);
		assertThat(answer.getBody().get("code").asText()).isEqualTo("invalid_request");
		assertThat(answer.getBody().get("detail").asText()).contains("'" + field + "'");
	}

	@Test
	void isForOperatorsOfTheWorkspace() {
		try (Integrator integrator = this.integrators.byLink()) {
			String registered = register(integrator);
			String entry = add(registered).get("id").asText();
			OperatorClient stranger = this.operators.ofNewWorkspace();
			String ours = "?workspace=" + this.operator.workspace();

			assertThat(stranger.get(LIST + ours).getStatusCode().value()).isEqualTo(404);
			assertThat(stranger.get(LIST + "/changes" + ours).getStatusCode().value()).isEqualTo(404);
			assertThat(stranger.post(LIST + ours, body(registered, Map.of())).getStatusCode().value()).isEqualTo(404);
			assertThat(stranger.post(LIST + "?workspace=" + stranger.workspace(), body(registered, Map.of()))
				.getBody()
				.get("code")
				.asText()).as("a request of another workspace").isEqualTo("face_not_registered");
			assertThat(stranger.delete(LIST + "/" + entry).getStatusCode().value()).isEqualTo(404);
			assertThat(this.operators.ofNothing().get(LIST).getStatusCode().value()).isEqualTo(403);
			assertThat(integrator.client().get().uri(LIST).retrieve().toEntity(JsonNode.class).getStatusCode().value())
				.isEqualTo(401);
			assertThat(list()).hasSize(1);
		}
	}

	private Integrators integrators(String workspace) {
		return new Integrators(Installation.of(this.applications, workspace), this.web.baseUrl());
	}

	private Integrator refusing(int attempts) {
		return this.integrators.with(NotificationType.LINK)
			.set(ApplicationSettingsFixture::refusingBlockedFaces)
			.maximumAttempts(attempts)
			.start();
	}

	private String register(Integrator integrator) {
		return register(integrator, "user-" + UUID.randomUUID());
	}

	private String register(Integrator integrator, String user) {
		JsonNode created = integrator.start(Map.of("user_id", user));
		Person person = new Person(created.get("capture_url").asText());
		person.open();
		assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
		String id = created.get("request_id").asText();
		assertThat(integrator.awaitResult(id).get("selfie_registered").asText()).isEqualTo("true");
		return id;
	}

	/** Whether the selfie of a new user with the same face is accepted. */
	private static boolean submitted(Integrator integrator) {
		JsonNode created = integrator.start();
		Person person = new Person(created.get("capture_url").asText());
		person.open();
		return person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean();
	}

	private JsonNode add(String requestId) {
		return add(requestId, Map.of());
	}

	private JsonNode add(String requestId, Map<String, Object> more) {
		ResponseEntity<JsonNode> answer = this.operator.post(LIST + "?workspace=" + this.operator.workspace(),
				body(requestId, more));
		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(201);
		return answer.getBody();
	}

	private String conflict(String requestId) {
		ResponseEntity<JsonNode> answer = this.operator.post(LIST + "?workspace=" + this.operator.workspace(),
				body(requestId, Map.of()));
		assertThat(answer.getStatusCode().value()).isEqualTo(409);
		return answer.getBody().get("code").asText();
	}

	private Map<String, Object> body(String requestId, Map<String, Object> more) {
		Map<String, Object> body = new HashMap<>(
				Map.of("request_id", requestId, "reason", this.reason, "expires_in", "30d"));
		body.putAll(more);
		return body;
	}

	private JsonNode list() {
		return this.operator.get(LIST + "?workspace=" + this.operator.workspace()).getBody().get("faces");
	}

	private List<String> changes(String field) {
		return this.operator.get(LIST + "/changes?workspace=" + this.operator.workspace())
			.getBody()
			.get("changes")
			.findValuesAsText(field);
	}

	private List<JsonNode> attempts(String requestId, String group) {
		CockpitUser user = CockpitUser.of(this.engine, this.web.baseUrl(), this.operator.workspace()).reading("*");
		if (group.startsWith("selfie")) {
			user.member(group);
		}
		JsonNode events = user.logIn().read("/requests/" + requestId).get("events");
		return java.util.stream.StreamSupport.stream(events.spliterator(), false)
			.filter((event) -> event.get("kind").asText().equals("attempt"))
			.map((event) -> event.get("detail"))
			.toList();
	}

}
