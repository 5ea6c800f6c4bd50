package io.selfieregistration.rule.feel;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.selfieregistration.rule.RuleBroken;

import org.springframework.stereotype.Component;

/**
 * Runs work with a limit on its CPU time. CPU time rather than elapsed time counts, so
 * that a busy machine does not stop work that an idle one would finish. Uses threads of
 * its own: the caller continues even if the work cannot be stopped.
 */
@Component
final class BoundedWork {

	/** Limit on elapsed time, in case the machine stalls. */
	private static final Duration WAIT_LIMIT = Duration.ofSeconds(10);

	private static final long LOOK_MILLIS = 5;

	private static final int THREADS = 8;

	private static final Duration IDLE = Duration.ofMinutes(1);

	/** Stack size; the FEEL engine is recursive. */
	private static final long STACK_BYTES = 4 * 1024 * 1024L;

	private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, IDLE.toSeconds(),
			TimeUnit.SECONDS, new LinkedBlockingQueue<>(), BoundedWork::thread);

	BoundedWork() {
		this.threads.allowCoreThreadTimeOut(true);
	}

	/**
	 * @param limit of the computing time
	 * @throws TookTooLong if the work was given up
	 */
	<T> T run(Callable<T> work, Duration limit) throws TookTooLong {
		Job<T> job = new Job<>(work);
		this.threads.execute(job);
		long end = System.nanoTime() + WAIT_LIMIT.toNanos();
		try {
			while (true) {
				try {
					return job.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
				}
				catch (TimeoutException ex) {
					boolean over = job.computed() > limit.toNanos() || System.nanoTime() - end > 0;
					if (over && job.cancel(true)) {
						throw new TookTooLong();
					}
				}
			}
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			throw new IllegalStateException("The work failed: " + ex.getCause().getClass().getName());
		}
		catch (InterruptedException ex) {
			job.cancel(true);
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while a rule was decided", ex);
		}
	}

	/**
	 * Runs work on a rule.
	 * @param failure what is thrown if the work was given up
	 */
	<T> T run(Callable<T> work, Duration limit, Supplier<RuleBroken> failure) {
		try {
			return run(work, limit);
		}
		catch (TookTooLong ex) {
			throw failure.get();
		}
	}

	private static Thread thread(Runnable work) {
		Thread thread = new Thread(null, work, "rule", STACK_BYTES);
		thread.setDaemon(true);
		return thread;
	}

	/** A task that knows its thread and its start. */
	private static final class Job<T> extends FutureTask<T> {

		private volatile Start start;

		private Job(Callable<T> work) {
			super(work);
		}

		@Override
		public void run() {
			this.start = new Start(Thread.currentThread().getId(), CLOCK.getCurrentThreadCpuTime());
			super.run();
		}

		/** Returns the CPU time used so far, in nanoseconds. */
		private long computed() {
			Start begun = this.start;
			return (begun != null) ? CLOCK.getThreadCpuTime(begun.thread()) - begun.nanos() : 0;
		}

		private record Start(long thread, long nanos) {
		}

	}

	/** The work was given up. */
	static final class TookTooLong extends RuntimeException {

	}

}
