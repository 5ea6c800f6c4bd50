package io.selfieregistration.invitation;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.selfieregistration.application.NotificationType;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Holds the latest messages to people in memory instead of sending them, for development.
 */
@Component
public class Outbox {

	private static final Logger logger = LoggerFactory.getLogger(Outbox.class);

	private static final int LIMIT = 100;

	private final boolean enabled;

	private final Clock clock;

	private final Deque<Message> messages = new ArrayDeque<>();

	Outbox(OutboxSettings settings, Clock clock) {
		this.enabled = settings.enabled();
		this.clock = clock;
		if (this.enabled) {
			logger.warn("Messages to people are not sent but shown at /outbox/, as selfie.outbox.enabled says");
		}
	}

	public boolean enabled() {
		return this.enabled;
	}

	/**
	 * @throws IllegalStateException if the outbox is not enabled
	 */
	public synchronized void add(NotificationType type, String to, String subject, String text) {
		if (!this.enabled) {
			throw new IllegalStateException("The outbox is not enabled");
		}
		if (this.messages.size() == LIMIT) {
			this.messages.removeLast();
		}
		this.messages.addFirst(new Message(type, this.clock.instant(), to, subject, text));
	}

	/** Lists the latest messages, newest first. */
	public synchronized List<Message> messages() {
		return new ArrayList<>(this.messages);
	}

	/**
	 * A message that was not sent.
	 *
	 * @param subject null for an SMS
	 */
	public record Message(NotificationType type, Instant at, String to, String subject, String text) {

		@Override
		public String toString() {
			return "Message[" + this.type + "]";
		}

	}

}
