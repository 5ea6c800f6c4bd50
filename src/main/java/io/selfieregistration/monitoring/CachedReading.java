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
 * Something that is costly to find out, and is found out for a scrape: once for all that
 * ask within a few seconds, and without making any of them wait long.
 */
final class CachedReading<T> implements AutoCloseable {

	/** How old a value may be. */
	static final Duration MAX_AGE = Duration.ofSeconds(5);

	/** A scrape waits no longer. */
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
	 * @param name in the log
	 * @param unknown stands for what could not be found out, or not in time
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
			// It may still come, for a scrape after this one.
			return this.unknown;
		}
		catch (ExecutionException ex) {
			logger.warn("The {} cannot be told: {}", this.name, ex.getCause().getClass().getName());
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
