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
			Map<String, Function<RegistrationResource, Response>> calls = new LinkedHashMap<>();
			calls.put("dashboard", (plugin) -> plugin.overview("30", "Europe/Berlin", null));
			calls.put("dashboard of one application",
					(plugin) -> plugin.overview("30", "Europe/Berlin", integrator.applicationId()));
			calls.put("funnel", (plugin) -> plugin.funnel(definition));
			calls.put("list", (plugin) -> plugin.list(null, null, null, null, null, null, null, "Europe/Berlin", null));
			calls.put("timeline", (plugin) -> plugin.read(request));

			statements(calls); // The engine reads each model once, and keeps it
			add(integrator.applicationId(), request, 10);
			Map<String, List<String>> few = statements(calls);
			add(integrator.applicationId(), request, 200);
			Map<String, List<String>> many = statements(calls);

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

	/** Adds so many applications, requests, and events of one request. */
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
