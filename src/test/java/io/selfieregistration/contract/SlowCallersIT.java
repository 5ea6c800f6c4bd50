package io.selfieregistration.contract;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.contract.RawCalls.Answer;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.Person;
import io.selfieregistration.system.SystemContext;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * More callers than the service has threads send a byte now and then, on every kind of
 * path, and do not delay other callers. Each build does it with pictures, the profile
 * {@code durability} with the rest.
 */
@SystemTest
class SlowCallersIT {

	/** Tomcat has 200 threads. */
	private static final int CALLERS = 210;

	private static final int BODY = 3_000;

	private static final String JSON = "Content-Type: application/json\r\n";

	private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	private final List<Socket> slow = new ArrayList<>();

	private RawCalls calls;

	private Integrator integrator;

	private Person hostile;

	@BeforeEach
	void start() {
		this.calls = new RawCalls(this.web.baseUrl().getPort());
		this.integrator = this.integrators.byLink();
		this.hostile = person();
	}

	@AfterEach
	void hangUp() throws IOException {
		for (Socket socket : this.slow) {
			socket.close();
		}
		this.integrator.close();
	}

	private Person person() {
		Person person = new Person(this.integrator.start().get("capture_url").asText());
		assertThat(person.open().getStatusCode().value()).isEqualTo(200);
		return person;
	}

	@Test
	@Tag("durability")
	void slowSendersOfLoginsKeepNobodyWaiting() throws IOException {
		crawl("POST /camunda/api/admin/auth/user/default/login/cockpit", FORM);
		crawl("POST /oauth2/token", FORM);
	}

	@Test
	@Tag("durability")
	void slowSendersWithCredentialsKeepNobodyWaiting() throws IOException {
		crawl("POST /api/v1/requests", JSON + RawCalls.basic(this.integrator.credentials()));
		crawl("POST /engine-rest/task",
				JSON + RawCalls.basic(SystemContext.OPERATOR + ":" + SystemContext.OPERATOR_PASSWORD));
	}

	@Test
	void slowSendersOfPicturesKeepNobodyWaiting() throws IOException {
		String link = "Content-Type: image/jpeg\r\nCapture-Token: " + this.hostile.token() + "\r\n";
		crawl("POST /api/capture/selfie", link);
		crawl("POST /api/capture/preview", link);
	}

	@Test
	@Tag("durability")
	void slowSendersWhoWereRefusedKeepNobodyWaiting() throws IOException {
		sendFirstByte("POST /api/v1/requests", JSON);
		sendFirstByte("POST /nowhere", JSON);
		sendFirstByte("POST /api/capture/selfie", "Capture-Token: unknown\r\n");
	}

	@Test
	@Tag("durability")
	void slowSendersOfHeadersKeepNobodyWaiting() throws IOException {
		for (int caller = 0; caller < CALLERS; caller++) {
			send(connect(), "GET /capture/ HTTP/1.1\r\nHost: local");
		}
		assertServed();
	}

	@Test
	void servesBodyThatComesInPieces() throws IOException {
		byte[] body = "{\"user_id\":\"in pieces\"}".getBytes(StandardCharsets.UTF_8);
		Socket socket = connect();
		send(socket, "POST /api/v1/requests HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + JSON
				+ RawCalls.basic(this.integrator.credentials()) + "Content-Length: " + body.length + "\r\n\r\n");
		for (byte one : body) {
			assertThat(this.calls.announce("GET /livez HTTP/1.1", "", 0).status()).isEqualTo(200);
			socket.getOutputStream().write(one);
		}

		assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
			.startsWith("HTTP/1.1 202 ");
	}

	/** The next call of an honest caller must not pay for one that was refused unread. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void servesNextCallOnConnectionOfRefusedOne(boolean bodyComesAfterTheAnswer) throws IOException {
		Socket socket = connect();
		String head = "POST /api/v1/requests HTTP/1.1\r\nHost: localhost\r\n" + JSON + "Content-Length: 2\r\n\r\n";
		send(socket, bodyComesAfterTheAnswer ? head : head + "{}");
		assertThat(statusLine(socket)).startsWith("HTTP/1.1 401 ");

		send(socket, (bodyComesAfterTheAnswer ? "{}" : "")
				+ "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

		assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
			.contains("HTTP/1.1 200 ");
	}

	private static String statusLine(Socket socket) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = socket.getInputStream().read(); next >= ' '; next = socket.getInputStream().read()) {
			line.append((char) next);
		}
		return line.toString();
	}

	/** Each caller sends the head and a byte, and later another one. */
	private void crawl(String line, String headers) throws IOException {
		List<Socket> callers = sendFirstByte(line, headers);
		assertThat(callers).as("callers who are given up only later").anySatisfy((caller) -> {
			assertThat(caller.getInputStream().available()).isZero();
			caller.getOutputStream().write(' ');
		});
		for (Socket caller : callers) {
			send(caller, " ");
		}
		assertServed();
	}

	/** The others are served before the callers are given up. */
	private List<Socket> sendFirstByte(String line, String headers) throws IOException {
		List<Socket> callers = new ArrayList<>();
		for (int caller = 0; caller < CALLERS; caller++) {
			Socket socket = connect();
			callers.add(socket);
			send(socket, line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + BODY + "\r\n\r\n{");
		}
		assertServed();
		return callers;
	}

	private void assertServed() {
		Answer alive = this.calls.announce("GET /livez HTTP/1.1", "", 0);
		assertThat(alive.status()).isEqualTo(200);
		JsonNode verdict = person().submit(Portrait.goodJpeg()).getBody();
		assertThat(verdict.path("accepted").asBoolean()).as(verdict.toString()).isTrue();
	}

	private Socket connect() throws IOException {
		Socket socket = new Socket("127.0.0.1", this.web.baseUrl().getPort());
		socket.setSoTimeout(30_000);
		this.slow.add(socket);
		return socket;
	}

	/** The service may have hung up on the caller, which is in order. */
	private static void send(Socket socket, String text) {
		try {
			socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			assertThat(socket.isConnected()).isTrue();
		}
	}

}
