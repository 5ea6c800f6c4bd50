package io.selfieregistration.request.process;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSecret;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.publishing.Deliveries;
import io.selfieregistration.publishing.Delivery;
import io.selfieregistration.publishing.Delivery.State;
import io.selfieregistration.publishing.DeliveryAttempt;
import io.selfieregistration.publishing.OutgoingMessage;
import io.selfieregistration.publishing.WebhookAnswer;
import io.selfieregistration.publishing.process.DeliverMessageElements;
import io.selfieregistration.publishing.process.DeliverMessageProcess;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;

/**
 * The process Deliver message, from a published result to its receiver or to an operator.
 */
class DeliverMessageProcessIT extends ProcessScenario {

	private static final URI DEAD_LETTER = URI.create("https://operations.example/dead");

	/** How often a message is tried before it is given up. */
	private static final int TRIES = 10;

	@Autowired
	private Deliveries results;

	@Test
	void endsWhenTheReceiverTakesTheMessage() {
		Message message = published();

		message.runJobAt(DeliverMessageElements.ATTEMPT_DELIVERY);

		assertThat(message.instance()).isNull();
		assertThat(message.delivery().state()).isEqualTo(State.DELIVERED);
		assertThat(message.delivery().deliveredAt()).isNotNull();
		assertThat(message.attempts()).singleElement().satisfies((attempt) -> {
			assertThat(attempt.status()).isEqualTo(204);
			assertThat(attempt.nextAttemptAt()).isNull();
		});
	}

	@Test
	void waitsAndSendsTheSameAgainWhenTheReceiverDoesNotTakeIt() {
		// given
		Message message = published();
		answerWebhooks(503);

		// when
		message.runJobAt(DeliverMessageElements.ATTEMPT_DELIVERY);

		// then
		Instant next = message.delivery().nextAttemptAt();
		assertThat(next).isBetween(Instant.now(), Instant.now().plusSeconds(6));
		assertThat(message.jobAt(DeliverMessageElements.NEXT_ATTEMPT_DUE).getDuedate()).isCloseTo(next, 1);
		assertThat(message.delivery().state()).isEqualTo(State.PENDING);

		// and when
		answerWebhooks(204);
		message.runJobAt(DeliverMessageElements.NEXT_ATTEMPT_DUE);
		message.runJobAt(DeliverMessageElements.ATTEMPT_DELIVERY);

		// then
		assertThat(message.instance()).isNull();
		assertThat(message.attempts()).extracting(DeliveryAttempt::status).containsExactly(503, 204);
		assertThat(message.attempts().get(0).nextAttemptAt()).isEqualTo(next);
		List<OutgoingMessage> sent = sent(2);
		assertThat(sent.get(1).id()).isEqualTo(sent.get(0).id()).isEqualTo(message.id);
		assertThat(sent.get(1).body()).isEqualTo(sent.get(0).body());
	}

	@Test
	void becomesDeadLetterWhenTheScheduleIsUsedUp() {
		// given
		Message message = published();
		answerWebhooks(500);

		// when
		message.useUpSchedule();

		// then
		assertThat(message.attempts()).hasSize(TRIES);
		assertThat(message.delivery().state()).isEqualTo(State.DEAD);
		Message report = message.report();
		assertThat(report.delivery().url()).isEqualTo(DEAD_LETTER);
		assertThat(new String(report.delivery().body(), java.nio.charset.StandardCharsets.UTF_8))
			.startsWith("{\"type\":\"delivery.dead\"")
			.contains("\"delivery_id\":\"" + message.id + "\"", "\"attempts\":" + TRIES, "\"last_status\":500");
		assertThat(message.incident().getActivityId()).isEqualTo(DeliverMessageElements.SEND_DEAD_LETTER);
		assertThat(message.incident().getIncidentMessage())
			.isEqualTo("The delivery " + message.id + " failed: the receiver answered 500");
		then(this.webhooks).should(times(TRIES)).send(any(), any());
	}

	@Test
	void sendsDeadLetterWithEveryRetryOfItsIncidentUntilItIsTaken() {
		// given
		Message message = published();
		answerWebhooks(500);
		message.useUpSchedule();

		// when
		answerWebhooks(502);
		message.retryIncident();

		// then
		assertThat(message.incident().getIncidentMessage()).endsWith("the receiver answered 502");
		assertThat(message.attempts()).hasSize(TRIES + 1);
		assertThat(message.delivery().state()).isEqualTo(State.DEAD);

		// and when
		answerWebhooks(200);
		message.retryIncident();

		// then
		assertThat(message.instance()).isNull();
		assertThat(message.delivery().state()).isEqualTo(State.DELIVERED);
		assertThat(message.attempts()).hasSize(TRIES + 2);
		assertThat(sent(TRIES + 2)).extracting(OutgoingMessage::id).containsOnly(message.id);
	}

	@Test
	void reportsNoDeadReport() {
		// given
		Message message = published();
		answerWebhooks(500);
		message.useUpSchedule();

		// when
		Message report = message.report();
		report.useUpSchedule();

		// then
		assertThat(report.incident().getActivityId()).isEqualTo(DeliverMessageElements.SEND_DEAD_LETTER);
		assertThat(this.jdbc.sql("select count(*) from delivery where about = :id")
			.param("id", report.id)
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void sendsNothingMoreToReceiverThatIsGone() {
		// given
		Application application = application(DEAD_LETTER);
		Message first = published(application);
		Message second = published(application);
		answerWebhooks(410);

		// when
		first.runJobAt(DeliverMessageElements.ATTEMPT_DELIVERY);
		second.runJobAt(DeliverMessageElements.ATTEMPT_DELIVERY);

		// then
		assertThat(this.applications.get(application.id()).endpointDisabled()).isTrue();
		assertThat(List.of(first, second)).allSatisfy((message) -> {
			message.runJobAt(DeliverMessageElements.REPORT_DEAD_LETTER);
			message.failJobAt(DeliverMessageElements.SEND_DEAD_LETTER);
			assertThat(message.delivery().state()).isEqualTo(State.DEAD);
		});
		assertThat(second.attempts()).singleElement()
			.extracting(DeliveryAttempt::failure)
			.isEqualTo("not sent: the receiver has answered that it is gone");
		then(this.webhooks).should(times(1)).send(any(), any());

		// and when
		answerWebhooks(204);
		first.retryIncident();

		// then
		assertThat(first.instance()).isNull();
		assertThat(this.applications.get(application.id()).endpointDisabled()).as("it is back").isFalse();
	}

	@Test
	void repeatsTheStepWhenTheTroubleIsOurs() {
		// given
		Message message = published();
		given(this.webhooks.send(any(), any())).willThrow(new IllegalStateException("the database went away"));

		// when
		assertThatException().isThrownBy(() -> message.runJobAt(DeliverMessageElements.ATTEMPT_DELIVERY));

		// then
		assertThat(message.attempts()).isEmpty();
		assertThat(message.jobAt(DeliverMessageElements.ATTEMPT_DELIVERY).getRetries()).isEqualTo(3);

		// and when
		org.mockito.BDDMockito.willReturn(new WebhookAnswer(204, null, Duration.ofMillis(1), null))
			.given(this.webhooks)
			.send(any(), any());
		message.runJobAt(DeliverMessageElements.ATTEMPT_DELIVERY);

		// then
		assertThat(message.instance()).isNull();
	}

	@Test
	void sendsDeliveredMessageAgainWhenAnOperatorWantsThat() {
		// given
		Message message = published();
		message.runJobAt(DeliverMessageElements.ATTEMPT_DELIVERY);

		// when
		this.results.redeliver(message.id);
		message.runJobAt(DeliverMessageElements.ATTEMPT_DELIVERY);

		// then
		assertThat(message.instance()).isNull();
		assertThat(message.attempts()).hasSize(2);
		assertThat(sent(2)).extracting(OutgoingMessage::id).containsOnly(message.id);
	}

	@Test
	void bringsTheNextAttemptForwardWhenAnOperatorWantsThat() {
		// given
		Message message = published();
		answerWebhooks(500);
		message.runJobAt(DeliverMessageElements.ATTEMPT_DELIVERY);
		message.runJobAt(DeliverMessageElements.NEXT_ATTEMPT_DUE);
		message.runJobAt(DeliverMessageElements.ATTEMPT_DELIVERY);
		assertThat(message.jobAt(DeliverMessageElements.NEXT_ATTEMPT_DUE).getDuedate().toInstant())
			.isAfter(Instant.now().plusSeconds(60));

		// when
		this.results.redeliver(message.id);

		// then
		assertThat(message.jobAt(DeliverMessageElements.NEXT_ATTEMPT_DUE).getDuedate().toInstant())
			.isBeforeOrEqualTo(Instant.now().plusSeconds(1));
		assertThat(message.runningInstances()).hasSize(1);
	}

	@Test
	void givesDeadLetterAnotherTryWhenAnOperatorWantsThat() {
		// given
		Message message = published();
		answerWebhooks(500);
		message.useUpSchedule();

		// when
		this.results.redeliver(message.id);

		// then
		assertThat(message.jobAt(DeliverMessageElements.SEND_DEAD_LETTER).getRetries()).isEqualTo(1);
		assertThat(message.runningInstances()).hasSize(1);
	}

	@Test
	void tellsNobodyWhenResultIsOnlyPolled() {
		Registration registration = publish(application(ResultNotificationWay.POLL, null));

		assertThat(registration.deliveries()).isEmpty();
		then(this.webhooks).should(never()).send(any(), any());
	}

	@Test
	@Order(Integer.MAX_VALUE)
	void isReachedByTheseTestsInEveryNodeAndEveryFlow() {
		assertThat(this.coverage.missedIn(DeliverMessageProcess.KEY, model(DeliverMessageProcess.KEY)))
			.as("nodes and flows that no test reaches")
			.isEmpty();
	}

	private Application application(URI deadLetter) {
		return application(ResultNotificationWay.PUSH, deadLetter);
	}

	private Application application(ResultNotificationWay way, URI deadLetter) {
		ApplicationSettings settings = ApplicationSettingsFixture.named("Test Bank")
			.verificationWorkflow(workflow("false", null))
			.notificationType(NotificationType.LINK)
			.resultNotification(way, URI.create("https://receiver.example/results"))
			.deadLetter(deadLetter)
			.build();
		return this.applications.put("app-" + UUID.randomUUID(), "default", settings, ApplicationSecret.generate(),
				"whsec_c2VjcmV0IG9mIHRoZSByZWNlaXZlcg==");
	}

	private Message published() {
		return published(application(DEAD_LETTER));
	}

	private Message published(Application application) {
		List<String> deliveries = publish(application).deliveries();
		assertThat(deliveries).hasSize(1);
		return new Message(deliveries.get(0));
	}

	/** Runs a workflow that registers nothing, up to its result. */
	private Registration publish(Application application) {
		Registration registration = start(application);
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);
		registration.publish();
		return registration;
	}

	private List<OutgoingMessage> sent(int times) {
		ArgumentCaptor<OutgoingMessage> sent = ArgumentCaptor.forClass(OutgoingMessage.class);
		then(this.webhooks).should(atLeastOnce()).send(any(), sent.capture());
		assertThat(sent.getAllValues()).hasSize(times);
		return sent.getAllValues();
	}

	/** One message and the process that brings it. */
	private final class Message {

		private final String id;

		private Message(String id) {
			this.id = id;
		}

		Delivery delivery() {
			return DeliverMessageProcessIT.this.results.find(this.id).orElseThrow();
		}

		List<DeliveryAttempt> attempts() {
			return DeliverMessageProcessIT.this.results.attempts(delivery());
		}

		/** The message that tells of this one. */
		Message report() {
			return new Message(DeliverMessageProcessIT.this.jdbc.sql("select id from delivery where about = :id")
				.param("id", this.id)
				.query(String.class)
				.single());
		}

		List<ProcessInstance> runningInstances() {
			return DeliverMessageProcessIT.this.runtime.createProcessInstanceQuery()
				.processInstanceBusinessKey(this.id, DeliverMessageProcess.KEY)
				.list();
		}

		ProcessInstance instance() {
			List<ProcessInstance> running = runningInstances();
			assertThat(running).hasSizeLessThanOrEqualTo(1);
			return running.isEmpty() ? null : running.get(0);
		}

		Job jobAt(String element) {
			List<Job> jobs = DeliverMessageProcessIT.this.management.createJobQuery()
				.processInstanceId(instance().getId())
				.activityId(element)
				.list();
			assertThat(jobs).as("job at %s", element).hasSize(1);
			return jobs.get(0);
		}

		void runJobAt(String element) {
			DeliverMessageProcessIT.this.management.executeJob(jobAt(element).getId());
		}

		void failJobAt(String element) {
			String job = jobAt(element).getId();
			assertThatException().isThrownBy(() -> DeliverMessageProcessIT.this.management.executeJob(job));
		}

		/** Makes all attempts of the schedule, and reports what came of them. */
		void useUpSchedule() {
			runJobAt(DeliverMessageElements.ATTEMPT_DELIVERY);
			for (int tries = 1; tries < TRIES; tries++) {
				runJobAt(DeliverMessageElements.NEXT_ATTEMPT_DUE);
				runJobAt(DeliverMessageElements.ATTEMPT_DELIVERY);
			}
			runJobAt(DeliverMessageElements.REPORT_DEAD_LETTER);
			failJobAt(DeliverMessageElements.SEND_DEAD_LETTER);
		}

		Incident incident() {
			return DeliverMessageProcessIT.this.runtime.createIncidentQuery()
				.processInstanceId(instance().getId())
				.singleResult();
		}

		/** What the button in Cockpit does, and the job executor after it. */
		void retryIncident() {
			Job job = jobAt(DeliverMessageElements.SEND_DEAD_LETTER);
			DeliverMessageProcessIT.this.management.setJobRetries(job.getId(), 1);
			try {
				DeliverMessageProcessIT.this.management.executeJob(job.getId());
			}
			catch (RuntimeException ex) {
				assertThat(ex).hasMessageContaining("failed: ");
			}
		}

	}

}
