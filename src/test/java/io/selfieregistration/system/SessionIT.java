package io.selfieregistration.system;

import java.awt.image.BufferedImage;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a person does with a session besides taking a selfie. */
@SystemTest
class SessionIT {

	@Autowired
	private Integrators integrators;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void goesOnOnAnotherDeviceAndTellsTheFirst() {
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start();
			Person computer = new Person(created.get("capture_url").asText());
			assertThat(computer.look().getBody().get("continued_elsewhere").asBoolean()).isFalse();

			Person phone = new Person(computer.handOff().getBody().get("link").asText());

			assertThat(phone.token()).isNotEqualTo(computer.token());
			assertThat(phone.look().getBody().get("handed_off").asBoolean()).isTrue();
			assertThat(computer.look().getBody().get("continued_elsewhere").asBoolean())
				.as("looking is not opening, which messengers do by themselves")
				.isFalse();
			assertThat(phone.open().getStatusCode().value()).isEqualTo(200);
			assertThat(computer.look().getBody().get("continued_elsewhere").asBoolean()).isTrue();
			assertThat(phone.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
			assertProblem(computer.look(), 410, "link_used");
			assertProblem(computer.submit(Portrait.goodJpeg()), 410, "link_used");
			assertThat(integrator.awaitResult(created.get("request_id").asText()).get("selfie_registered").asText())
				.isEqualTo("true");
		}
	}

	@Test
	void makesOneLinkForAnotherDeviceAtOnce() {
		try (Integrator integrator = this.integrators.byLink()) {
			Person computer = new Person(integrator.start().get("capture_url").asText());
			Person first = new Person(computer.handOff().getBody().get("link").asText());
			Person second = new Person(computer.handOff().getBody().get("link").asText());

			assertProblem(first.open(), 410, "link_replaced");
			assertProblem(second.handOff(), 409, "link_handed_off");
			assertThat(second.open().getStatusCode().value()).isEqualTo(200);
			assertThat(new Person(computer.handOff().getBody().get("link").asText()).look().getStatusCode().value())
				.isEqualTo(200);
			assertThat(new Person(second.handOff().getBody().get("link").asText()).look().getStatusCode().value())
				.as("a phone whose app has no camera goes on in another browser")
				.isEqualTo(200);
			assertThat(second.look().getStatusCode().value()).as("an opened one stays").isEqualTo(200);
		}
	}

	@Test
	void endsLinkForAnotherDeviceThatNobodyOpensSoon() {
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start();
			Person computer = new Person(created.get("capture_url").asText());
			JsonNode handOff = computer.handOff().getBody();
			Person phone = new Person(handOff.get("link").asText());
			assertThat(Instant.parse(handOff.get("open_before").asText())).isBefore(Instant.now().plusSeconds(601));
			this.jdbc.sql("update capture_link set open_before = now() where request_id = ?::uuid and handed_off")
				.param(created.get("request_id").asText())
				.update();

			assertProblem(phone.open(), 410, "link_expired");
			assertThat(computer.open().getStatusCode().value()).isEqualTo(200);
		}
	}

	@Test
	void extendsSessionAlsoForTheProcess() {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK)
			.session(Duration.ofSeconds(4))
			.start()) {
			JsonNode created = integrator.start();
			Person person = new Person(created.get("capture_url").asText());
			assertThat(person.look().getStatusCode().value()).isEqualTo(200);
			assertProblem(person.extend(), 409, "session_not_extended");
			JsonNode opened = person.open().getBody();
			assertThat(opened.get("extensible").asBoolean()).isTrue();
			Instant end = Instant.parse(opened.get("session_ends_at").asText());

			ResponseEntity<JsonNode> extended = person.extend();

			assertThat(Instant.parse(extended.getBody().get("session_ends_at").asText())).isEqualTo(end.plusSeconds(4));
			assertThat(person.look().getBody().get("extensible").asBoolean()).as("state survives a reload").isTrue();
			await().until(() -> Instant.now().isAfter(end.plusMillis(500)));
			assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
			assertThat(integrator.awaitResult(created.get("request_id").asText()).get("selfie_registered").asText())
				.isEqualTo("true");
		}
	}

	@Test
	void extendsSessionTenTimesAndThenSaysThatItEnds() throws Exception {
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start();
			Person tab = new Person(created.get("capture_url").asText());
			Person otherTab = new Person(created.get("capture_url").asText());
			Instant end = Instant.parse(tab.open().getBody().get("session_ends_at").asText());

			ExecutorService tabs = Executors.newFixedThreadPool(4);
			List<ResponseEntity<JsonNode>> answers = new ArrayList<>();
			try {
				for (Future<ResponseEntity<JsonNode>> answer : tabs
					.invokeAll(Collections.nCopies(14, (Callable<ResponseEntity<JsonNode>>) otherTab::extend))) {
					answers.add(answer.get());
				}
			}
			finally {
				tabs.shutdown();
			}

			List<JsonNode> granted = answers.stream()
				.filter((answer) -> answer.getStatusCode().value() == 200)
				.map(ResponseEntity::getBody)
				.toList();
			assertThat(granted).hasSize(10)
				.satisfiesOnlyOnce((last) -> assertThat(last.get("extensible").asBoolean()).isFalse());
			answers.stream()
				.filter((answer) -> answer.getStatusCode().value() != 200)
				.forEach((answer) -> assertProblem(answer, 409, "session_not_extended"));
			JsonNode state = tab.look().getBody();
			assertThat(state.get("extensible").asBoolean()).isFalse();
			Instant last = Instant.parse(state.get("session_ends_at").asText());
			assertThat(last).isEqualTo(end.plus(Duration.ofMinutes(100)));
			assertThat(timer(created.get("request_id").asText())).isEqualTo(last.truncatedTo(ChronoUnit.MILLIS));
			assertThat(created.get("expires_in").asLong()).as("the request lives no longer")
				.isEqualTo(Duration.ofMinutes(10 + 11 * 10).toSeconds());
		}
	}

	/** When the process ends the waiting. */
	private Instant timer(String requestId) {
		return this.jdbc.sql("""
				select j.duedate_ from act_ru_job j join act_ru_execution e on e.id_ = j.process_instance_id_
				where e.business_key_ = ? and j.handler_cfg_ = ?
				""")
			.param(requestId)
			.param(SelfieRegistrationProcess.EXPIRY_TIMER)
			.query(Timestamp.class)
			.single()
			.toInstant();
	}

	@Test
	void guidesAndKeepsNothingOfIt() {
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start();
			Person person = new Person(created.get("capture_url").asText());
			person.look();
			assertProblem(person.preview(frame(Portrait.good()), 2.25), 409, "link_not_opened");
			person.open();

			JsonNode good = person.preview(frame(Portrait.good()), 2.25).getBody();
			assertThat(good.get("good").asBoolean()).as("%s", good).isTrue();
			JsonNode dark = await().until(() -> person.preview(frame(Portrait.dark()), 2.25).getBody(),
					(answer) -> answer.has("good"));
			assertThat(dark.get("good").asBoolean()).isFalse();
			assertThat(dark.at("/findings/0/code").asText()).isEqualTo("too_dark");

			assertThat(person.look().getBody().get("attempts_left").asInt()).isEqualTo(3);
			for (String table : new String[] { "attempt", "photo", "facial_template" }) {
				assertThat(this.jdbc.sql("select count(*) from " + table + " where request_id = ?::uuid")
					.param(created.get("request_id").asText())
					.query(Integer.class)
					.single()).isZero();
			}
		}
	}

	private static byte[] frame(BufferedImage picture) {
		return Portrait.asJpeg(Portrait.scaled(picture.getSubimage(90, 0, 540, 720), 240, 320), 0.7f);
	}

	private static void assertProblem(ResponseEntity<JsonNode> answer, int status, String code) {
		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(status);
		assertThat(answer.getBody().get("code").asText()).isEqualTo(code);
	}

}
