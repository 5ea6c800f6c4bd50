package io.selfieregistration.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoginThrottleTests {

	private static final String USER = "ada";

	private static final String RIGHT = "the right secret";

	private Instant now = Instant.parse("2026-11-30T12:00:00Z");

	private final AtomicInteger looks = new AtomicInteger();

	private final LoginThrottle throttle = new LoginThrottle(new Clock() {

		@Override
		public java.time.ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(java.time.ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return LoginThrottleTests.this.now;
		}

	});

	@Test
	void looksAtFewWrongSecretsOnly() {
		guess("192.0.2.1", 100);

		assertThat(this.looks).hasValue(LoginThrottle.FREE);
	}

	@Test
	void looksAtFewWrongSecretsOnlyWhenTheyComeAtOnce() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(32);
		try {
			List<Future<?>> guesses = new ArrayList<>();
			for (int number = 0; number < 200; number++) {
				guesses.add(threads.submit(() -> logIn("192.0.2.1", USER, "wrong")));
			}
			for (Future<?> guess : guesses) {
				guess.get();
			}
		}
		finally {
			threads.shutdownNow();
		}

		assertThat(this.looks).hasValue(LoginThrottle.FREE);
	}

	@Test
	void letsTheRightOneInFromElsewhere() {
		guess("192.0.2.1", 100);

		assertThat(logIn("192.0.2.2", USER, RIGHT)).isTrue();
	}

	@Test
	void letsTheRightOneInFromTheSameAddressIfItWasThereBefore() {
		assertThat(logIn("192.0.2.1", USER, RIGHT)).isTrue();
		guess("192.0.2.1", 100);

		assertThat(logIn("192.0.2.1", USER, RIGHT)).isTrue();
		this.looks.set(0);
		guess("192.0.2.1", 100);
		assertThat(this.looks).as("wrong ones gain nothing by it").hasValue(0);
	}

	@Test
	void letsAnotherUserInFromTheSameAddress() {
		guess("192.0.2.1", 100);

		assertThat(logIn("192.0.2.1", "grace", RIGHT)).isTrue();
	}

	@Test
	void waitsLongerEachTimeUpToAMinute() {
		List<Long> waits = new ArrayList<>();
		guess("192.0.2.1", LoginThrottle.FREE);
		for (int number = 0; number < 8; number++) {
			this.looks.set(0);
			long seconds = 0;
			while (this.looks.get() == 0) {
				this.now = this.now.plusSeconds(1);
				seconds++;
				guess("192.0.2.1", 1);
			}
			waits.add(seconds);
		}

		assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
	}

	@Test
	void startsAnewAfterRightSecretOrQuarterOfAnHour() {
		guess("192.0.2.1", LoginThrottle.FREE - 1);
		assertThat(logIn("192.0.2.1", USER, RIGHT)).isTrue();
		this.looks.set(0);
		guess("192.0.2.1", 100);
		assertThat(this.looks).hasValue(LoginThrottle.FREE);

		this.now = this.now.plus(LoginThrottle.FORGIVEN).plus(Duration.ofSeconds(1));
		this.looks.set(0);
		guess("192.0.2.1", 100);
		assertThat(this.looks).hasValue(LoginThrottle.FREE);
	}

	@Test
	void doesNotBelieveSecretThatWasRightOnce() {
		assertThat(logIn("192.0.2.1", USER, RIGHT)).isTrue();
		AtomicInteger asked = new AtomicInteger();
		for (int number = 0; number < 100; number++) {
			assertThat(this.throttle.check("192.0.2.1", USER, RIGHT, () -> {
				asked.incrementAndGet();
				return Optional.empty();
			})).isEmpty();
		}

		assertThat(asked).as("once as the known one").hasValue(LoginThrottle.FREE + 1);
	}

	@Test
	void takesTheNetworkOfIpv6ForOneCaller() {
		for (int number = 0; number < 100; number++) {
			logIn("2001:db8:1:2::" + Integer.toHexString(number), USER, "wrong");
		}

		assertThat(this.looks).hasValue(LoginThrottle.FREE);
		assertThat(logIn("2001:db8:1:3::1", USER, RIGHT)).isTrue();
	}

	@Test
	void remembersNoMoreThanItHasRoomFor() {
		for (int number = 0; number < LoginThrottle.REMEMBERED + 500; number++) {
			logIn("192.0.2.1", USER + number, "wrong");
			logIn("192.0.2.1", USER + number, RIGHT);
			logIn("192.0.2.3", USER + number, "wrong");
		}

		assertThat(this.throttle.size()).isEqualTo(LoginThrottle.REMEMBERED);
	}

	private void guess(String address, int times) {
		for (int number = 0; number < times; number++) {
			assertThat(logIn(address, USER, "wrong" + number)).isFalse();
		}
	}

	private boolean logIn(String address, String user, String secret) {
		return this.throttle.check(address, user, secret, () -> {
			this.looks.incrementAndGet();
			return RIGHT.equals(secret) ? Optional.of(user) : Optional.empty();
		}).isPresent();
	}

}
