package io.selfieregistration.request.process;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.invitation.CaptureLinkNotReady;
import io.selfieregistration.invitation.CaptureLinkUndeliverable;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureToken;
import io.selfieregistration.request.Decision;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.RequestDecided;
import io.selfieregistration.result.Result;
import io.selfieregistration.workflow.WorkflowDrawing;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Outcomes;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willDoNothing;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.times;

/**
 * Drives the model of the module with its delegates and its listeners, through the
 * workflow that calls it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SelfieRegistrationProcessIT extends ProcessScenario {

	@Test
	void registersSelfieThatIsAcceptedAtOnce() throws Exception {
		// given
		Registration registration = startAndWaitForSelfie();
		registration.open();

		// when
		assertThat(registration.submit().accepted()).isTrue();
		registration.deliverMessages();
		registration.runJobAt(SelfieRegistrationElements.STORE_SELFIE);

		// then
		assertEnded(registration, SelfieRegistrationElements.SELFIE_REGISTERED, Outcome.REGISTERED);
		assertThat(photoState(registration)).isEqualTo("stored");
		assertThat(templateIsCurrent(registration)).isTrue();
	}

	@Test
	void letsThePersonTryAgainAfterRefusedSelfie() throws Exception {
		// given
		Registration registration = startAndWaitForSelfie();
		registration.open();
		refuseSelfies();

		// when
		assertThat(registration.submit().attemptsLeft()).isEqualTo(2);
		registration.deliverMessages();

		// then
		assertThat(registration.waitingAt()).containsExactly(SelfieRegistrationElements.SELFIE_SUBMITTED);
		assertThat(registration.decision()).isNull();

		// when
		acceptSelfies();
		registration.submit();
		registration.deliverMessages();
		registration.runJobAt(SelfieRegistrationElements.STORE_SELFIE);

		// then
		assertEnded(registration, SelfieRegistrationElements.SELFIE_REGISTERED, Outcome.REGISTERED);
	}

	@Test
	void bringsTwoVerdictsInTheirOrder() throws Exception {
		Registration registration = startAndWaitForSelfie();
		registration.open();
		refuseSelfies();
		registration.submit();
		acceptSelfies();
		registration.submit();

		registration.deliverMessages();

		assertThat(registration.pendingMessages()).isZero();
		assertThat(registration.waitingAt()).containsExactly(SelfieRegistrationElements.STORE_SELFIE);
	}

	@Test
	void letsThePersonWaitUntilTheModuleWaits() throws Exception {
		Registration registration = start();

		assertThat(registration.look().ready()).isFalse();
		assertThatExceptionOfType(CaptureLinkNotReady.class).isThrownBy(registration::open);

		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);
		assertThatExceptionOfType(CaptureLinkNotReady.class).isThrownBy(registration::open);

		registration.runJobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK);
		assertThat(registration.look().ready()).isTrue();
		registration.open();
	}

	@Test
	void keepsVerdictForProcessThatDoesNotWaitYet() throws Exception {
		// given
		Registration registration = startAndOpenBeforeTheStepIsDone(Map.of());
		registration.submit();

		// when
		registration.deliverMessages();

		// then
		assertThat(registration.pendingMessages()).isOne();

		// when
		registration.runJobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK);
		registration.deliverMessages();
		registration.runJobAt(SelfieRegistrationElements.STORE_SELFIE);

		// then
		assertEnded(registration, SelfieRegistrationElements.SELFIE_REGISTERED, Outcome.REGISTERED);
	}

	/** The message is out, and the step that sent it fails and is to be repeated. */
	private Registration startAndOpenBeforeTheStepIsDone(Map<String, String> settings) throws Exception {
		Registration registration = start(application(NotificationType.EMAIL, 3, workflow(settings)));
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);
		willThrow(new IllegalStateException("The answer of the mail server was lost")).willDoNothing()
			.given(this.invitations)
			.send(any(), any(), any(), any());
		assertThatIllegalStateException()
			.isThrownBy(() -> registration.runJobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK));
		registration.open();
		return registration;
	}

	@Test
	void endsWhenTheLastAttemptIsRefused() throws Exception {
		Registration registration = startAndWaitForSelfie(application(NotificationType.LINK, 1));
		registration.open();
		refuseSelfies();

		registration.submit();
		registration.deliverMessages();

		assertEnded(registration, SelfieRegistrationElements.ATTEMPTS_EXHAUSTED, Outcome.ATTEMPTS_EXHAUSTED);
	}

	@Test
	void endsWhenTheLinkExpires() {
		Registration registration = startAndWaitForSelfie();

		registration.runJobAt(SelfieRegistrationElements.CAPTURE_LINK_EXPIRED);
		registration.runJobAt(SelfieRegistrationElements.CLOSE_CAPTURE_LINK);

		assertEnded(registration, SelfieRegistrationElements.LINK_EXPIRED, Outcome.EXPIRED);
		assertThat(registration.decision()).isEqualTo(Decision.EXPIRED);
	}

	@Test
	void registersSelfieAcceptedInTimeWhoseMessageComesAfterTheExpiry() throws Exception {
		// given
		Registration registration = startAndWaitForSelfie();
		registration.open();
		registration.submit();

		// when
		registration.runJobAt(SelfieRegistrationElements.CAPTURE_LINK_EXPIRED);
		registration.deliverMessages();
		registration.runJobAt(SelfieRegistrationElements.CLOSE_CAPTURE_LINK);
		registration.runJobAt(SelfieRegistrationElements.STORE_SELFIE);
		registration.deliverMessages();

		// then
		assertEnded(registration, SelfieRegistrationElements.SELFIE_REGISTERED, Outcome.REGISTERED);
	}

	@Test
	void endsAsExhaustedWhenTheLastRefusalComesAfterTheExpiry() throws Exception {
		// given
		Registration registration = startAndWaitForSelfie(application(NotificationType.LINK, 1));
		registration.open();
		refuseSelfies();
		registration.submit();

		// when
		registration.runJobAt(SelfieRegistrationElements.CAPTURE_LINK_EXPIRED);
		registration.runJobAt(SelfieRegistrationElements.CLOSE_CAPTURE_LINK);
		registration.deliverMessages();

		// then
		assertEnded(registration, SelfieRegistrationElements.ATTEMPTS_EXHAUSTED, Outcome.ATTEMPTS_EXHAUSTED);
	}

	@Test
	void endsWhenThePersonCanNeverBeReached() throws Exception {
		willThrow(new CaptureLinkUndeliverable("There is no such mailbox")).given(this.invitations)
			.send(any(), any(), any(), any());
		Registration registration = start(application(NotificationType.EMAIL, 3));
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);

		registration.runJobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK);

		assertEnded(registration, SelfieRegistrationElements.PERSON_NOT_REACHABLE, Outcome.UNDELIVERABLE);
	}

	@Test
	void sendsTheLinkAgainWhenItCouldNotBeSent() throws Exception {
		// given
		willThrow(new IllegalStateException("The mail server is down")).given(this.invitations)
			.send(any(), any(), any(), any());
		Registration registration = start(application(NotificationType.EMAIL, 3));
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> registration.runJobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK));
		int left = registration.jobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK).getRetries();

		// when
		willDoNothing().given(this.invitations).send(any(), any(), any(), any());
		registration.runJobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK);

		// then
		assertThat(left).isPositive();
		assertThat(registration.waitingAt()).containsExactly(SelfieRegistrationElements.SELFIE_SUBMITTED);
		registration.open();
	}

	@Test
	void endsWhenCancelledWhileWaiting() throws Exception {
		Registration registration = startAndWaitForSelfie();

		registration.cancel();
		registration.deliverMessages();

		assertEnded(registration, SelfieRegistrationElements.REGISTRATION_CANCELLED, Outcome.CANCELLED);
		assertThat(registration.decision()).isEqualTo(Decision.CANCELLED);
	}

	@Test
	void endsWhenThePersonRefusesTheConsent() throws Exception {
		Registration registration = startAndWaitForSelfie();

		this.runs.refuseConsent(registration.id());
		registration.deliverMessages();

		assertEnded(registration, SelfieRegistrationElements.REGISTRATION_REFUSED, Outcome.CONSENT_REFUSED);
		assertThat(registration.decision()).isEqualTo(Decision.CONSENT_REFUSED);
	}

	@Test
	void sendsNewLinkAndRevokesTheEarlierOneWhenTheIntegratorWantsIt() throws Exception {
		// given
		Registration registration = startAndWaitForSelfie(application(NotificationType.EMAIL, 3));
		CaptureToken earlier = registration.token();
		registration.open();

		// when
		assertThat(this.links.renew(registration.id())).as("it is sent, not handed out").isEmpty();
		registration.deliverMessages();
		registration.runJobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK);

		// then
		assertThat(registration.waitingAt()).containsExactly(SelfieRegistrationElements.SELFIE_SUBMITTED);
		then(this.invitations).should(times(2)).send(any(), any(), any(), any());
		assertThatExceptionOfType(CaptureLinkUnusable.class)
			.isThrownBy(() -> this.sessions.follow(this.sessions.find(earlier)))
			.extracting(CaptureLinkUnusable::reason)
			.isEqualTo(CaptureLinkUnusable.Reason.LINK_REPLACED);
		registration.open();
		assertWaitsForNewLink(registration);
	}

	@Test
	void endsWhenCancelledBeforeTheLinkIsSent() throws Exception {
		Registration registration = start(application(NotificationType.EMAIL, 3));
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);

		registration.cancel();
		registration.deliverMessages();

		assertEnded(registration, SelfieRegistrationElements.REGISTRATION_CANCELLED, Outcome.CANCELLED);
		then(this.invitations).should(times(0)).send(any(), any(), any(), any());
	}

	@Test
	void endsWhenCancelledWithIncident() throws Exception {
		// given
		willThrow(new IllegalStateException("The mail server is down")).given(this.invitations)
			.send(any(), any(), any(), any());
		Registration registration = start(application(NotificationType.EMAIL, 3));
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);
		registration.failJobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK);
		assertThat(registration.incidents()).singleElement().satisfies((incident) -> {
			assertThat(incident.getActivityId()).isEqualTo(SelfieRegistrationElements.SEND_CAPTURE_LINK);
			assertThat(incident.getIncidentMessage()).isEqualTo("The mail server is down");
		});

		// when
		registration.cancel();
		registration.deliverMessages();

		// then
		assertEnded(registration, SelfieRegistrationElements.REGISTRATION_CANCELLED, Outcome.CANCELLED);
		assertThat(registration.incidents()).isEmpty();
	}

	@Test
	void endsAsCancelledWhenTheExpiryComesBeforeTheMessage() throws Exception {
		// given
		Registration registration = startAndWaitForSelfie();
		registration.cancel();

		// when
		registration.runJobAt(SelfieRegistrationElements.CAPTURE_LINK_EXPIRED);
		registration.deliverMessages();

		// then
		assertEnded(registration, SelfieRegistrationElements.REGISTRATION_CANCELLED, Outcome.CANCELLED);
	}

	@Test
	void endsAsCancelledWhenTheLinkIsClosedBeforeTheMessage() throws Exception {
		// given
		Registration registration = startAndWaitForSelfie();
		registration.cancel();

		// when
		registration.runJobAt(SelfieRegistrationElements.CAPTURE_LINK_EXPIRED);
		registration.runJobAt(SelfieRegistrationElements.CLOSE_CAPTURE_LINK);
		registration.deliverMessages();

		// then
		assertThat(registration.decision()).isEqualTo(Decision.CANCELLED);
		assertThat(registration.outcome()).isEqualTo(Outcome.CANCELLED);
		assertThat(registration.pendingMessages()).isZero();
	}

	@Test
	void cannotBeCancelledOnceTheSelfieIsAccepted() throws Exception {
		Registration registration = startAndWaitForSelfie();
		registration.open();
		registration.submit();

		assertThatExceptionOfType(RequestDecided.class).isThrownBy(registration::cancel);

		assertThat(registration.decision()).isEqualTo(Decision.ACCEPTED);
	}

	@Test
	void remindsWhenTheModelSaysSo() throws Exception {
		Registration registration = startAndWaitForSelfie(application(NotificationType.EMAIL, 3, workflow(
				Map.of(Variables.SELFIE_LINK_EXPIRY.name(), "PT2H", Variables.SELFIE_REMINDER.name(), "PT30M"))));

		assertThat(registration.timerAt(SelfieRegistrationElements.REMINDER_DUE))
			.isCloseTo(Instant.now().plus(Duration.ofMinutes(90)), within(1, ChronoUnit.MINUTES));
	}

	@Test
	void remindsNobodyWhoWouldBeRemindedBeforeTheLinkIsSent() throws Exception {
		Registration registration = startAndWaitForSelfie(
				application(NotificationType.EMAIL, 3, workflow(Map.of(Variables.SELFIE_LINK_EXPIRY.name(), "PT30M"))));

		assertThat(registration.timerAt(SelfieRegistrationElements.REMINDER_DUE))
			.isAfter(registration.timerAt(SelfieRegistrationElements.CAPTURE_LINK_EXPIRED));
	}

	@Test
	void judgesAsStrictlyAsTheModelSays() throws Exception {
		// given
		Registration strict = startAndWaitForSelfie(application(NotificationType.LINK, 3,
				workflow(Map.of(Variables.SELFIE_QUALITY_POLICY.name(), "strict"))));
		Registration standard = startAndWaitForSelfie(
				application(NotificationType.LINK, 3, workflow(Map.of(Variables.SELFIE_QUALITY_POLICY.name(), ""))));
		acceptSelfiesWithHint();
		strict.open();
		standard.open();

		// then
		assertThat(strict.submit().accepted()).isFalse();
		assertThat(standard.submit().accepted()).isTrue();
	}

	@Test
	void judgesAsTheModelSaysWhoeverOpensTheLinkBeforeTheProcessComesToIt() throws Exception {
		// given
		Registration registration = startAndOpenBeforeTheStepIsDone(
				Map.of(Variables.SELFIE_QUALITY_POLICY.name(), "strict"));
		registration.runJobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK);

		// when
		acceptSelfiesWithHint();

		// then
		assertThat(registration.submit().accepted()).isFalse();
		assertWaitsForNewLink(registration);
	}

	@Test
	void failsOnSettingThatCannotBeRead() {
		Registration registration = start(application(NotificationType.LINK, 3,
				workflow(Map.of(Variables.SELFIE_MAXIMUM_ATTEMPTS.name(), "11"))));
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);

		assertThatIllegalArgumentException()
			.isThrownBy(() -> registration.runJobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK))
			.withMessage("The setting 'selfieMaximumAttempts' must be a whole number from 1 to 10");
	}

	@Test
	void remindsThePersonOnce() throws Exception {
		// given
		Registration registration = startAndWaitForSelfie(application(NotificationType.EMAIL, 3));
		assertThat(registration.timerAt(SelfieRegistrationElements.REMINDER_DUE)).isCloseTo(
				Instant.now().plus(LINK_EXPIRY).minus(registration.application().settings().reminder()),
				within(1, ChronoUnit.MINUTES));

		// when
		registration.runJobAt(SelfieRegistrationElements.REMINDER_DUE);
		registration.runJobAt(SelfieRegistrationElements.SEND_REMINDER);

		// then
		then(this.invitations).should(times(2)).send(any(), any(), any(), any());
		assertThat(registration.waitingAt()).containsExactly(SelfieRegistrationElements.SELFIE_SUBMITTED);

		// when
		registration.open();
		refuseSelfies();
		registration.submit();
		registration.deliverMessages();
		registration.runJobAt(SelfieRegistrationElements.REMINDER_DUE);
		registration.runJobAt(SelfieRegistrationElements.SEND_REMINDER);

		// then
		then(this.invitations).should(times(2)).send(any(), any(), any(), any());
	}

	@Test
	void doesNotPlanAnotherReminderBeforeTheExpiryOnceSelfieWasSubmitted() throws Exception {
		Registration registration = startAndWaitForSelfie(application(NotificationType.EMAIL, 3));
		registration.open();
		refuseSelfies();

		registration.submit();
		registration.deliverMessages();

		assertThat(registration.timerAt(SelfieRegistrationElements.REMINDER_DUE))
			.isAfter(registration.timerAt(SelfieRegistrationElements.CAPTURE_LINK_EXPIRED));
	}

	@Test
	void goesOnWhenTheReminderCannotBeDelivered() throws Exception {
		Registration registration = startAndWaitForSelfie(application(NotificationType.EMAIL, 3));
		willThrow(new CaptureLinkUndeliverable("There is no such mailbox")).given(this.invitations)
			.send(any(), any(), any(), any());

		registration.runJobAt(SelfieRegistrationElements.REMINDER_DUE);
		registration.runJobAt(SelfieRegistrationElements.SEND_REMINDER);

		assertThat(registration.waitingAt()).containsExactly(SelfieRegistrationElements.SELFIE_SUBMITTED);
	}

	@Test
	void endsWithoutWaitingForReminderThatFails() throws Exception {
		// given
		Registration registration = startAndWaitForSelfie(application(NotificationType.EMAIL, 3));
		registration.open();
		registration.runJobAt(SelfieRegistrationElements.REMINDER_DUE);

		// when
		registration.submit();
		registration.deliverMessages();
		registration.runJobAt(SelfieRegistrationElements.STORE_SELFIE);

		// then
		assertEnded(registration, SelfieRegistrationElements.SELFIE_REGISTERED, Outcome.REGISTERED);
	}

	@Test
	void movesTheExpiryWhenTheLinkIsOpened() throws Exception {
		// given
		Registration registration = startAndWaitForSelfie();
		assertThat(registration.timerAt(SelfieRegistrationElements.CAPTURE_LINK_EXPIRED))
			.isCloseTo(Instant.now().plus(LINK_EXPIRY), within(1, ChronoUnit.MINUTES));

		// when
		registration.open();

		// then
		assertExpiresWithTheSession(registration);

		// when
		refuseSelfies();
		registration.submit();
		registration.deliverMessages();

		// then
		assertExpiresWithTheSession(registration);
	}

	@Test
	void waitsForNewLinkWhenTheLinkWasOpenedBefore() throws Exception {
		Registration registration = startAndOpenBeforeTheStepIsDone(Map.of());

		registration.runJobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK);

		assertWaitsForNewLink(registration);
	}

	@Test
	void endsAtOnceWhenAnEarlierModuleHasRegisteredSelfie() throws Exception {
		String key = "twice-" + UUID.randomUUID();
		this.repository.createDeployment()
			.addString(key + ".bpmn", WorkflowDrawing.sequence(key, Map.of(), Map.of()))
			.deploy();
		Registration registration = startAndWaitForSelfie(application(NotificationType.LINK, 3, key));
		registration.open();
		registration.submit();
		registration.deliverMessages();
		registration.runJobAt(SelfieRegistrationElements.STORE_SELFIE);

		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);

		assertThat(registration.endedAt()).contains(SelfieRegistrationElements.REGISTERED_BEFORE);
		assertThat(registration.outcome()).isEqualTo(Outcome.REGISTERED);
	}

	@Test
	void endsAtOnceWhenSwitchedOff() {
		Registration registration = start(application(NotificationType.LINK, 3, workflow("false", null)));

		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);

		assertEnded(registration, SelfieRegistrationElements.REGISTRATION_SKIPPED, Outcome.SKIPPED);
	}

	@Test
	void endsAtOnceWhenItsRuleIsNotSatisfied() {
		Registration registration = start(application(NotificationType.LINK, 3, workflow("true", "user.age >= 18")),
				Map.of("age", 17));

		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);

		assertEnded(registration, SelfieRegistrationElements.REGISTRATION_SKIPPED, Outcome.SKIPPED);
	}

	@Test
	@Order(Integer.MAX_VALUE)
	void isReachedByTheseTestsInEveryNodeAndEveryFlow() {
		assertThat(this.coverage.missedIn(SelfieRegistrationProcess.KEY, model(SelfieRegistrationProcess.KEY)))
			.as("nodes and flows that no test reaches")
			.isEmpty();
	}

	/** The result can be published now: nothing of the module is left. */
	private void assertEnded(Registration registration, String endEvent, Outcome outcome) {
		assertThat(registration.endedAt()).as("the end of the module").contains(endEvent);
		assertThat(registration.endedAt()).filteredOn(Outcomes.BY_END_EVENT::containsKey).containsExactly(endEvent);
		assertThat(registration.outcome()).isEqualTo(outcome);
		assertThat(registration.pendingMessages()).isZero();
		ProcessInstance workflow = registration.workflowInstance();
		assertThat(this.runtime.getVariable(workflow.getId(), Variables.SELFIE_OUTCOME.name()))
			.isEqualTo(outcome.code());
		Result result = this.results.after(registration.request().run().orElseThrow());
		Map<String, Object> handedBack = this.runtime.getVariables(workflow.getId());
		assertThat(handedBack).containsEntry(Variables.SELFIE_REGISTERED.name(), result.selfieRegistered())
			.containsEntry(Variables.PHOTO_URL.name(), result.photoUrl())
			.containsEntry(Variables.SELFIE_REGISTERED_AT.name(), result.selfieRegisteredAt());
		assertThat(result.selfieRegistered()).isEqualTo(Boolean.toString(outcome == Outcome.REGISTERED));
		if (outcome == Outcome.REGISTERED) {
			assertThat(result.photoUrl()).contains(registration.id().toString());
			assertThat(result.selfieRegisteredAt()).matches("[0-9]{10}");
		}
		else {
			assertThat(result.photoUrl()).isNull();
			assertThat(result.selfieRegisteredAt()).isNull();
		}
	}

	private void assertExpiresWithTheSession(Registration registration) {
		Instant sessionEnd = windowOf(registration, "session_ends_at");
		assertThat(sessionEnd).isBetween(Instant.now(), Instant.now().plus(SESSION));
		assertExpires(registration, sessionEnd);
	}

	/**
	 * As long as the person may open a new one, in place of that whose session is over.
	 */
	private void assertWaitsForNewLink(Registration registration) {
		Instant openBefore = windowOf(registration, "open_before");
		assertThat(openBefore).isAfter(windowOf(registration, "session_ends_at"));
		assertExpires(registration, openBefore);
	}

	private void assertExpires(Registration registration, Instant end) {
		assertThat(registration.timerAt(SelfieRegistrationElements.CAPTURE_LINK_EXPIRED)).isCloseTo(end,
				within(1, ChronoUnit.MILLIS));
		assertThat(registration.variable(Variables.CAPTURE_EXPIRES_AT)).isEqualTo(end.toString());
	}

	private Instant windowOf(Registration registration, String column) {
		return this.jdbc.sql("select " + column + " from capture_window where request_id = :id")
			.param("id", registration.id().value())
			.query(OffsetDateTime.class)
			.single()
			.toInstant();
	}

	private String photoState(Registration registration) {
		return this.jdbc.sql("select state from photo where request_id = :id")
			.param("id", registration.id().value())
			.query(String.class)
			.single();
	}

	private boolean templateIsCurrent(Registration registration) {
		return this.jdbc.sql("select current from facial_template where request_id = :id")
			.param("id", registration.id().value())
			.query(Boolean.class)
			.single();
	}

}
