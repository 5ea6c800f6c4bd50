package io.selfieregistration.publishing;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationKey.Purpose;
import io.selfieregistration.application.Applications;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.request.Result;

import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Publishes results. */
@Service
public class Deliveries {

	private final DeliveryStore store;

	private final Requests requests;

	private final Applications applications;

	private final WebhookSender sender;

	private final ObjectMapper json;

	private final Clock clock;

	private final TransactionTemplate separately;

	Deliveries(DeliveryStore store, Requests requests, Applications applications, WebhookSender sender,
			ObjectMapper json, Clock clock, PlatformTransactionManager transactions) {
		this.store = store;
		this.requests = requests;
		this.applications = applications;
		this.sender = sender;
		this.json = json;
		this.clock = clock;
		this.separately = new TransactionTemplate(transactions);
		this.separately.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	/**
	 * Makes the result of a request known: from now on it can be polled, and it is sent
	 * to the application's webhook, if there is one. May be repeated, which makes the
	 * next attempt; what was delivered is not sent again, unless the node died before it
	 * could note that.
	 * <p>
	 * The result and each attempt are kept whatever becomes of the caller's transaction.
	 * @throws DeliveryFailed if the receiver did not take it
	 */
	public void publish(RequestId id, String processInstanceId) {
		Optional<Delivery> prepared = this.separately.execute((status) -> prepare(id, processInstanceId));
		prepared.filter((delivery) -> delivery.delivered().isEmpty()).ifPresent(this::attempt);
	}

	private Optional<Delivery> prepare(RequestId id, String processInstanceId) {
		Result result = this.requests.complete(id, processInstanceId).get(0);
		Optional<Delivery> earlier = this.store.find(id);
		if (earlier.isPresent()) {
			return earlier;
		}
		Request request = this.requests.get(id);
		Application application = this.applications.get(request.applicationId());
		if (application.settings().resultNotificationWay() != ResultNotificationWay.PUSH) {
			return Optional.empty();
		}
		Delivery delivery = new Delivery("msg_" + UUID.randomUUID(), id, request.applicationId(),
				application.settings().notificationUrl(), write(result), null);
		this.store.add(delivery, now());
		return Optional.of(delivery);
	}

	private void attempt(Delivery delivery) {
		Application application = this.applications.get(delivery.applicationId());
		Instant at = now();
		WebhookAnswer answer = this.sender.send(delivery.url(), delivery.id(), delivery.body(),
				this.applications.secrets(application, Purpose.WEBHOOK).get(0));
		this.separately.executeWithoutResult((status) -> this.store.addAttempt(delivery, at, answer));
		if (!answer.taken()) {
			throw new DeliveryFailed(delivery.id(), answer.problem());
		}
	}

	private byte[] write(Result result) {
		try {
			return this.json.writeValueAsBytes(result);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("A result cannot be written", ex);
		}
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
