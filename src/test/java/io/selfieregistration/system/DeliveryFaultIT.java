package io.selfieregistration.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.selfieregistration.SelfieRegistrationApplication;
import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationKey.Purpose;
import io.selfieregistration.application.ApplicationSecret;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.Applications;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.intake.CreatedRequest;
import io.selfieregistration.intake.NewRequestFixture;
import io.selfieregistration.intake.RequestIntake;
import io.selfieregistration.publishing.Deliveries;
import io.selfieregistration.publishing.Delivery;
import io.selfieregistration.publishing.Delivery.State;
import io.selfieregistration.publishing.DeliveryAttempt;
import io.selfieregistration.publishing.DeliveryQuery;
import io.selfieregistration.publishing.process.DeliverMessageElements;
import io.selfieregistration.publishing.process.DeliverMessageProcess;
import io.selfieregistration.request.Phase;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Real receivers that fail in every way, for days on a clock of our own: whatever they
 * do, nothing is lost, and all that is sent for one delivery is the same.
 */
@SpringBootTest(classes = SelfieRegistrationApplication.class,
		properties = { "camunda.bpm.job-execution.enabled=false", "selfie.webhook.timeout=2s" })
@ContextConfiguration(initializers = SystemContext.class)
@Import(DeliveryFaultIT.Time.class)
@Tag("durability")
class DeliveryFaultIT {

	private static final String WORKFLOW = "verification-without-selfie";

	private static final String SECRET = secret();

	private static final int TRIES = 10;

	private final WireMockServer receiver = new WireMockServer(
			WireMockConfiguration.options().dynamicPort().dynamicHttpsPort().bindAddress("127.0.0.1"));

	private final ExecutorService connections = Executors.newCachedThreadPool();

	@Autowired
	private VirtualClock clock;

	@Autowired
	private Applications applications;

	@Autowired
	private RequestIntake intake;

	@Autowired
	private Deliveries deliveries;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private ManagementService management;

	@Autowired
	private RepositoryService repository;

	@BeforeEach
	void start() throws IOException {
		this.receiver.start();
		if (this.repository.createProcessDefinitionQuery().processDefinitionKey(WORKFLOW).count() == 0) {
			try (InputStream model = getClass().getResourceAsStream("/bpmn/verification.bpmn")) {
				String text = new String(model.readAllBytes(), StandardCharsets.UTF_8);
				this.repository.createDeployment()
					.addString(WORKFLOW + ".bpmn",
							text.replace("\"verification\"", "\"" + WORKFLOW + "\"")
								.replace("name=\"selfieEnabled\">true<", "name=\"selfieEnabled\">false<"))
					.deploy();
			}
		}
	}

	@AfterEach
	void stop() {
		this.receiver.stop();
		this.connections.shutdownNow();
	}

	@ParameterizedTest(name = "down for {0}: {1} attempts")
	@CsvSource({ "PT1H, 5", "PT26H, 8" })
	void delivers(Duration outage, int attempts) {
		// given
		Delivery delivery = published(application(url()));
		Instant up = this.clock.instant().plus(outage);

		// when
		deliver(delivery, up);

		// then
		assertThat(state(delivery)).isEqualTo(State.DELIVERED);
		assertThat(this.deliveries.attempts(delivery)).hasSize(attempts)
			.allSatisfy((attempt) -> assertThat(attempt.at().isBefore(up)).isEqualTo(attempt.status() == 503));
		assertThat(running(delivery)).isNull();
		assertAlwaysTheSame(delivery, attempts);
	}

	@Test
	void keepsWhatTheScheduleDidNotDeliverForAnOperator() {
		// given
		Delivery delivery = published(application(url()));
		Instant published = this.clock.instant();

		// when
		deliver(delivery, published.plus(Duration.ofDays(4)));

		// then
		assertThat(state(delivery)).isEqualTo(State.DEAD);
		assertThat(this.deliveries.attempts(delivery)).hasSize(TRIES);
		assertThat(Duration.between(published, this.clock.instant())).isBetween(Duration.ofHours(75),
				Duration.ofHours(84));
		assertThat(jobOf(delivery).getRetries()).as("an incident").isZero();

		// and when
		this.clock.set(published.plus(Duration.ofDays(4)));
		answer(WireMock.noContent());
		this.deliveries.redeliver(delivery.id());
		this.management.executeJob(jobOf(delivery).getId());

		// then
		assertThat(state(delivery)).isEqualTo(State.DELIVERED);
		assertThat(running(delivery)).isNull();
		assertAlwaysTheSame(delivery, TRIES + 1);
	}

	@Test
	void stopsAtOnceWhenTheReceiverIsGone() {
		Application application = application(url());
		Delivery delivery = published(application);
		answer(WireMock.status(410));

		runToTheEnd(delivery);

		assertThat(state(delivery)).isEqualTo(State.DEAD);
		assertThat(this.deliveries.attempts(delivery)).hasSize(1);
		assertThat(this.applications.get(application.id()).endpointDisabled()).isTrue();
		assertThat(jobOf(delivery).getRetries()).as("an incident").isZero();
	}

	@ParameterizedTest(name = "{0}, Retry-After {1} s: waits {2} s")
	@CsvSource({ "429, 3600, 3600", "503, 3600, 3600", "429, 1, 5", "503, 604800, 86400" })
	void leavesReceiverAloneForAsLongAsItWants(int status, int retryAfter, int waits) {
		// given
		Delivery delivery = published(application(url()));
		Instant published = this.clock.instant();
		answer(WireMock.status(status).withHeader("Retry-After", Integer.toString(retryAfter)));

		// when
		run(delivery, DeliverMessageElements.ATTEMPT_DELIVERY);

		// then
		assertThat(reread(delivery).nextAttemptAt()).isBetween(published.plusSeconds(waits),
				published.plusSeconds(waits + 1));
		assertThat(jobOf(delivery).getDuedate().toInstant()).isBetween(published.plusSeconds(waits),
				published.plusSeconds(waits + 1));

		// and when
		answer(WireMock.noContent());
		runToTheEnd(delivery);

		// then
		assertThat(state(delivery)).isEqualTo(State.DELIVERED);
		assertAlwaysTheSame(delivery, 2);
	}

	@ParameterizedTest
	@EnumSource(names = { "CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE" })
	void triesAgainAfterBrokenConnection(Fault fault) {
		Delivery delivery = published(application(url()));
		answer(WireMock.aResponse().withFault(fault));
		run(delivery, DeliverMessageElements.ATTEMPT_DELIVERY);
		assertThat(state(delivery)).isEqualTo(State.PENDING);

		answer(WireMock.noContent());
		runToTheEnd(delivery);

		assertThat(state(delivery)).isEqualTo(State.DELIVERED);
		assertAlwaysTheSame(delivery, 2);
	}

	@Test
	void isDeliveredByA2xxWhoseBodyBreaksOff() {
		Delivery delivery = published(application(url()));
		answer(WireMock.aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));

		runToTheEnd(delivery);

		assertThat(state(delivery)).isEqualTo(State.DELIVERED);
		assertAlwaysTheSame(delivery, 1);
	}

	@Test
	void fallsBackToNothingWeakerWhenTlsIsBroken() {
		// given
		answer(WireMock.noContent());
		Application application = application(
				URI.create("https://127.0.0.1:" + this.receiver.httpsPort() + "/results"));
		Delivery delivery = published(application);

		// when
		runToTheEnd(delivery);

		// then
		assertThat(state(delivery)).isEqualTo(State.DEAD);
		assertThat(this.deliveries.attempts(delivery)).hasSize(TRIES)
			.allSatisfy(
					(attempt) -> assertThat(attempt.failure()).isEqualTo("no trusted TLS connection to the receiver"));
		assertThat(this.receiver.getAllServeEvents()).isEmpty();

		// and when
		this.applications.put(application.id(), application.workspace(), settings(url()), ApplicationSecret.generate(),
				SECRET);
		this.deliveries.redeliver(delivery.id());
		this.management.executeJob(jobOf(delivery).getId());

		// then
		assertThat(state(delivery)).as("to the corrected address").isEqualTo(State.DELIVERED);
		assertAlwaysTheSame(delivery, 1);
	}

	@ParameterizedTest
	@CsvSource({ "301", "302", "303", "307", "308" })
	void followsNoRedirectToPrivateAddress(int status) throws IOException {
		try (ServerSocket inside = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			inside.setSoTimeout(1);
			Delivery delivery = published(application(url()));
			answer(WireMock.status(status)
				.withHeader("Location", "http://127.0.0.1:" + inside.getLocalPort() + "/internal"));

			run(delivery, DeliverMessageElements.ATTEMPT_DELIVERY);

			assertThat(this.deliveries.attempts(delivery)).extracting(DeliveryAttempt::status).containsExactly(status);
			assertThat(state(delivery)).isEqualTo(State.PENDING);
			assertThatExceptionOfType(SocketTimeoutException.class).as("no connection").isThrownBy(inside::accept);
		}
	}

	@ParameterizedTest
	@CsvSource({ "https://0.0.0.0", "http://0.0.0.0", "https://[::]", "http://0",
			"https://localhost.localdomain.invalid", "gopher://127.0.0.1", "http://user:secret@127.0.0.1" })
	void saysInTheLogThatAddressIsNotCalled(String base) throws IOException {
		try (ServerSocket everywhere = new ServerSocket(0, 5)) {
			everywhere.setSoTimeout(1);
			Delivery delivery = published(application(URI.create(base + ":" + everywhere.getLocalPort() + "/results")));

			run(delivery, DeliverMessageElements.ATTEMPT_DELIVERY);

			assertThat(this.deliveries.attempts(delivery)).singleElement().satisfies((attempt) -> {
				assertThat(attempt.status()).isNull();
				assertThat(attempt.failure()).isIn("the address of the receiver is not public and not allowed",
						"the address of the receiver cannot be called", "the name of the receiver cannot be resolved");
			});
			assertThatExceptionOfType(SocketTimeoutException.class).as("no connection").isThrownBy(everywhere::accept);
		}
	}

	@Test
	void cutsReceiverWhoseHeadersNeverEnd() throws IOException {
		try (ServerSocket server = serve((client) -> {
			OutputStream answer = client.getOutputStream();
			answer.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
			while (true) {
				answer.write("X-Slow: 1\r\n".getBytes(StandardCharsets.US_ASCII));
				answer.flush();
				TimeUnit.MILLISECONDS.sleep(50);
			}
		})) {
			Delivery delivery = published(application(url(server)));

			run(delivery, DeliverMessageElements.ATTEMPT_DELIVERY);

			assertThat(this.deliveries.attempts(delivery)).singleElement().satisfies((attempt) -> {
				assertThat(attempt.failure()).isIn("the receiver did not answer in time",
						"the connection to the receiver broke");
				assertThat(attempt.latency()).isLessThan(Duration.ofSeconds(15));
			});
			assertThat(state(delivery)).isEqualTo(State.PENDING);
		}
	}

	@Test
	void readsNoAnswerWithoutEnd() throws IOException {
		try (ServerSocket server = serve((client) -> {
			OutputStream answer = client.getOutputStream();
			answer.write("HTTP/1.1 503 Busy\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			while (true) {
				answer.write(new byte[0x10000]);
			}
		})) {
			Delivery delivery = published(application(url(server)));

			run(delivery, DeliverMessageElements.ATTEMPT_DELIVERY);

			assertThat(this.deliveries.attempts(delivery)).extracting(DeliveryAttempt::status).containsExactly(503);
			assertThat(state(delivery)).isEqualTo(State.PENDING);
		}
	}

	@Test
	void signsWithBothSecretsWhileOneReplacesTheOther() {
		// given
		Application application = application(url());
		Delivery delivery = published(application);
		answer(WireMock.serviceUnavailable());
		run(delivery, DeliverMessageElements.ATTEMPT_DELIVERY);

		// when
		String fresh = this.applications.rotate(application, Purpose.WEBHOOK, Duration.ofHours(1), "operator");
		for (int tries = 0; tries < 4; tries++) {
			run(delivery, DeliverMessageElements.NEXT_ATTEMPT_DUE);
			run(delivery, DeliverMessageElements.ATTEMPT_DELIVERY);
		}

		// then
		List<LoggedRequest> received = received();
		assertThat(received).hasSize(5);
		assertThat(received.get(0).getHeader("webhook-signature")).isEqualTo(Integrator.sign(SECRET, received.get(0)));
		for (LoggedRequest during : received.subList(1, 4)) {
			assertThat(during.getHeader("webhook-signature"))
				.isEqualTo(Integrator.sign(fresh, during) + " " + Integrator.sign(SECRET, during));
		}
		assertThat(received.get(4).getHeader("webhook-signature")).as("after the overlap")
			.isEqualTo(Integrator.sign(fresh, received.get(4)));
		assertThat(received).extracting((request) -> request.getHeader("webhook-id")).containsOnly(delivery.id());
		assertThat(received).extracting(LoggedRequest::getBodyAsString).containsOnly(received.get(0).getBodyAsString());
	}

	/** Runs the process; the receiver answers 503 until it is up. */
	private void deliver(Delivery delivery, Instant up) {
		answer(WireMock.serviceUnavailable());
		while (running(delivery) != null && jobOf(delivery).getRetries() > 0) {
			Instant due = due(jobOf(delivery));
			if (!due.isBefore(up)) {
				answer(WireMock.noContent());
			}
			runNext(delivery);
		}
	}

	private void runToTheEnd(Delivery delivery) {
		while (running(delivery) != null && jobOf(delivery).getRetries() > 0) {
			runNext(delivery);
		}
	}

	private void run(Delivery delivery, String element) {
		assertThat(activityOf(jobOf(delivery))).isEqualTo(element);
		runNext(delivery);
	}

	/** Waits for the next job of a delivery, and runs it. */
	private void runNext(Delivery delivery) {
		Job job = jobOf(delivery);
		String activity = activityOf(job);
		this.clock.set(due(job));
		try {
			this.management.executeJob(job.getId());
		}
		catch (RuntimeException ex) {
			assertThat(activity).as("%s", ex).isEqualTo(DeliverMessageElements.SEND_DEAD_LETTER);
		}
	}

	/** The engine has a clock of its own, and keeps milliseconds. */
	private Instant due(Job job) {
		if (!DeliverMessageElements.NEXT_ATTEMPT_DUE.equals(activityOf(job))) {
			return this.clock.instant();
		}
		Instant due = job.getDuedate().toInstant().plusMillis(1);
		assertThat(due).as("never early").isAfter(this.clock.instant());
		return due;
	}

	private ProcessInstance running(Delivery delivery) {
		return this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(delivery.id(), DeliverMessageProcess.KEY)
			.singleResult();
	}

	private Job jobOf(Delivery delivery) {
		return this.management.createJobQuery().processInstanceId(running(delivery).getId()).singleResult();
	}

	private String activityOf(Job job) {
		return this.management.createJobDefinitionQuery()
			.jobDefinitionId(job.getJobDefinitionId())
			.singleResult()
			.getActivityId();
	}

	private Delivery published(Application application) {
		CreatedRequest created;
		try {
			created = this.intake.create(NewRequestFixture.of(application, Phase.VERIFICATION,
					"user-" + UUID.randomUUID(), null, "en", Map.of(), "192.0.2.7"), null);
		}
		catch (Exception ex) {
			throw new AssertionError("The request is not created", ex);
		}
		String id = created.id().toString();
		await().until(() -> {
			this.runtime.createProcessInstanceQuery()
				.processInstanceBusinessKey(id)
				.list()
				.forEach((instance) -> this.management.createJobQuery()
					.processInstanceId(instance.getId())
					.list()
					.forEach((job) -> this.management.executeJob(job.getId())));
			return this.runtime.createProcessInstanceQuery().processInstanceBusinessKey(id).count() == 0;
		});
		List<Delivery> found = this.deliveries
			.list(new DeliveryQuery(application.workspace(), application.id(), null, created.id(), null, 2));
		assertThat(found).hasSize(1);
		return found.get(0);
	}

	private Application application(URI url) {
		return this.applications.put("app-" + UUID.randomUUID(), "default", settings(url), ApplicationSecret.generate(),
				SECRET);
	}

	private static ApplicationSettings settings(URI url) {
		return ApplicationSettingsFixture.named("Test Bank")
			.verificationWorkflow(WORKFLOW)
			.resultNotification(ResultNotificationWay.PUSH, url)
			.build();
	}

	private Delivery reread(Delivery delivery) {
		return this.deliveries.find(delivery.id()).orElseThrow();
	}

	private State state(Delivery delivery) {
		return reread(delivery).state();
	}

	private void answer(ResponseDefinitionBuilder answer) {
		this.receiver.stubFor(WireMock.post("/results").willReturn(answer));
	}

	private URI url() {
		return URI.create("http://127.0.0.1:" + this.receiver.port() + "/results");
	}

	private static URI url(ServerSocket server) {
		return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/results");
	}

	/** In the order in which they came. */
	private List<LoggedRequest> received() {
		return this.receiver.findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/results")))
			.stream()
			.sorted(java.util.Comparator.comparing((request) -> Long.parseLong(request.getHeader("webhook-timestamp"))))
			.toList();
	}

	/** Same id, same bytes, and the time and the signature of each attempt. */
	private void assertAlwaysTheSame(Delivery delivery, int times) {
		List<LoggedRequest> received = received();
		assertThat(received).hasSize(times).allSatisfy((request) -> {
			assertThat(request.getHeader("webhook-id")).isEqualTo(delivery.id());
			assertThat(request.getBody()).isEqualTo(delivery.body());
			assertThat(request.getHeader("webhook-signature")).isEqualTo(Integrator.sign(SECRET, request));
		});
		List<Long> seconds = this.deliveries.attempts(delivery)
			.stream()
			.map((attempt) -> attempt.at().getEpochSecond())
			.toList();
		assertThat(seconds.subList(seconds.size() - times, seconds.size())).isEqualTo(
				received.stream().map((request) -> Long.parseLong(request.getHeader("webhook-timestamp"))).toList());
	}

	/** As the library of Standard Webhooks does it. */
	private ServerSocket serve(Behaviour behaviour) throws IOException {
		ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
		this.connections.submit(() -> {
			try (Socket client = server.accept()) {
				client.getInputStream().read(new byte[0x10000]);
				behaviour.serve(client);
			}
			return null;
		});
		return server;
	}

	private static String secret() {
		byte[] key = new byte[32];
		new java.security.SecureRandom().nextBytes(key);
		return "whsec_" + Base64.getEncoder().encodeToString(key);
	}

	private interface Behaviour {

		void serve(Socket client) throws Exception;

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Time {

		@Bean
		@Primary
		VirtualClock virtualClock() {
			return new VirtualClock();
		}

	}

}
