package io.selfieregistration.contract;

import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * What is logged meanwhile as an error, or as a warning with a stack trace, by whoever
 * answers calls.
 */
final class LoggedProblems implements AutoCloseable {

	private static final List<String> ANSWERING = List.of("org.apache", "io.selfieregistration", "org.springframework",
			"org.glassfish", "org.camunda.bpm.engine.rest", "org.camunda.bpm.webapp");

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	LoggedProblems() {
		this.appender.start();
		this.root.addAppender(this.appender);
	}

	List<String> events() {
		return Stream.of(this.appender.list.toArray(ILoggingEvent[]::new))
			.filter((event) -> event.getLevel().isGreaterOrEqual(Level.ERROR)
					|| (event.getThrowableProxy() != null && event.getLevel().isGreaterOrEqual(Level.WARN)))
			.filter((event) -> ANSWERING.stream().anyMatch(event.getLoggerName()::startsWith)
					|| event.getLoggerName().contains("Jersey"))
			.map((event) -> event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage()
					+ ((event.getThrowableProxy() != null) ? ": " + event.getThrowableProxy().getClassName() + " "
							+ event.getThrowableProxy().getMessage() : ""))
			.toList();
	}

	@Override
	public void close() {
		this.root.detachAppender(this.appender);
	}

}
