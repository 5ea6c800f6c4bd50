package io.selfieregistration.duplicates;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.Applications;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.RecognitionModel;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.request.Workflows;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.OperatorClient;
import io.selfieregistration.system.Person;
import io.selfieregistration.system.SystemFixtures.Installation;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.template.FacialTemplates;
import io.selfieregistration.template.WorkspaceTemplates;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** What a search compares with what, on nodes with limits of their own. */
@SystemTest
class DuplicatesIT {

	@Autowired
	private Applications applications;

	@Autowired
	private Requests requests;

	@Autowired
	private Workflows workflows;

	@Autowired
	private FacialTemplates facialTemplates;

	@Autowired
	private WorkspaceTemplates templates;

	@Autowired
	private DuplicateStore store;

	@Autowired
	private IdentityService identity;

	@Autowired
	private WebSettings web;

	@Autowired
	private Clock clock;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private PlatformTransactionManager transactions;

	private Integrators integrators;

	@BeforeEach
	void makeWorkspace() {
		this.integrators = new Integrators(Installation.of(this.applications, OperatorClient.workspace(this.identity)),
				this.web.baseUrl());
	}

	@Test
	void findsOthersOfTheWorkspaceWithTheSameModel() {
		try (Integrator integrator = flagging()) {
			Request same = registered(integrator, RecognitionModel.MOBILEFACENET, 0.5F);
			registered(integrator, RecognitionModel.MOBILEFACENET, 5);
			registered(integrator, RecognitionModel.DLIB, 0.5F);
			Request own = registered(integrator, RecognitionModel.MOBILEFACENET, 0.6F);

			search(node(10), own);

			assertThat(found(own)).containsExactly("2 users, 2 compared, 1 found", same.id().toString());
		}
	}

	@Test
	void saysThatItComparedWithTheNewestOnly() {
		try (Integrator integrator = flagging()) {
			registered(integrator, RecognitionModel.MOBILEFACENET, 0);
			Request second = registered(integrator, RecognitionModel.MOBILEFACENET, 0);
			Request third = registered(integrator, RecognitionModel.MOBILEFACENET, 0);
			Request own = registered(integrator, RecognitionModel.MOBILEFACENET, 0);

			search(node(2), own);

			assertThat(found(own)).startsWith("3 users, 2 compared, 2 found")
				.contains(second.id().toString(), third.id().toString())
				.hasSize(3);
		}
	}

	@Test
	void keepsTheNearestTenAndCountsTheOthers() {
		try (Integrator integrator = flagging()) {
			for (int user = 0; user < 11; user++) {
				registered(integrator, RecognitionModel.MOBILEFACENET, 0.01F * user);
			}
			Request own = registered(integrator, RecognitionModel.MOBILEFACENET, 0);

			search(node(100), own);

			assertThat(found(own)).startsWith("11 users, 11 compared, 11 found").hasSize(11);
		}
	}

	@Test
	void searchesAnewWhenTheStepRunsTwice() {
		try (Integrator integrator = flagging()) {
			Request first = registered(integrator, RecognitionModel.MOBILEFACENET, 0);
			Request own = registered(integrator, RecognitionModel.MOBILEFACENET, 0);
			Duplicates node = node(10);
			search(node, own);
			this.jdbc.sql("update facial_template set current = false where request_id = ?")
				.param(first.id().value())
				.update();

			search(node, own);

			assertThat(found(own)).containsExactly("0 users, 0 compared, 0 found");
		}
	}

	@Test
	void leavesOutTemplateThatWasMovedToAnotherUser() {
		try (Integrator integrator = flagging()) {
			Request first = registered(integrator, RecognitionModel.MOBILEFACENET, 0);
			Request second = registered(integrator, RecognitionModel.MOBILEFACENET, 0);
			Request own = registered(integrator, RecognitionModel.MOBILEFACENET, 0);
			this.jdbc.sql("""
					update facial_template set sealed = (select sealed from facial_template where request_id = :from)
					where request_id = :to
					""").param("from", first.id().value()).param("to", second.id().value()).update();

			search(node(10), own);

			assertThat(found(own)).containsExactly("2 users, 1 compared, 1 found", first.id().toString());
		}
	}

	@Test
	void searchesForNobodyWhoRegisteredAnewOrWhoseApplicationDoesNotWantItAnyLonger() {
		try (Integrator integrator = flagging(); Integrator off = this.integrators.byLink()) {
			Request replaced = registered(integrator, RecognitionModel.MOBILEFACENET, 0);
			this.jdbc.sql("update facial_template set current = false where request_id = ?")
				.param(replaced.id().value())
				.update();
			Request unwanted = registered(off, RecognitionModel.MOBILEFACENET, 0);
			Duplicates node = node(10);

			search(node, replaced);
			search(node, unwanted);

			assertThat(found(replaced)).isEmpty();
			assertThat(found(unwanted)).isEmpty();
		}
	}

	@Test
	void forgetsTemplatesOnceTheyAreNotSearched() {
		try (Integrator integrator = flagging()) {
			registered(integrator, RecognitionModel.MOBILEFACENET, 0);
			Request own = registered(integrator, RecognitionModel.MOBILEFACENET, 0);
			SimpleMeterRegistry meters = new SimpleMeterRegistry();
			Duplicates node = node(new DuplicateSettings(10, Duration.ofNanos(1)), meters);
			assertThat(meters.get("selfie.duplicates.templates").gauge().value()).isZero();

			search(node, own);
			assertThat(meters.get("selfie.duplicates.templates").gauge().value()).isOne();
			assertThat(meters.get("selfie.duplicates.flagged").counter().count()).isOne();

			node.forget();
			assertThat(meters.get("selfie.duplicates.templates").gauge().value()).isZero();
		}
	}

	private Integrator flagging() {
		return this.integrators.with(NotificationType.LINK).set(ApplicationSettingsFixture::flaggingDuplicates).start();
	}

	private Duplicates node(int maxTemplates) {
		return node(new DuplicateSettings(maxTemplates, Duration.ofMinutes(10)), new SimpleMeterRegistry());
	}

	private Duplicates node(DuplicateSettings settings, SimpleMeterRegistry meters) {
		return new Duplicates(this.applications, this.requests, this.workflows, this.templates, this.store, settings,
				this.clock, meters);
	}

	private void search(Duplicates node, Request request) {
		new TransactionTemplate(this.transactions).executeWithoutResult((status) -> node.search(request.id()));
	}

	/** What was written of a search, and whom it found. */
	private List<String> found(Request request) {
		return this.jdbc
			.sql("""
					select users || ' users, ' || compared || ' compared, ' || found || ' found'
					from duplicate_search where request_id = :id
					union all select * from (
					    select candidate_request_id::text from duplicate_candidate where request_id = :id order by distance) c
					""")
			.param("id", request.id().value())
			.query(String.class)
			.list();
	}

	/** A request whose user has a template at some distance from the origin. */
	private Request registered(Integrator integrator, RecognitionModel network, float distance) {
		var created = integrator.start();
		new Person(created.get("capture_url").asText()).open();
		Request request = this.requests.get(RequestId.of(created.get("request_id").asText()));
		ModuleRun.Id run = new ModuleRun.Id(request.id(), 1);
		float[] coordinates = new float[network.dimensions()];
		coordinates[0] = distance;
		new TransactionTemplate(this.transactions).executeWithoutResult((status) -> {
			this.facialTemplates.accept(request, run, new FaceTemplate(network.model(), coordinates));
			this.facialTemplates.store(request, run);
		});
		return request;
	}

}
