package io.selfieregistration.system;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import javax.sql.DataSource;

import jakarta.ws.rs.core.Response;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.Applications;
import io.selfieregistration.cockpit.process.RegistrationPluginRoot;
import io.selfieregistration.cockpit.process.RegistrationResource;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.system.SystemFixtures.Installation;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the pages of Cockpit cost the database: statements, the engine's included, that do
 * not become more with what they count.
 */
@SystemTest
class CockpitStatementsIT {

	@Autowired
	private Applications applications;

	@Autowired
	private WebSettings web;

	@Autowired
	private ProcessEngine engine;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private DataSource dataSource;

	private String workspace;

	private CockpitUser user;

	@BeforeEach
	void makeUser() {
		this.workspace = OperatorClient.workspace(this.engine.getIdentityService());
		this.user = CockpitUser.of(this.engine, this.web.baseUrl(), this.workspace)
			.reading("*")
			.member("selfieOperator");
	}

	@Test
	void asksNoMoreForManyThanForFew() throws Exception {
		Integrators integrators = new Integrators(Installation.of(this.applications, this.workspace),
				this.web.baseUrl());
		try (Integrator integrator = integrators.byLink()) {
			String definition = this.engine.getRepositoryService()
				.createProcessDefinitionQuery()
				.processDefinitionKey("verification")
				.withoutTenantId()
				.latestVersion()
				.singleResult()
				.getId();
			String request = integrator.start().get("request_id").asText();
			await().atMost(Duration.ofSeconds(30))
				.until(() -> this.jdbc.sql("select count(*) from module_run where request_id = ?")
					.param(UUID.fromString(request))
					.query(Integer.class)
					.single() == 1);
			Map<String, Function<RegistrationResource, Response>> calls = new LinkedHashMap<>();
			calls.put("dashboard", (plugin) -> plugin.overview("30", "Europe/Berlin", null));
			calls.put("dashboard of one application",
					(plugin) -> plugin.overview("30", "Europe/Berlin", integrator.applicationId()));
			calls.put("funnel", (plugin) -> plugin.funnel(definition));
			calls.put("list",
					(plugin) -> plugin.list(null, null, null, null, null, null, null, null, "Europe/Berlin", null));
			calls.put("list of what is stuck",
					(plugin) -> plugin.list(null, null, null, "stuck", null, null, null, null, "Europe/Berlin", null));
			calls.put("timeline", (plugin) -> plugin.read(request));

			statements(calls); // The engine reads each model once, and keeps it
			add(integrator.applicationId(), request, 10);
			Map<String, List<String>> few = statements(calls);
			add(integrator.applicationId(), request, 200);
			Map<String, List<String>> many = statements(calls);
			assertThat(stuck()).isEqualTo(71);
			this.jdbc.sql("delete from act_ru_incident where incident_type_ = 'many'").update();
			this.jdbc.sql("delete from act_ru_execution where business_key_ = 'many'").update();

			assertThat(many).isEqualTo(few);
			// One asks who it is, and what the user may see
			assertThat(few).allSatisfy((call, statements) -> assertThat(statements).as(call).hasSizeBetween(4, 20));
		}
	}

	/** What each call has the database do. */
	private Map<String, List<String>> statements(Map<String, Function<RegistrationResource, Response>> calls)
			throws SQLException {
		Map<String, List<String>> statements = new LinkedHashMap<>();
		for (Map.Entry<String, Function<RegistrationResource, Response>> call : calls.entrySet()) {
			statements.put(call.getKey(), watched(call.getValue()));
		}
		return statements;
	}

	/** All that this thread does runs on one connection, which is watched. */
	private List<String> watched(Function<RegistrationResource, Response> call) throws SQLException {
		List<String> statements = new ArrayList<>();
		try (Connection connection = WatchedDataSource.watch(this.dataSource, () -> new Statements(statements))
			.getConnection()) {
			TransactionSynchronizationManager.bindResource(this.dataSource, new ConnectionHolder(connection));
			this.engine.getIdentityService()
				.setAuthentication(this.user.id(), List.of("selfieOperator"), List.of(this.workspace));
			Response response = call.apply(new RegistrationPluginRoot().registrations("default"));
			assertThat(response.getStatus()).as(String.valueOf(response.getEntity())).isEqualTo(200);
		}
		finally {
			this.engine.getIdentityService().clearAuthentication();
			TransactionSynchronizationManager.unbindResourceIfPossible(this.dataSource);
		}
		return statements;
	}

	private long stuck() {
		return this.user.logIn().read("/overview?days=30").get("stuck").asLong();
	}

	/**
	 * Adds so many applications, requests, and events of one request. Every third request
	 * is stuck.
	 */
	private void add(String application, String request, int count) {
		for (int i = 0; i < count; i++) {
			Instant at = Instant.now().minus(Duration.ofHours(i));
			UUID id = new UUID(RequestId.first(at).value().getMostSignificantBits(),
					UUID.randomUUID().getLeastSignificantBits());
			this.jdbc.sql("""
					with one as (insert into application (id, workspace, created_at, settings, updated_at)
					    select cast(:id as text), workspace, now(), settings, now() from application
					    where id = :application returning id, workspace),
					asked as (insert into request (id, workspace, application_id, user_id, metadata, channel,
					    auth_req_id_hash, created_at)
					    select :id, workspace, id, 'many', '{}', 'api', sha256(cast(id as bytea)), now() from one),
					happened as (insert into capture_step (request_id, run_number, step, taken_at)
					    values (:request, 1, 'link_renewed', now()))
					insert into request_phase (request_id, number, phase, workflow, definition_key, process_instance_id,
					    outcome, outcome_at, completed_at)
					values (:id, 1, 'verification', 'verification', 'verification', cast(:id as text), 'registered',
					    now(), now())
					""")
				.param("id", id)
				.param("application", application)
				.param("request", UUID.fromString(request))
				.update();
			if (i % 3 == 0) {
				this.jdbc.sql("""
						with process as (insert into act_ru_execution (id_, rev_, proc_inst_id_, business_key_)
						    values (:id, 1, :id, 'many') returning id_),
						running as (update request_phase set outcome = null, outcome_at = null, completed_at = null
						    where process_instance_id = :id)
						insert into act_ru_incident (id_, rev_, incident_timestamp_, incident_type_, proc_inst_id_)
						select id_, 1, localtimestamp, 'many', id_ from process
						""").param("id", id.toString()).update();
			}
		}
	}

	/** Keeps the statements, without those that begin and end transactions. */
	private record Statements(List<String> executed) implements WatchedDataSource.Watcher {

		@Override
		public void executed(String sql) {
			this.executed.add(sql);
		}

		@Override
		public void committed() {
		}

		@Override
		public void rolledBack() {
		}

	}

}
