package io.selfieregistration.system;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Incident;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.selfieregistration.encryption.TamperedSeal;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An intruder who exchanges rows of the database shows no caller another person's face.
 */
@SystemTest
class SwappedRowsIT {

	@Autowired
	private Integrators integrators;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ManagementService management;

	@Autowired
	private ProcessEngine engine;

	private FailedJobs failedJobs;

	@BeforeEach
	void watchJobs() {
		this.failedJobs = new FailedJobs(this.engine);
	}

	@Test
	void deliversNoPhotoOfAnotherPerson() {
		try (Integrator integrator = this.integrators.byLink()) {
			String one = registered(integrator);
			String other = registered(integrator);

			swapPhotos(one, other);

			for (String id : new String[] { one, other }) {
				ResponseEntity<byte[]> answer = integrator.photo(id);
				assertThat(answer.getStatusCode().value()).isEqualTo(500);
				assertThat(new String(answer.getBody(), StandardCharsets.UTF_8))
					.contains("\"code\":\"internal_error\"");
			}

			swapPhotos(one, other);
			assertThat(integrator.photo(one).getStatusCode().value()).isEqualTo(200);
		}
	}

	@Test
	void registersNoPhotoOfAnotherPerson() {
		try (Integrator integrator = this.integrators.byLink()) {
			String other = registered(integrator);
			JsonNode created = integrator.start();
			String id = created.get("request_id").asText();
			RefusedWrites refused = new RefusedWrites(this.jdbc, "photo",
					"new.request_id = '%s' and new.state = 'stored'".formatted(id));
			Incident waiting;
			try (refused) {
				submit(created);
				waiting = this.failedJobs.useUpRetries(id, SelfieRegistrationElements.STORE_SELFIE);
			}
			swapPhotos(id, other);
			this.management.setJobRetries(waiting.getConfiguration(), 1);

			Incident swapped = this.failedJobs.awaitIncident(id, SelfieRegistrationElements.STORE_SELFIE);
			assertThat(this.management.getJobExceptionStacktrace(swapped.getConfiguration()))
				.contains(TamperedSeal.class.getName());

			swapPhotos(id, other);
			this.management.setJobRetries(swapped.getConfiguration(), 1);
			assertThat(integrator.awaitResult(id).get("selfie_registered").asText()).isEqualTo("true");
		}
	}

	private String registered(Integrator integrator) {
		JsonNode created = integrator.start();
		submit(created);
		String id = created.get("request_id").asText();
		assertThat(integrator.awaitResult(id).get("selfie_registered").asText()).isEqualTo("true");
		return id;
	}

	private static void submit(JsonNode created) {
		Person person = new Person(created.get("capture_url").asText());
		person.open();
		assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();
	}

	/** Exchanges all that says which photo it is. */
	private void swapPhotos(String one, String other) {
		this.jdbc
			.sql("""
					with pair as (delete from photo where request_id in (cast(:one as uuid), cast(:other as uuid)) returning *)
					insert into photo (object_key, workspace, request_id, run_number, state, sha256, size_bytes, created_at,
					    stored_at)
					select a.object_key || '#', b.workspace, b.request_id, b.run_number, b.state, a.sha256, a.size_bytes,
					    a.created_at, b.stored_at from pair a join pair b on a.request_id <> b.request_id
					""")
			.param("one", one)
			.param("other", other)
			.update();
		this.jdbc.sql("update photo set object_key = rtrim(object_key, '#') where object_key like '%#'").update();
	}

}
