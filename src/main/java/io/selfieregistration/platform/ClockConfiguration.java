package io.selfieregistration.platform;

import java.time.Clock;
import java.time.Duration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one clock. */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

	/** PostgreSQL keeps microseconds, so that is what our clock ticks in. */
	private static final Duration TICK = Duration.ofNanos(1_000);

	@Bean
	Clock clock() {
		return Clock.tick(Clock.systemUTC(), TICK);
	}

}
