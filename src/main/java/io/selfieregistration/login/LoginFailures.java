package io.selfieregistration.login;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/** Counts failed logins by endpoint. */
@Component
public class LoginFailures {

	private final Map<LoginEndpoint, Counter> counters = new EnumMap<>(LoginEndpoint.class);

	LoginFailures(MeterRegistry registry) {
		for (LoginEndpoint endpoint : LoginEndpoint.values()) {
			this.counters.put(endpoint,
					Counter.builder("selfie.login.failures")
						.description("Failed logins, by what they give access to")
						.tag("door", endpoint.name().toLowerCase(Locale.ROOT))
						.register(registry));
		}
	}

	public void count(LoginEndpoint endpoint) {
		this.counters.get(endpoint).increment();
	}

	/** What a login gives access to. */
	public enum LoginEndpoint {

		/** The API, by id and secret of an application. */
		APPLICATION,

		/**
		 * The administration API and the REST API of the engine, by user and password.
		 */
		OPERATOR,

		/** The web applications of the engine, by user and password. */
		WEB_APPLICATION

	}

}
