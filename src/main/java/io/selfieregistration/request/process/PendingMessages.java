package io.selfieregistration.request.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;

import com.fasterxml.jackson.core.type.TypeReference;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ExecutionQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.selfieregistration.jdbc.Columns;
import io.selfieregistration.jdbc.JsonColumns;
import io.selfieregistration.request.LogContext;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.workflow.process.ModuleContract;
import io.selfieregistration.workflow.process.Modules;

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
 * Delivers messages to waiting processes, exactly once and in order (transactional
 * outbox).
 * <p>
 * A message is a row written in the transaction of its decision, so it survives a crash
 * and may precede the process that waits for it. It is removed in the transaction that
 * correlates it. Delivery is tried right after commit, and retried by a sweep; several
 * nodes may sweep at once.
 */
@Component
class PendingMessages {

	private static final Logger logger = LoggerFactory.getLogger(PendingMessages.class);

	private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {
	};

	/** Delay of a retry: a busy process will be ready for its message soon. */
	private static final Duration SOON = Duration.ofSeconds(1);

	private static final Duration LATER = Duration.ofSeconds(30);

	private static final int SWEEP_SIZE = 100;

	private final JdbcClient jdbc;

	private final RuntimeService runtime;

	private final JsonColumns json;

	private final Clock clock;

	private final TaskExecutor executor;

	private final TransactionTemplate transaction;

	PendingMessages(JdbcClient jdbc, RuntimeService runtime, JsonColumns json, Clock clock,
			@Qualifier("messageExecutor") TaskExecutor messageExecutor, PlatformTransactionManager transactions) {
		this.jdbc = jdbc;
		this.runtime = runtime;
		this.json = json;
		this.clock = clock;
		this.executor = messageExecutor;
		this.transaction = new TransactionTemplate(transactions);
	}

	/** Adds a message for one module run, in the current transaction. */
	void add(ModuleRun run, ModuleContract.Message message, Map<String, Object> variables) {
		add(run.id().request(), run.id().number(), Modules.of(run.module()).name(message), variables);
	}

	/** Adds a message for the first module of a request that can receive it. */
	void add(RequestId id, ModuleContract.Message message) {
		add(id, null, Modules.all().get(0).name(message), Map.of());
	}

	/** The name is that of a module; without a run, another module knows its own. */
	private void add(RequestId id, Integer run, String name, Map<String, Object> variables) {
		this.jdbc.sql("""
				insert into pending_message (request_id, run_number, name, variables, created_at, next_try_at)
				values (:request, :run, :name, cast(:variables as jsonb), :now, :now)
				""")
			.param("request", id.value())
			.param("run", run)
			.param("name", name)
			.param("variables", this.json.write(variables))
			.param("now", Columns.utc(this.clock.instant()))
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
			.param("now", Columns.utc(this.clock.instant()))
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
			logger.debug("Too many messages at once, the sweep delivers the one of request {}", id);
		}
	}

	/**
	 * Delivers the pending messages of a request, oldest first, until none is left or one
	 * has to wait.
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
			// A lost race is retried; the engine signals it by many types.
			logger.info("The message for request {} was not delivered and will be retried: {}", id,
					ex.getClass().getName());
			postpone(id);
		}
	}

	/**
	 * @return whether a message was delivered and another one may be tried
	 */
	private boolean deliverOldest(RequestId id) {
		// While another thread has the oldest message, no other may overtake it.
		Optional<Message> oldest = this.jdbc.sql("""
				select m.id, m.name, m.variables, coalesce(p.outcome, r.outcome) is not null as over,
				    case when m.run_number is not null then r.process_instance_id end as process_instance_id
				from pending_message m
				join request on request.id = m.request_id
				join request_phase p on p.request_id = m.request_id and p.number = request.current_phase
				left join lateral (select * from module_run where request_id = m.request_id
				    and (m.run_number is null or number = m.run_number) order by number desc limit 1) r on true
				where m.id = (select min(id) from pending_message where request_id = :request)
				for update of m skip locked
				""")
			.param("request", id.value())
			.query((row, number) -> new Message(row.getLong("id"), row.getString("name"),
					this.json.read(row.getString("variables"), VARIABLES), row.getString("process_instance_id"),
					row.getBoolean("over")))
			.optional();
		if (oldest.isEmpty()) {
			return false;
		}
		Message message = oldest.get();
		Receiver waiting = waiting(id, message);
		if (waiting == null && message.over()) {
			logger.info("The module of request {} ended before a message reached it", id);
			return remove(id, message);
		}
		if (waiting == null) {
			postpone(id);
			return false;
		}
		this.runtime.messageEventReceived(waiting.name(), waiting.execution().getId(), message.variables());
		return remove(id, message);
	}

	/**
	 * Modules only: otherwise any deployed process could receive these messages.
	 * @return null if none waits for it
	 */
	private Receiver waiting(RequestId id, Message message) {
		return Modules.all()
			.stream()
			.flatMap((module) -> module.namesLike(message.name()).map((name) -> waiting(id, message, module, name)))
			.filter((receiver) -> receiver.execution() != null)
			.findFirst()
			.orElse(null);
	}

	private Receiver waiting(RequestId id, Message message, ModuleContract module, String name) {
		ExecutionQuery query = this.runtime.createExecutionQuery()
			.processDefinitionKey(module.key())
			.processInstanceBusinessKey(id.toString())
			.messageEventSubscriptionName(name);
		return new Receiver(name, (message.processInstanceId() != null)
				? query.processInstanceId(message.processInstanceId()).singleResult() : query.singleResult());
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
		Instant now = this.clock.instant();
		this.jdbc.sql("""
				update pending_message set next_try_at = case when created_at > :minuteAgo
				    then cast(:soon as timestamptz) else cast(:later as timestamptz) end
				where request_id = :request
				""")
			.param("minuteAgo", Columns.utc(now.minus(Duration.ofMinutes(1))))
			.param("soon", Columns.utc(now.plus(SOON)))
			.param("later", Columns.utc(now.plus(LATER)))
			.param("request", id.value())
			.update();
	}

	/**
	 * @param name of the message in the model of the module
	 * @param execution null if none waits
	 */
	private record Receiver(String name, Execution execution) {
	}

	/**
	 * @param processInstanceId of the module that it is for, or null for any module
	 * @param over whether no module can receive it any longer
	 */
	private record Message(long id, String name, Map<String, Object> variables, String processInstanceId,
			boolean over) {
	}

}
