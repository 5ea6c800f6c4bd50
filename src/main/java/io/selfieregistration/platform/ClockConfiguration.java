package io.selfieregistration.platform;

import java.time.Clock;
import java.time.Duration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the clock of the service. */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

	/** Ticks in microseconds, the resolution of PostgreSQL. */
	private static final Duration TICK = Duration.ofNanos(1_000);

	@Bean
	Clock clock() {
		return Clock.tick(Clock.systemUTC(), TICK);
	}

}
