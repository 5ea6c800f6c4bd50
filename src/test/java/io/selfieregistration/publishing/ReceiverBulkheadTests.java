package io.selfieregistration.publishing;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import io.selfieregistration.publishing.ReceiverBulkhead.Permit;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiverBulkheadTests {

	private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

	private static final URI A = URI.create("https://a.example/results");

	private static final URI ALSO_A = URI.create("https://a.example/other");

	private static final URI B = URI.create("https://b.example/results");

	private final ReceiverBulkhead bulkhead = new ReceiverBulkhead(Clock.fixed(NOW, ZoneOffset.UTC));

	@Test
	void limitsConcurrentMessagesToOneReceiver() {
		Permit first = this.bulkhead.tryAcquire(A).orElseThrow();
		this.bulkhead.tryAcquire(ALSO_A).orElseThrow();

		assertThat(this.bulkhead.tryAcquire(A)).isEmpty();
		assertThat(this.bulkhead.tryAcquire(B)).isPresent();

		first.release(Duration.ofMillis(20));
		assertThat(this.bulkhead.tryAcquire(A)).isPresent();
	}

	@Test
	void sharesFewPermitsAmongSlowReceivers() {
		for (String name : new String[] { "c", "d", "e" }) {
			this.bulkhead.tryAcquire(receiver(name)).orElseThrow().release(Duration.ofSeconds(15));
		}

		Permit slow = this.bulkhead.tryAcquire(receiver("c")).orElseThrow();
		this.bulkhead.tryAcquire(receiver("d")).orElseThrow();

		assertThat(this.bulkhead.tryAcquire(receiver("e"))).isEmpty();
		assertThat(this.bulkhead.tryAcquire(B)).as("one that is not slow").isPresent();

		slow.release(Duration.ofMillis(20));
		assertThat(this.bulkhead.tryAcquire(receiver("e"))).isPresent();
	}

	@Test
	void forgetsThatReceiverWasSlow() {
		this.bulkhead.tryAcquire(A).orElseThrow().release(Duration.ofSeconds(15));
		this.bulkhead.tryAcquire(A).orElseThrow().release(Duration.ofMillis(20));
		this.bulkhead.tryAcquire(receiver("c")).orElseThrow().release(Duration.ofSeconds(15));
		this.bulkhead.tryAcquire(receiver("d")).orElseThrow().release(Duration.ofSeconds(15));
		this.bulkhead.tryAcquire(receiver("c")).orElseThrow();
		this.bulkhead.tryAcquire(receiver("d")).orElseThrow();

		assertThat(this.bulkhead.tryAcquire(A)).isPresent();
	}

	@Test
	void spreadsRetriesOfMessagesWithoutPermit() {
		this.bulkhead.tryAcquire(A).orElseThrow().release(Duration.ofSeconds(10));

		assertThat(this.bulkhead.retryAt(A)).isEqualTo(NOW.plusSeconds(1));
		assertThat(this.bulkhead.retryAt(A)).isEqualTo(NOW.plusSeconds(6));
		assertThat(this.bulkhead.retryAt(A)).isEqualTo(NOW.plusSeconds(11));
		for (int i = 0; i < 100; i++) {
			assertThat(this.bulkhead.retryAt(A)).isBeforeOrEqualTo(NOW.plusSeconds(60));
		}
		assertThat(this.bulkhead.retryAt(B)).isEqualTo(NOW.plusSeconds(1));
	}

	private static URI receiver(String name) {
		return URI.create("https://" + name + ".example/results");
	}

}
