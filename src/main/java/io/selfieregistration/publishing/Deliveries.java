package io.selfieregistration.publishing;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationKey.Purpose;
import io.selfieregistration.application.Applications;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.publishing.Delivery.Kind;
import io.selfieregistration.publishing.Delivery.State;
import io.selfieregistration.publishing.ResultForms.Form;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestEvent;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestPhase;
import io.selfieregistration.request.Requests;
import io.selfieregistration.result.Results;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Publishes results and manages the deliveries of their messages. */
@Service
public class Deliveries {

	private static final String JSON = "application/json";

	private final DeliveryStore store;

	private final DeliveryProcesses processes;

	private final Requests requests;

	private final Results results;

	private final Applications applications;

	private final ResultForms forms;

	private final WebhookSender sender;

	private final ObjectMapper json;

	private final Clock clock;

	Deliveries(DeliveryStore store, DeliveryProcesses processes, Requests requests, Results results,
			Applications applications, ResultForms forms, WebhookSender sender, ObjectMapper json, Clock clock) {
		this.store = store;
		this.processes = processes;
		this.requests = requests;
		this.results = results;
		this.applications = applications;
		this.forms = forms;
		this.sender = sender;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Publishes the result of a phase: from now on it can be polled, and each message to
	 * the application is delivered by a process of its own. A request is pinged once,
	 * when its last phase has ended.
	 * <p>
	 * Joins the caller's transaction. Idempotent: nothing is sent twice.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void publish(RequestId id, String processInstanceId) {
		List<RequestPhase> phases = this.requests.complete(id, processInstanceId);
		Request request = this.requests.get(id);
		Application application = this.applications.get(request.applicationId());
		ResultNotificationWay way = application.settings().resultNotificationWay();
		if (way == ResultNotificationWay.PUSH) {
			phases.forEach((phase) -> push(application, request, phase));
		}
		else if (way == ResultNotificationWay.PING && request.completed() && this.results.pingHandles(id).isPresent()) {
			send(new Delivery(Delivery.newId(), Kind.PING, application.workspace(), application.id(), id, null, null,
					application.settings().notificationUrl(), JSON, null, State.PENDING, 0, this.clock.instant(), null,
					null));
		}
	}

	/** Publishes the result of an abandoned request as well. */
	@EventListener
	void publish(RequestEvent.Abandoned abandoned) {
		publish(abandoned.id(), abandoned.processInstanceId());
	}

	private void push(Application application, Request request, RequestPhase phase) {
		Form form = this.forms.apply(application, write(this.results.of(request, phase))).asMessage();
		send(new Delivery(Delivery.newId(), Kind.RESULT, application.workspace(), application.id(), request.id(),
				phase.phase(), null, application.settings().notificationUrl(), form.contentType(), form.body(),
				State.PENDING, 0, this.clock.instant(), null, null));
	}

	/**
	 * Reports a dead letter to the dead letter address of the application, if there is
	 * one. The report is a message itself, but its own dead letter is not reported. Joins
	 * the caller's transaction. Idempotent.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void reportDeadLetter(String id) {
		Delivery dead = get(id);
		Application application = this.applications.get(dead.applicationId());
		URI address = application.settings().deadLetter();
		if (dead.kind() == Kind.DEAD_LETTER || address == null) {
			return;
		}
		List<DeliveryAttempt> attempts = this.store.attempts(id);
		DeliveryAttempt last = attempts.get(attempts.size() - 1);
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("delivery_id", id);
		data.put("kind", dead.kind().code());
		data.put("application_id", dead.applicationId());
		data.put("request_id", dead.requestId().toString());
		data.put("attempts", attempts.size());
		data.put("last_attempt_at", last.at().toString());
		data.put("last_status", last.status());
		data.put("last_failure", last.failure());
		send(new Delivery(Delivery.newId(), Kind.DEAD_LETTER, dead.workspace(), dead.applicationId(), dead.requestId(),
				null, id, address, JSON, event("delivery.dead", data), State.PENDING, 0, this.clock.instant(), null,
				null));
	}

	/**
	 * Redelivers a message with the same id and body: at once if it waits for its next
	 * attempt, and also if it was already delivered.
	 * @throws IllegalStateException if there is no such delivery
	 */
	@Transactional
	public Delivery redeliver(String id) {
		Delivery delivery = this.store.lock(id)
			.orElseThrow(() -> new IllegalStateException("There is no delivery " + id));
		if (delivery.state() == State.DELIVERED || !this.processes.retryNow(delivery)) {
			this.store.restart(id);
			this.processes.start(delivery);
		}
		else if (delivery.state() == State.PENDING) {
			this.store.postpone(id, this.clock.instant());
		}
		return get(id);
	}

	/**
	 * Sends a test event to the notification URL, at once and only once. A disabled
	 * receiver that accepts it is enabled again.
	 * @param actor operator who sends it
	 * @return empty if the application has no such address
	 */
	public Optional<DeliveryAttempt> sendTestEvent(Application application, String actor) {
		URI url = application.settings().notificationUrl();
		if (url == null) {
			return Optional.empty();
		}
		Instant at = this.clock.instant();
		OutgoingMessage message = new OutgoingMessage(Delivery.newId(), JSON,
				event("test", Map.of("application_id", application.id())),
				this.applications.secrets(application, Purpose.WEBHOOK), null);
		WebhookAnswer answer = this.sender.send(url, message);
		if (answer.taken() && application.endpointDisabled()) {
			this.applications.enableEndpoint(application, actor);
		}
		return Optional.of(new DeliveryAttempt(1, at, answer.status(), answer.latency(), answer.failure(), null));
	}

	public Optional<Delivery> find(String id) {
		return this.store.find(id);
	}

	/** Lists the deliveries that match, newest first. */
	public List<Delivery> list(DeliveryQuery query) {
		return this.store.list(query);
	}

	/** Lists the attempts of a delivery, oldest first. */
	public List<DeliveryAttempt> attempts(Delivery delivery) {
		return this.store.attempts(delivery.id());
	}

	private Delivery get(String id) {
		return find(id).orElseThrow(() -> new IllegalStateException("There is no delivery " + id));
	}

	private void send(Delivery delivery) {
		if (this.store.add(delivery)) {
			this.processes.start(delivery);
		}
	}

	/** Renders an event in the shape that Standard Webhooks recommends. */
	private byte[] event(String type, Map<String, Object> data) {
		Map<String, Object> event = new LinkedHashMap<>();
		event.put("type", type);
		event.put("timestamp", this.clock.instant().toString());
		event.put("data", data);
		return write(event);
	}

	private byte[] write(Object body) {
		try {
			return this.json.writeValueAsBytes(body);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("A message cannot be written", ex);
		}
	}

}
