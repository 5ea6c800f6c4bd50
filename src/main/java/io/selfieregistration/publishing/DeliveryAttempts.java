package io.selfieregistration.publishing;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationKey.Purpose;
import io.selfieregistration.application.Applications;
import io.selfieregistration.publishing.Delivery.Kind;
import io.selfieregistration.publishing.Delivery.State;
import io.selfieregistration.publishing.ReceiverBulkhead.Permit;
import io.selfieregistration.request.RequestStore.PingHandles;
import io.selfieregistration.result.Results;

import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes delivery attempts and decides what follows each: delivered, retry or dead letter.
 */
@Service
public class DeliveryAttempts {

	private static final Logger logger = LoggerFactory.getLogger(DeliveryAttempts.class);

	/** The actor in audit records. */
	private static final String ACTOR = "delivery";

	private final DeliveryStore store;

	private final Applications applications;

	private final Results results;

	private final WebhookSender webhooks;

	private final DeadLetterMail mail;

	private final ReceiverBulkhead bulkhead;

	private final ObjectMapper json;

	private final Clock clock;

	private final DeliveryMetrics metrics;

	private final TransactionTemplate separately;

	private final DeliverySchedule schedule = new DeliverySchedule(RandomGenerator.getDefault());

	DeliveryAttempts(DeliveryStore store, Applications applications, Results results, WebhookSender webhooks,
			DeadLetterMail mail, ReceiverBulkhead bulkhead, ObjectMapper json, Clock clock, DeliveryMetrics metrics,
			PlatformTransactionManager transactions) {
		this.store = store;
		this.applications = applications;
		this.results = results;
		this.webhooks = webhooks;
		this.mail = mail;
		this.bulkhead = bulkhead;
		this.json = json;
		this.clock = clock;
		this.metrics = metrics;
		this.separately = new TransactionTemplate(transactions);
		this.separately.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	/**
	 * Makes an attempt, or postpones it if the bulkhead has no permit for the receiver.
	 * Joins the caller's transaction. May be repeated: an accepted message is not sent
	 * again, unless the node died before it could record that.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Progress attempt(String id) {
		Delivery delivery = get(id);
		if (delivery.state() == State.DELIVERED) {
			return Progress.DELIVERED;
		}
		Application application = this.applications.get(delivery.applicationId());
		Instant at = this.clock.instant();
		if (delivery.kind().goesToTheReceiver() && application.endpointDisabled()) {
			return giveUp(delivery, at, WebhookAnswer.notSent("not sent: the receiver has answered that it is gone"));
		}
		URI url = url(delivery, application);
		Optional<Permit> permit = this.bulkhead.tryAcquire(url);
		if (permit.isEmpty()) {
			this.metrics.waited();
			Instant turn = this.bulkhead.retryAt(url).truncatedTo(ChronoUnit.MICROS);
			this.store.postpone(id, turn);
			return Progress.again(turn);
		}
		return note(delivery, url, at, send(permit.get(), delivery, application, url));
	}

	private Progress note(Delivery delivery, URI url, Instant at, WebhookAnswer answer) {
		if (answer.taken()) {
			take(delivery, at, answer);
			return Progress.DELIVERED;
		}
		if (answer.gone() && delivery.kind().goesToTheReceiver()) {
			disable(delivery.applicationId(), url);
			return giveUp(delivery, at, answer);
		}
		Optional<Instant> next = answer.gone() ? Optional.empty()
				: this.schedule.next(delivery.tries() + 1, answer, this.clock.instant());
		if (next.isEmpty()) {
			return giveUp(delivery, at, answer);
		}
		this.store.addAttempt(delivery.id(), at, answer, State.PENDING, next.get());
		return Progress.again(next.get());
	}

	/**
	 * Disables the receiver, unless an operator changed its address while the message was
	 * sent.
	 */
	private void disable(String applicationId, URI gone) {
		Application application = this.applications.get(applicationId);
		if (gone.equals(application.settings().notificationUrl()) && !application.endpointDisabled()) {
			this.applications.disableEndpoint(application, ACTOR);
		}
	}

	private Progress giveUp(Delivery delivery, Instant at, WebhookAnswer answer) {
		this.store.addAttempt(delivery.id(), at, answer, State.DEAD, null);
		this.metrics.ended(delivery.kind(), State.DEAD);
		return Progress.DEAD;
	}

	private void take(Delivery delivery, Instant at, WebhookAnswer answer) {
		this.store.addAttempt(delivery.id(), at, answer, State.DELIVERED, null);
		this.metrics.ended(delivery.kind(), State.DELIVERED);
	}

	/** Describes the last attempt of a dead letter, as an exception to throw. */
	public DeliveryFailed deadLetter(String id) {
		List<DeliveryAttempt> attempts = this.store.attempts(id);
		DeliveryAttempt last = attempts.get(attempts.size() - 1);
		return new DeliveryFailed(id, problem(last.status(), last.failure()));
	}

	/**
	 * Redelivers a dead letter on behalf of an operator, also to a disabled receiver. A
	 * receiver that accepts it is enabled again. May be repeated. The attempt is recorded
	 * even if the caller's transaction rolls back.
	 * @throws DeliveryFailed if the receiver did not accept it
	 */
	public void sendAgain(String id) {
		Delivery delivery = get(id);
		if (delivery.state() == State.DELIVERED) {
			return;
		}
		Application application = this.applications.get(delivery.applicationId());
		URI url = url(delivery, application);
		Instant at = this.clock.instant();
		Permit permit = this.bulkhead.tryAcquire(url)
			.orElseThrow(() -> new DeliveryFailed(id, "too many messages wait for this receiver; try again"));
		WebhookAnswer answer = send(permit, delivery, application, url);
		this.separately.executeWithoutResult((status) -> {
			if (answer.taken()) {
				take(delivery, at, answer);
				if (delivery.kind().goesToTheReceiver() && application.endpointDisabled()) {
					this.applications.enableEndpoint(application, ACTOR);
				}
			}
			else {
				this.store.addAttempt(id, at, answer, delivery.state(), null);
			}
		});
		if (!answer.taken()) {
			throw new DeliveryFailed(id, problem(answer.status(), answer.failure()));
		}
	}

	private WebhookAnswer send(Permit permit, Delivery delivery, Application application, URI url) {
		long started = System.nanoTime();
		try {
			WebhookAnswer answer = "mailto".equals(url.getScheme())
					? this.mail.send(url, delivery.id(), delivery.body())
					: this.webhooks.send(url, message(delivery, application));
			this.metrics.attempted(delivery.kind(), answer);
			logger.info("The message {} was {}: {}", delivery.id(), answer.taken() ? "accepted" : "not accepted",
					(answer.status() != null) ? answer.status() : answer.failure());
			return answer;
		}
		finally {
			permit.release(Duration.ofNanos(System.nanoTime() - started));
		}
	}

	private OutgoingMessage message(Delivery delivery, Application application) {
		List<String> secrets = this.applications.secrets(application, Purpose.WEBHOOK);
		if (delivery.kind() != Kind.PING) {
			return new OutgoingMessage(delivery.id(), delivery.contentType(), delivery.body(), secrets, null);
		}
		PingHandles handles = this.results.pingHandles(delivery.requestId())
			.orElseThrow(() -> new IllegalStateException("The request " + delivery.requestId() + " has no handles"));
		return new OutgoingMessage(delivery.id(), delivery.contentType(),
				write(Map.of("auth_req_id", handles.authReqId())), secrets, handles.notificationToken());
	}

	/**
	 * Uses the current address, so that a correction also applies to pending messages.
	 */
	private static URI url(Delivery delivery, Application application) {
		URI current = delivery.kind().goesToTheReceiver() ? application.settings().notificationUrl()
				: application.settings().deadLetter();
		return (current != null) ? current : delivery.url();
	}

	private static String problem(Integer status, String failure) {
		return (status != null) ? "the receiver answered " + status : failure;
	}

	private Delivery get(String id) {
		return this.store.find(id).orElseThrow(() -> new IllegalStateException("There is no delivery " + id));
	}

	private byte[] write(Map<String, String> body) {
		try {
			return this.json.writeValueAsBytes(body);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("A ping cannot be written", ex);
		}
	}

	/**
	 * The outcome of an attempt.
	 *
	 * @param nextAttemptAt null unless it is retried
	 */
	public record Progress(Step step, Instant nextAttemptAt) {

		private static final Progress DELIVERED = new Progress(Step.DELIVERED, null);

		private static final Progress DEAD = new Progress(Step.DEAD, null);

		private static Progress again(Instant at) {
			return new Progress(Step.AGAIN, at);
		}

	}

	/** The step that follows an attempt. */
	public enum Step {

		/** Nothing: the receiver accepted it. */
		DELIVERED,

		/** A retry. */
		AGAIN,

		/** Nothing, although the receiver did not accept it. */
		DEAD

	}

}
