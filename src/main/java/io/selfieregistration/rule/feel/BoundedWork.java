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

/**
 * Runs work that may compute for a short time only. What counts is the time that its
 * thread was on a processor, so that a busy machine stops nothing that an idle one would
 * not. The threads are its own: the caller goes on even if the work cannot be stopped.
 */
final class BoundedWork {

	/** Behind the limit of the computing time, for a machine that stands still. */
	private static final Duration WAIT_LIMIT = Duration.ofSeconds(10);

	private static final long LOOK_MILLIS = 5;

	private static final int THREADS = 8;

	private static final Duration IDLE = Duration.ofMinutes(1);

	/** The engine is recursive. */
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

	private static Thread thread(Runnable work) {
		Thread thread = new Thread(null, work, "rule", STACK_BYTES);
		thread.setDaemon(true);
		return thread;
	}

	/** Knows which thread works on it, and since when. */
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

		/** Nanoseconds on a processor so far. */
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
