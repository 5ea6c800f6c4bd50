package io.selfieregistration.system;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a person whose link has ended can still have sent, and what nobody can. */
@SystemTest
class NewLinkIT {

	private static final Pattern LINK = Pattern.compile("https?://[^\\s\"\\\\]+");

	private final String phone = "+4915" + ThreadLocalRandom.current().nextLong(100_000_000, 999_999_999);

	@Autowired
	private Integrators integrators;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void sendsNewLinkToTheSameContactWhenTheSessionIsOver() {
		try (Integrator integrator = bySms()) {
			String request = start(integrator);
			Person first = new Person(awaitLinks(1).get(0));
			first.open();
			assertProblem(first.sendNewLink(), 409, "link_still_usable");
			endSession(request);

			JsonNode ended = first.look().getBody();
			assertThat(ended.get("code").asText()).isEqualTo("link_expired");
			assertThat(ended.get("new_link").asBoolean()).isTrue();
			assertThat(integrator.read(request).get("status").asText()).as("the request waits")
				.isNotEqualTo("completed");
			ResponseEntity<JsonNode> answer = first.sendNewLink();

			assertThat(answer.getStatusCode().value()).isEqualTo(202);
			assertThat(answer.getBody()).as("says nothing of the contact").isNull();
			Person second = new Person(awaitLinks(2).get(0));
			assertThat(second.token()).isNotEqualTo(first.token());
			assertProblem(first.look(), 410, "link_replaced");
			assertThat(second.open().getBody().get("state").asText()).isEqualTo("opened");
			assertThat(second.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
			assertThat(integrator.awaitResult(request).get("selfie_registered").asText()).isEqualTo("true");
			assertThat(steps(request)).isEqualTo(1);
		}
	}

	@Test
	void sendsOneMessageHoweverManyTabsAskForItAndNoneWhileItIsOnItsWay() throws Exception {
		try (Integrator integrator = bySms()) {
			String request = start(integrator);
			Person person = new Person(awaitLinks(1).get(0));
			person.open();
			endSession(request);

			ExecutorService tabs = Executors.newFixedThreadPool(5);
			try {
				for (Future<ResponseEntity<JsonNode>> answer : tabs
					.invokeAll(Collections.nCopies(10, (Callable<ResponseEntity<JsonNode>>) person::sendNewLink))) {
					assertThat(answer.get().getStatusCode().value()).as("%s", answer.get().getBody()).isEqualTo(202);
				}
			}
			finally {
				tabs.shutdown();
			}

			awaitLinks(2);
			assertThat(person.sendNewLink().getStatusCode().value()).isEqualTo(202);
			assertThat(steps(request)).isEqualTo(1);
			assertThat(person.look().getBody().get("new_link").asBoolean()).as("it may have got lost").isTrue();
		}
	}

	@Test
	void sendsThreeNewLinksAndThenEndsTheRequestWithTheSession() {
		try (Integrator integrator = bySms()) {
			String request = start(integrator);
			String deadline = openBefore(request, awaitLinks(1).get(0));
			for (int sent = 1; sent <= 3; sent++) {
				Person person = new Person(awaitLinks(sent).get(0));
				person.open();
				endSession(request);
				assertThat(person.sendNewLink().getStatusCode().value()).isEqualTo(202);
			}
			Person last = new Person(awaitLinks(4).get(0));
			assertThat(openBefore(request, null)).as("no message gives the request more time").isEqualTo(deadline);
			this.jdbc.sql("update capture_window set session_seconds = 1 where request_id = ?::uuid")
				.param(request)
				.update();
			last.open();

			assertThat(integrator.awaitResult(request).get("reason").asText()).isEqualTo("expired");
			assertThat(last.look().getBody().has("new_link")).isFalse();
			assertProblem(last.sendNewLink(), 410, "link_expired");
			assertThat(links()).hasSize(4);
		}
	}

	@Test
	void sendsNothingWhereTheIntegratorPassesTheLinkOn() {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK)
			.session(Duration.ofSeconds(1))
			.start()) {
			JsonNode created = integrator.start(contact());
			Person person = new Person(created.get("capture_url").asText());
			person.open();

			assertThat(integrator.awaitResult(created.get("request_id").asText()).get("reason").asText())
				.isEqualTo("expired");
			assertThat(person.look().getBody().has("new_link")).isFalse();
			assertProblem(person.sendNewLink(), 410, "link_expired");
			assertThat(links()).isEmpty();
		}
	}

	@Test
	void sendsNothingForAnEndedRequestOrAnUnknownLink() {
		try (Integrator integrator = bySms()) {
			String request = start(integrator);
			Person person = new Person(awaitLinks(1).get(0));
			person.open();
			endSession(request);
			integrator.client().post().uri("/api/v1/requests/{id}/cancel", request).retrieve().toBodilessEntity();

			assertProblem(person.sendNewLink(), 410, "request_cancelled");
			assertThat(person.look().getBody().has("new_link")).isFalse();
			Person stranger = new Person(links().get(0).replaceFirst("#.*", "#" + "x".repeat(43)));
			assertProblem(stranger.sendNewLink(), 404, "link_unknown");
			assertThat(stranger.sendNewLink().getBody().toString().replace("new-link", "hand-off")).as("as elsewhere")
				.isEqualTo(stranger.handOff().getBody().toString());
			assertThat(links()).hasSize(1);
		}
	}

	@Test
	void sendsNothingForLinkOfAnotherDeviceWhileTheSessionGoesOn() {
		try (Integrator integrator = bySms()) {
			String request = start(integrator);
			Person computer = new Person(awaitLinks(1).get(0));
			computer.open();
			Person phone = new Person(computer.handOff().getBody().get("link").asText());
			computer.handOff();

			assertProblem(phone.sendNewLink(), 410, "link_replaced");
			assertThat(computer.look().getBody().get("state").asText()).isEqualTo("opened");
			endSession(request);
			assertThat(phone.sendNewLink().getStatusCode().value()).isEqualTo(202);
		}
	}

	private Integrator bySms() {
		return this.integrators.with(NotificationType.SMS).start();
	}

	private String start(Integrator integrator) {
		return integrator.start(contact()).get("request_id").asText();
	}

	private Map<String, String> contact() {
		return Map.of("user_id", "user-" + UUID.randomUUID(), "phone", this.phone);
	}

	private void endSession(String request) {
		assertThat(this.jdbc.sql("""
				update capture_window set session_ends_at = now()
				where request_id = ?::uuid and opened_at is not null
				""").param(request).update()).isEqualTo(1);
	}

	private String openBefore(String request, String link) {
		if (link != null) {
			new Person(link).look();
		}
		return this.jdbc.sql("select open_before::text from capture_window where request_id = ?::uuid")
			.param(request)
			.query(String.class)
			.single();
	}

	private int steps(String request) {
		return this.jdbc.sql("select count(*) from capture_step where request_id = ?::uuid and step = 'link_requested'")
			.param(request)
			.query(Integer.class)
			.single();
	}

	private List<String> awaitLinks(int count) {
		return await().atMost(Duration.ofSeconds(30)).until(this::links, (links) -> links.size() == count);
	}

	/** Links that were sent to the phone, newest first. */
	private List<String> links() {
		return SystemContext.smsGateway()
			.getAllServeEvents()
			.stream()
			.map((event) -> event.getRequest().getBodyAsString())
			.filter((body) -> body.contains(this.phone.substring(1)))
			.flatMap((body) -> LINK.matcher(body).results().map(MatchResult::group))
			.map(Secrets::remember)
			.toList();
	}

	private static void assertProblem(ResponseEntity<JsonNode> answer, int status, String code) {
		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(status);
		assertThat(answer.getBody().get("code").asText()).isEqualTo(code);
	}

}
