package io.selfieregistration.monitoring;

import java.net.ConnectException;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StackTraceLimitTests {

	private final LoggerContext context = new LoggerContext();

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void start() {
		this.context.addTurboFilter(new StackTraceLimit.OncePerMinute());
		this.log.start();
		this.context.getLogger("ROOT").addAppender(this.log);
	}

	@Test
	void tellsOneCauseInOneLineAfterTheFirstTime() {
		Logger logger = this.context.getLogger("jobs");

		for (int job = 1; job <= 3; job++) {
			logger.warn("Job {} of {} failed", job, "three", refused(job));
			logger.error("Job failed", refused(job));
		}

		assertThat(this.log.list).extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly("Job 1 of three failed", "Job failed [again: java.net.ConnectException]",
					"Job 2 of three failed [again: java.net.ConnectException]",
					"Job failed [again: java.net.ConnectException]",
					"Job 3 of three failed [again: java.net.ConnectException]",
					"Job failed [again: java.net.ConnectException]");
		assertThat(traces()).containsExactly(true, false, false, false, false, false);
	}

	@Test
	void tellsEveryCauseOnce() {
		this.context.getLogger("jobs").warn("Failed", refused(1));
		this.context.getLogger("jobs").warn("Failed", new IllegalStateException("another cause"));
		this.context.getLogger("calls").warn("Failed", refused(2));

		assertThat(traces()).containsExactly(true, true, true);
	}

	@Test
	void tellsProbesWithoutStackTrace() {
		this.context.getLogger("org.springframework.boot.actuate.jdbc.DataSourceHealthIndicator")
			.warn("DataSource health check failed", refused(1));

		assertThat(this.log.list).hasSize(1);
		assertThat(traces()).containsExactly(false);
	}

	@Test
	void keepsToTheLevels() {
		this.context.getLogger("jobs").setLevel(ch.qos.logback.classic.Level.ERROR);

		this.context.getLogger("jobs").warn("Failed", refused(1));
		this.context.getLogger("jobs").info("No failure");
		this.context.getLogger("calls").info("No failure");

		assertThat(this.log.list).hasSize(1);
	}

	private List<Boolean> traces() {
		return this.log.list.stream().map((event) -> event.getThrowableProxy() != null).toList();
	}

	/** From one place, with a message that differs. */
	private static RuntimeException refused(int port) {
		return new IllegalStateException("No connection", new ConnectException("Port " + port + " is closed"));
	}

}
