package io.selfieregistration.monitoring;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CachedReadingTests {

	private static final String UNKNOWN = "unknown";

	private final AtomicInteger reads = new AtomicInteger();

	private final AtomicLong nanos = new AtomicLong();

	private final CountDownLatch mayAnswer = new CountDownLatch(1);

	private CachedReading<String> reading;

	@AfterEach
	void close() {
		this.reading.close();
	}

	@Test
	void readsOnceForAllThatAskWithinSomeSeconds() {
		this.reading = new CachedReading<>("test", () -> "read " + this.reads.incrementAndGet(), UNKNOWN,
				this.nanos::get);

		assertThat(this.reading.get()).isEqualTo("read 1");
		this.nanos.addAndGet(CachedReading.MAX_AGE.toNanos() - 1);
		assertThat(this.reading.get()).isEqualTo("read 1");
		this.nanos.incrementAndGet();
		assertThat(this.reading.get()).isEqualTo("read 2");
	}

	@Test
	void doesNotKnowWhatCannotBeRead() {
		this.reading = new CachedReading<>("test", () -> {
			if (this.reads.incrementAndGet() == 1) {
				throw new IllegalStateException("down");
			}
			return "up";
		}, UNKNOWN, this.nanos::get);

		assertThat(this.reading.get()).isEqualTo(UNKNOWN);
		this.nanos.addAndGet(CachedReading.MAX_AGE.toNanos());
		assertThat(this.reading.get()).isEqualTo("up");
	}

	@Test
	void waitsForNobodyAndAsksOnlyOnceMeanwhile() {
		this.reading = new CachedReading<>("test", () -> {
			this.reads.incrementAndGet();
			this.mayAnswer.await();
			return "late";
		}, UNKNOWN, this.nanos::get);

		assertThat(this.reading.get()).isEqualTo(UNKNOWN);
		this.nanos.addAndGet(CachedReading.MAX_AGE.toNanos());
		assertThat(this.reading.get()).isEqualTo(UNKNOWN);

		assertThat(this.reads).hasValue(1);
		this.mayAnswer.countDown();
		Awaitility.await().untilAsserted(() -> {
			this.nanos.addAndGet(CachedReading.MAX_AGE.toNanos());
			assertThat(this.reading.get()).isEqualTo("late");
		});
	}

}
