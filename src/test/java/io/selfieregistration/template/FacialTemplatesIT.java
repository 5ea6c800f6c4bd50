package io.selfieregistration.template;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.RecognitionModel;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.Person;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two requests of one user are registered at once. */
@SystemTest
class FacialTemplatesIT {

	@Autowired
	private Integrators integrators;

	@Autowired
	private Requests requests;

	@Autowired
	private FacialTemplates templates;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private PlatformTransactionManager transactions;

	@Test
	void takesTheTemplatesOfOneUserInTurns() throws Exception {
		TransactionTemplate transaction = new TransactionTemplate(this.transactions);
		ExecutorService threads = Executors.newCachedThreadPool();
		try (Integrator integrator = this.integrators.byLink()) {
			String user = "user-" + UUID.randomUUID();
			Accepted first = accepted(integrator, user);
			Accepted second = accepted(integrator, user);

			Future<?> later = transaction.execute((status) -> {
				first.store();
				Future<?> waiting = threads.submit(() -> transaction.executeWithoutResult((own) -> second.store()));
				await().until(
						() -> threads
							.submit(() -> this.jdbc.sql("select exists (select from pg_locks where not granted)")
								.query(Boolean.class)
								.single())
							.get());
				return waiting;
			});

			later.get(30, TimeUnit.SECONDS);
			assertThat(this.jdbc.sql("select request_id from facial_template where user_id = :user and current")
				.param("user", user)
				.query(UUID.class)
				.list()).containsExactly(second.run().request().value());
			this.jdbc.sql("delete from facial_template where user_id = :user").param("user", user).update();
		}
		finally {
			threads.shutdownNow();
		}
	}

	private Accepted accepted(Integrator integrator, String user) {
		JsonNode created = integrator.start(Map.of("user_id", user));
		new Person(created.get("capture_url").asText()).open();
		Request request = this.requests.get(RequestId.parse(created.get("request_id").asText()).orElseThrow());
		ModuleRun.Id run = new ModuleRun.Id(request.id(), 1);
		new TransactionTemplate(this.transactions).executeWithoutResult((status) -> this.templates.accept(request, run,
				new FaceTemplate(RecognitionModel.DLIB.model(), new float[RecognitionModel.DLIB.dimensions()])));
		return new Accepted(request, run);
	}

	private final class Accepted {

		private final Request request;

		private final ModuleRun.Id run;

		private Accepted(Request request, ModuleRun.Id run) {
			this.request = request;
			this.run = run;
		}

		ModuleRun.Id run() {
			return this.run;
		}

		void store() {
			FacialTemplatesIT.this.templates.store(this.request, this.run);
		}

	}

}
