package io.selfieregistration.capture;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;

import io.selfieregistration.face.Portrait;
import io.selfieregistration.blocklist.BlockList;
import io.selfieregistration.face.SelfieAssessor;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureSessions;
import io.selfieregistration.invitation.CaptureToken;
import io.selfieregistration.photo.Photos;
import io.selfieregistration.request.Decision;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.ModuleRuns;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestDecided;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestTraces;
import io.selfieregistration.request.Requests;
import io.selfieregistration.request.Workflows;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What happens when two things come at the same moment, as on two nodes: each of them has
 * submissions of its own here, and only the database in common.
 */
@SystemTest
@Tag("durability")
class RaceIT {

	private static final int ROUNDS = 12;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final ExecutorService threads = Executors.newFixedThreadPool(2);

	@Autowired
	private Integrators integrators;

	@Autowired
	private CaptureSessions sessions;

	@Autowired
	private ModuleRuns runs;

	@Autowired
	private Requests requests;

	@Autowired
	private AttemptStore attempts;

	@Autowired
	private SelfieAssessor assessor;

	@Autowired
	private Photos photos;

	@Autowired
	private SelfieJudge judge;

	@Autowired
	private BlockList blockList;

	@Autowired
	private Workflows workflows;

	@Autowired
	private Clock clock;

	@Autowired
	private ApplicationEventPublisher events;

	@Autowired
	private CaptureMetrics metrics;

	@Autowired
	private RequestTraces traces;

	@Autowired
	private PlatformTransactionManager transactions;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ManagementService management;

	@Autowired
	private RuntimeService runtime;

	private Integrator integrator;

	private RequestId id;

	private CaptureToken token;

	@BeforeEach
	void openLink() throws Exception {
		this.integrator = this.integrators.byLink();
		JsonNode created = this.integrator.start();
		String url = created.get("capture_url").asText();
		this.id = RequestId.of(created.get("request_id").asText());
		this.token = CaptureToken.parse(url.substring(url.indexOf('#') + 1)).orElseThrow();
		await().atMost(PATIENCE).ignoreExceptions().until(() -> this.sessions.open(this.token).opened());
	}

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
		this.integrator.close();
	}

	@RepeatedTest(ROUNDS)
	void acceptsOneOfTwoSelfies() throws Exception {
		List<Object> answers = atOnce(() -> node().submit(this.sessions.find(this.token), "first", Portrait.goodJpeg()),
				() -> node().submit(this.sessions.find(this.token), "second", Portrait.goodJpeg()));

		assertThat(answers).filteredOn((answer) -> answer instanceof Verdict verdict && verdict.accepted()).hasSize(1);
		assertThat(answers).filteredOn((answer) -> answer instanceof CaptureLinkUnusable).hasSize(1);
		assertEndsAs("true");
	}

	@RepeatedTest(ROUNDS)
	void givesOneVerdictForOneSelfieSentTwice() throws Exception {
		List<Object> answers = atOnce(() -> node().submit(this.sessions.find(this.token), "same", Portrait.goodJpeg()),
				() -> node().submit(this.sessions.find(this.token), "same", Portrait.goodJpeg()));

		assertThat(answers).allSatisfy((answer) -> assertThat(answer).isInstanceOfSatisfying(Verdict.class,
				(verdict) -> assertThat(verdict.accepted()).isTrue()));
		assertThat(count("attempt")).isEqualTo(1);
		assertEndsAs("true");
	}

	@RepeatedTest(ROUNDS)
	void eitherAcceptsOrExpires() throws Exception {
		Job timer = await().atMost(PATIENCE).until(this::expiryTimer, (job) -> job != null);

		List<Object> answers = atOnce(
				() -> node().submit(this.sessions.find(this.token), "in time?", Portrait.goodJpeg()), () -> {
					this.management.setJobDuedate(timer.getId(), new Date());
					return await().atMost(PATIENCE)
						.until(() -> this.requests.get(this.id).run().orElseThrow(), (run) -> run.decision() != null);
				});

		boolean accepted = answers.get(0) instanceof Verdict;
		assertThat(((ModuleRun) answers.get(1)).decision()).isEqualTo(accepted ? Decision.ACCEPTED : Decision.EXPIRED);
		assertEndsAs(Boolean.toString(accepted));
	}

	@RepeatedTest(ROUNDS)
	void eitherAcceptsOrCancels() throws Exception {
		List<Object> answers = atOnce(
				() -> node().submit(this.sessions.find(this.token), "in time?", Portrait.goodJpeg()),
				() -> this.requests.cancel(this.integrator.applicationId(), this.id));

		boolean accepted = answers.get(0) instanceof Verdict;
		if (accepted) {
			assertThat(answers.get(1)).isInstanceOf(RequestDecided.class);
		}
		else {
			assertThat(answers.get(0)).isInstanceOf(CaptureLinkUnusable.class);
			assertThat(answers.get(1)).isInstanceOf(Request.class);
		}
		assertEndsAs(Boolean.toString(accepted));
	}

	/** Nothing is left of the loser, and nothing waits for ever. */
	private void assertEndsAs(String registered) {
		JsonNode result = this.integrator.awaitResult(this.id.toString());
		assertThat(result.get("selfie_registered").asText()).isEqualTo(registered);
		assertThat(this.integrator.awaitWebhook(this.id.toString())).isEqualTo(result);
		await().atMost(PATIENCE).untilAsserted(() -> {
			assertThat(this.runtime.createProcessInstanceQuery().processInstanceBusinessKey(this.id.toString()).count())
				.isZero();
			assertThat(count("pending_message")).isZero();
			int expected = "true".equals(registered) ? 1 : 0;
			assertThat(count("photo")).isEqualTo(expected);
			assertThat(count("facial_template")).isEqualTo(expected);
		});
	}

	private SelfieSubmissions node() {
		return new SelfieSubmissions(this.sessions, this.requests, this.runs, this.attempts, this.assessor,
				new ComputingTime(), this.photos, this.judge, this.blockList, this.workflows, this.clock, this.events,
				this.metrics, this.traces, this.transactions);
	}

	private Job expiryTimer() {
		return this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(this.id.toString())
			.list()
			.stream()
			.map((instance) -> this.management.createJobQuery()
				.processInstanceId(instance.getId())
				.activityId(SelfieRegistrationElements.CAPTURE_LINK_EXPIRED)
				.singleResult())
			.filter((job) -> job != null)
			.findFirst()
			.orElse(null);
	}

	private int count(String table) {
		return this.jdbc.sql("select count(*) from " + table + " where request_id = :id")
			.param("id", this.id.value())
			.query(Integer.class)
			.single();
	}

	/**
	 * Runs both as close to the same moment as threads get, and gives what each came to.
	 */
	private List<Object> atOnce(Callable<?> one, Callable<?> other) throws Exception {
		CyclicBarrier start = new CyclicBarrier(2);
		List<Future<Object>> running = new ArrayList<>();
		for (Callable<?> action : List.of(one, other)) {
			running.add(this.threads.submit(() -> {
				start.await();
				try {
					return action.call();
				}
				catch (Exception ex) {
					return ex;
				}
			}));
		}
		List<Object> answers = new ArrayList<>();
		for (Future<Object> answer : running) {
			answers.add(answer.get());
		}
		return answers;
	}

}
