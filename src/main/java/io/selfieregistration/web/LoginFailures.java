package io.selfieregistration.web;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/** Counts those who say who they are and cannot prove it. */
@Component
public class LoginFailures {

	private final Map<LoginEndpoint, Counter> counters = new EnumMap<>(LoginEndpoint.class);

	LoginFailures(MeterRegistry registry) {
		for (LoginEndpoint endpoint : LoginEndpoint.values()) {
			this.counters.put(endpoint,
					Counter.builder("selfie.login.failures")
						.description("Logins that failed, by what was to be entered")
						.tag("door", endpoint.name().toLowerCase(Locale.ROOT))
						.register(registry));
		}
	}

	public void count(LoginEndpoint endpoint) {
		this.counters.get(endpoint).increment();
	}

	/** What can be entered by a login. */
	public enum LoginEndpoint {

		/** The API, by id and secret of an application. */
		APPLICATION,

		/** The administration and the REST API of the engine, by user and password. */
		OPERATOR,

		/** The web applications of the engine, by user and password. */
		WEB_APPLICATION

	}

}
