package io.selfieregistration.request.process;

import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.duplicates.Duplicates;
import io.selfieregistration.duplicates.process.FindDuplicatesElements;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;

import static org.assertj.core.api.Assertions.assertThat;

/** The process beside a registration that looks for other users with its face. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FindDuplicatesProcessIT extends ProcessScenario {

	/** All selfies have the same face here. */
	@Test
	void flagsOtherUserAfterTheSelfieIsStoredAndRefusesNothing() throws Exception {
		Registration first = registered(ApplicationSettingsFixture.named("Test Bank").flaggingDuplicates());
		first.runJobAt(FindDuplicatesElements.FIND_DUPLICATES);
		Registration second = registered(ApplicationSettingsFixture.named("Test Bank").flaggingDuplicates());
		ProcessInstance search = second.instance(Duplicates.PROCESS);
		assertThat(search.getTenantId()).isEqualTo("default");
		assertThat(second.outcome()).as("nothing waits for the search").isEqualTo(Outcome.REGISTERED);

		second.runJobAt(FindDuplicatesElements.FIND_DUPLICATES);

		assertThat(second.instance(Duplicates.PROCESS)).isNull();
		assertThat(this.jdbc
			.sql("select count(*) from duplicate_candidate where request_id = ? and candidate_request_id = ?")
			.param(second.id().value())
			.param(first.id().value())
			.query(Integer.class)
			.single()).isOne();
		second.publish();
		assertThat(second.instances()).isEmpty();
		first.publish();
	}

	@Test
	void searchesForNothingUnlessTheApplicationWantsIt() throws Exception {
		Registration registration = registered(ApplicationSettingsFixture.named("Test Bank"));

		assertThat(registration.instance(Duplicates.PROCESS)).isNull();
		assertThat(this.jdbc.sql("select count(*) from duplicate_search where request_id = ?")
			.param(registration.id().value())
			.query(Integer.class)
			.single()).isZero();
		registration.publish();
	}

	@Test
	@Order(Integer.MAX_VALUE)
	void isReachedByTheseTestsInEveryNodeAndEveryFlow() {
		assertThat(this.coverage.missedIn(Duplicates.PROCESS, model(Duplicates.PROCESS)))
			.as("nodes and flows that no test reaches")
			.isEmpty();
	}

	private Registration registered(ApplicationSettingsFixture settings) throws Exception {
		Registration registration = startAndWaitForSelfie(
				application(settings.notificationType(NotificationType.LINK).build()));
		registration.open();
		registration.submit();
		registration.deliverMessages();
		registration.runJobAt(SelfieRegistrationElements.STORE_SELFIE);
		return registration;
	}

}
