package io.selfieregistration.invitation;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.VerificationWay;
import io.selfieregistration.platform.Coded;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.RequestEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Measures the dispatch of links, and the time people take to register. */
@Component
class InvitationMetrics {

	private static final Duration[] SENDING = { Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(500),
			Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(30) };

	private static final Duration[] REGISTERING = { Duration.ofSeconds(30), Duration.ofMinutes(1),
			Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofMinutes(15),
			Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(3), Duration.ofHours(12), Duration.ofDays(1),
			Duration.ofDays(3), Duration.ofDays(7) };

	private final CaptureLinkStore store;

	private final Clock clock;

	private final MeterProvider<Timer> dispatch;

	private final Counter opened;

	private final Timer registration;

	InvitationMetrics(CaptureLinkStore store, Clock clock, MeterRegistry registry) {
		this.store = store;
		this.clock = clock;
		this.dispatch = Timer.builder("selfie.link.dispatch")
			.description("Time to hand a link to the mail server or SMS gateway, by channel, message and result")
			.serviceLevelObjectives(SENDING)
			.withRegistry(registry);
		this.opened = Counter.builder("selfie.link.opened")
			.description("Links that a person opened for the first time")
			.register(registry);
		this.registration = Timer.builder("selfie.registration.duration")
			.description("Time from the link being sent, or handed to the integrator, to the selfie being registered")
			.serviceLevelObjectives(REGISTERING)
			.register(registry);
		for (String channel : channels()) {
			for (Message message : Message.values()) {
				for (Result result : Result.values()) {
					dispatch(channel, message, result);
				}
			}
		}
	}

	/** Sends a link and measures result and duration. */
	void dispatch(ApplicationSettings settings, Message message, Sending sending) throws CaptureLinkUndeliverable {
		long started = System.nanoTime();
		Result result = Result.FAILED;
		try {
			sending.run();
			result = Result.SENT;
		}
		catch (CaptureLinkUndeliverable ex) {
			result = Result.UNDELIVERABLE;
			throw ex;
		}
		finally {
			dispatch(channel(settings), message, result).record(Duration.ofNanos(System.nanoTime() - started));
		}
	}

	/** Counts an opened link after commit of the current transaction. */
	void opened() {
		afterCommit(this.opened::increment);
	}

	@EventListener
	void registered(RequestEvent.RunEnded ended) {
		if (ended.run().outcome() == Outcome.REGISTERED) {
			this.store.find(ended.run().id())
				.map(CaptureWindow::dispatchedAt)
				.map((dispatched) -> Duration.between(dispatched, this.clock.instant()))
				.ifPresent((duration) -> afterCommit(() -> this.registration.record(duration)));
		}
	}

	private Timer dispatch(String channel, Message message, Result result) {
		return this.dispatch.withTags(Tags.of("channel", channel, "message", message.code(), "result", result.code()));
	}

	private static List<String> channels() {
		List<String> channels = new ArrayList<>();
		for (NotificationType type : NotificationType.values()) {
			if (type.sent()) {
				channels.add(type.code());
			}
		}
		for (VerificationWay way : VerificationWay.values()) {
			if (way != VerificationWay.WEB) {
				channels.add(way.code());
			}
		}
		return channels;
	}

	private static String channel(ApplicationSettings settings) {
		return (settings.verificationWay() == VerificationWay.WEB) ? settings.notificationType().code()
				: settings.verificationWay().code();
	}

	private static void afterCommit(Runnable measurement) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				measurement.run();
			}

		});
	}

	/** The kind of message. */
	enum Message implements Coded {

		LINK, REMINDER

	}

	/** The result of a dispatch. */
	private enum Result implements Coded {

		SENT, UNDELIVERABLE, FAILED

	}

	/** Sends one link. */
	@FunctionalInterface
	interface Sending {

		void run() throws CaptureLinkUndeliverable;

	}

}
