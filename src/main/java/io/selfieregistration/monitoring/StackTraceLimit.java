package io.selfieregistration.monitoring;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Keeps an outage readable in the log: the stack trace of a cause is logged once a
 * minute, and in between one line says that it happened again. Failed health checks are
 * logged without a stack trace.
 */
class StackTraceLimit implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String NAME = "stackTraceLimit";

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
			logging.getTurboFilterList().removeIf((filter) -> NAME.equals(filter.getName()));
			OncePerMinute filter = new OncePerMinute();
			filter.setName(NAME);
			filter.setContext(logging);
			filter.start();
			logging.addTurboFilter(filter);
		}
	}

	/** Logs what had a stack trace once more, without it. */
	static final class OncePerMinute extends TurboFilter {

		private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

		private static final int CAUSES_LIMIT = 1000;

		private static final String OF_HEALTH = "HealthIndicator";

		private final Map<String, Long> told = new ConcurrentHashMap<>();

		@Override
		public FilterReply decide(Marker marker, Logger logger, Level level, String format, Object[] arguments,
				Throwable thrown) {
			Throwable failure = (thrown != null) ? thrown : lastOf(arguments);
			if (failure == null || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
				return FilterReply.NEUTRAL;
			}
			Throwable root = rootOf(failure);
			if (!logger.getName().endsWith(OF_HEALTH) && isDue(logger.getName() + describe(root))) {
				return FilterReply.NEUTRAL;
			}
			logger.log(marker, Logger.class.getName(), Level.toLocationAwareLoggerInteger(level),
					format + " [again: " + root.getClass().getName() + "]", withoutLast(arguments, thrown), null);
			return FilterReply.DENY;
		}

		private boolean isDue(String cause) {
			long now = System.nanoTime();
			if (this.told.size() > CAUSES_LIMIT) {
				this.told.clear();
			}
			boolean[] due = new boolean[1];
			this.told.compute(cause, (key, last) -> {
				due[0] = last == null || now - last >= PAUSE_NANOS;
				return due[0] ? now : last;
			});
			return due[0];
		}

		/** The same code throws for the same cause, whatever the message quotes. */
		private static String describe(Throwable root) {
			StackTraceElement[] places = root.getStackTrace();
			return " " + root.getClass().getName() + ((places.length > 0) ? places[0] : "");
		}

		private static Throwable rootOf(Throwable failure) {
			Throwable root = failure;
			for (int depth = 0; root.getCause() != null && depth < 50; depth++) {
				root = root.getCause();
			}
			return root;
		}

		/** SLF4J takes an exception also as the last argument. */
		private static Throwable lastOf(Object[] arguments) {
			return (arguments != null && arguments.length > 0
					&& arguments[arguments.length - 1] instanceof Throwable last) ? last : null;
		}

		private static Object[] withoutLast(Object[] arguments, Throwable thrown) {
			if (thrown != null || arguments == null) {
				return arguments;
			}
			Object[] others = new Object[arguments.length - 1];
			System.arraycopy(arguments, 0, others, 0, others.length);
			return others;
		}

	}

}
