package io.selfieregistration.request.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.selfieregistration.request.LogContext;
import io.selfieregistration.request.RequestId;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings messages to the processes that wait for them, exactly once and in their order.
 * <p>
 * A message is a row that is written with the decision it tells of, so it outlives a
 * crash and a process that is not there yet. It is removed in the transaction that
 * correlates it. Delivery is tried right after the commit, and by a sweep for what is
 * left; several nodes may sweep at once.
 */
@Component
class PendingMessages {

	private static final Logger logger = LoggerFactory.getLogger(PendingMessages.class);

	private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {
	};

	/** A process that is busy now waits for its message within moments. */
	private static final Duration SOON = Duration.ofSeconds(1);

	private static final Duration LATER = Duration.ofSeconds(30);

	private static final int SWEEP_SIZE = 100;

	private final JdbcClient jdbc;

	private final RuntimeService runtime;

	private final ObjectMapper json;

	private final Clock clock;

	private final TaskExecutor executor;

	private final TransactionTemplate transaction;

	PendingMessages(JdbcClient jdbc, RuntimeService runtime, ObjectMapper json, Clock clock,
			@Qualifier("messageExecutor") TaskExecutor messageExecutor, PlatformTransactionManager transactions) {
		this.jdbc = jdbc;
		this.runtime = runtime;
		this.json = json;
		this.clock = clock;
		this.executor = messageExecutor;
		this.transaction = new TransactionTemplate(transactions);
	}

	/** Adds a message in the current transaction. */
	void add(RequestId id, String name, Map<String, Object> variables) {
		this.jdbc.sql("""
				insert into pending_message (request_id, name, variables, created_at, next_try_at)
				values (:request, :name, cast(:variables as jsonb), :now, :now)
				""")
			.param("request", id.value())
			.param("name", name)
			.param("variables", write(variables))
			.param("now", now().atOffset(ZoneOffset.UTC))
			.update();
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				deliverSoon(id);
			}

		});
	}

	@Scheduled(fixedDelayString = "PT1S")
	void sweep() {
		List<UUID> due = this.jdbc
			.sql("select distinct request_id from pending_message where next_try_at <= :now limit :size")
			.param("now", now().atOffset(ZoneOffset.UTC))
			.param("size", SWEEP_SIZE)
			.query(UUID.class)
			.list();
		due.forEach((request) -> deliver(new RequestId(request)));
	}

	private void deliverSoon(RequestId id) {
		try {
			this.executor.execute(() -> deliver(id));
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Too many messages at once, the sweep brings the one of request {}", id);
		}
	}

	/**
	 * Delivers what waits for a request, oldest first, until nothing is left or one must
	 * wait.
	 */
	void deliver(RequestId id) {
		LogContext.within(() -> {
			LogContext.about(id);
			deliverAll(id);
			return null;
		});
	}

	private void deliverAll(RequestId id) {
		try {
			while (Boolean.TRUE.equals(this.transaction.execute((status) -> deliverOldest(id)))) {
				logger.debug("A message reached the process of request {}, and another one waits", id);
			}
		}
		catch (RuntimeException ex) {
			// Whatever lost a race here is tried again; the engine throws many types
			// then.
			logger.info("The message for request {} was not taken, it is tried again: {}", id, ex.getClass().getName());
			postpone(id);
		}
	}

	/**
	 * @return whether a message was delivered and another one waits, which may be tried
	 */
	private boolean deliverOldest(RequestId id) {
		// While another thread has the oldest, none of the others is to overtake it.
		Optional<Message> oldest = this.jdbc.sql("""
				select id, name, variables from pending_message
				where id = (select min(id) from pending_message where request_id = :request) for update skip locked
				""")
			.param("request", id.value())
			.query((row, number) -> new Message(row.getLong("id"), row.getString("name"),
					read(row.getString("variables"))))
			.optional();
		if (oldest.isEmpty()) {
			return false;
		}
		Message message = oldest.get();
		Execution waiting = this.runtime.createExecutionQuery()
			.processDefinitionKey(SelfieRegistrationProcess.KEY)
			.processInstanceBusinessKey(id.toString())
			.messageEventSubscriptionName(message.name())
			.singleResult();
		if (waiting == null && isOver(id)) {
			logger.info("The process of request {} ended before a message reached it", id);
			return remove(id, message);
		}
		if (waiting == null) {
			postpone(id);
			return false;
		}
		this.runtime.messageEventReceived(message.name(), waiting.getId(), message.variables());
		return remove(id, message);
	}

	private boolean isOver(RequestId id) {
		return this.jdbc.sql("""
				select p.outcome is not null from request r
				join request_phase p on p.request_id = r.id and p.number = r.current_phase where r.id = :id
				""").param("id", id.value()).query(Boolean.class).single();
	}

	/**
	 * @return whether there are more for the request
	 */
	private boolean remove(RequestId id, Message message) {
		return this.jdbc.sql("""
				delete from pending_message where id = :id
				returning exists (select from pending_message where request_id = :request and id > :id)
				""").param("id", message.id()).param("request", id.value()).query(Boolean.class).single();
	}

	private void postpone(RequestId id) {
		Instant now = now();
		this.jdbc.sql("""
				update pending_message set next_try_at = case when created_at > :minuteAgo
				    then cast(:soon as timestamptz) else cast(:later as timestamptz) end
				where request_id = :request
				""")
			.param("minuteAgo", now.minus(Duration.ofMinutes(1)).atOffset(ZoneOffset.UTC))
			.param("soon", now.plus(SOON).atOffset(ZoneOffset.UTC))
			.param("later", now.plus(LATER).atOffset(ZoneOffset.UTC))
			.param("request", id.value())
			.update();
	}

	private Instant now() {
		return this.clock.instant();
	}

	private String write(Map<String, Object> variables) {
		try {
			return this.json.writeValueAsString(variables);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException("The variables of a message cannot be written", ex);
		}
	}

	private Map<String, Object> read(String variables) {
		try {
			return this.json.readValue(variables, VARIABLES);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("The variables of a message cannot be read", ex);
		}
	}

	private record Message(long id, String name, Map<String, Object> variables) {
	}

}
