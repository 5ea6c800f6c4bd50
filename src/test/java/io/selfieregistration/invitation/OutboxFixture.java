package io.selfieregistration.invitation;

import java.time.Clock;

/** The outbox outside of an application context. */
public final class OutboxFixture {

	private OutboxFixture() {
	}

	/** An outbox of a development start, which keeps what it gets. */
	public static Outbox enabled() {
		return new Outbox(new OutboxSettings(true), Clock.systemUTC());
	}

}
