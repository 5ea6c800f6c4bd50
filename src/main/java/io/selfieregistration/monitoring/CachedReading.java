package io.selfieregistration.monitoring;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cached value of a costly query for a metrics scrape: read once for all scrapes within a
 * few seconds, and with a timeout.
 */
final class CachedReading<T> implements AutoCloseable {

	/** Maximum age of a cached value. */
	static final Duration MAX_AGE = Duration.ofSeconds(5);

	/** How long a scrape waits for the value. */
	static final Duration TIMEOUT = Duration.ofSeconds(2);

	private static final Logger logger = LoggerFactory.getLogger(CachedReading.class);

	private final String name;

	private final Callable<T> source;

	private final T unknown;

	private final LongSupplier nanoTime;

	private final ExecutorService thread;

	private T value;

	private long readAt;

	private Future<T> reading;

	/**
	 * @param name of the reading in the log
	 * @param unknown value to return if the query fails or times out
	 */
	CachedReading(String name, Callable<T> source, T unknown, LongSupplier nanoTime) {
		this.name = name;
		this.source = source;
		this.unknown = unknown;
		this.nanoTime = nanoTime;
		this.thread = Executors.newSingleThreadExecutor((task) -> {
			Thread worker = new Thread(task, name);
			worker.setDaemon(true);
			return worker;
		});
	}

	synchronized T get() {
		long now = this.nanoTime.getAsLong();
		if (this.value == null || now - this.readAt >= MAX_AGE.toNanos()) {
			this.value = read();
			this.readAt = this.nanoTime.getAsLong();
		}
		return this.value;
	}

	private T read() {
		if (this.reading == null) {
			this.reading = this.thread.submit(this.source);
		}
		try {
			T read = this.reading.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
			this.reading = null;
			return read;
		}
		catch (TimeoutException ex) {
			// The query goes on; a later scrape may use its value.
			return this.unknown;
		}
		catch (ExecutionException ex) {
			logger.warn("Cannot read {}: {}", this.name, ex.getCause().getClass().getName());
			this.reading = null;
			return this.unknown;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return this.unknown;
		}
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
	}

}
