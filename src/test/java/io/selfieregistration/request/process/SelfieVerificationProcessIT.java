package io.selfieregistration.request.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.capture.Verdict;
import io.selfieregistration.comparison.ComparisonsBlocked;
import io.selfieregistration.comparison.ComparisonsPaused;
import io.selfieregistration.face.FaceAssessment;
import io.selfieregistration.face.Finding;
import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.RecognitionModel;
import io.selfieregistration.invitation.CaptureLinkUndeliverable;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.request.Decision;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.result.Result;
import io.selfieregistration.workflow.WorkflowDrawing;
import io.selfieregistration.workflow.process.Modules;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;
import io.selfieregistration.workflow.process.SelfieVerificationElements;
import io.selfieregistration.workflow.process.SelfieVerificationProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;

/**
 * Drives the model of Selfie Verification with its delegates and its listeners, through
 * workflows that call it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SelfieVerificationProcessIT extends ProcessScenario {

	private final String user = "user-" + UUID.randomUUID();

	private final String key = "verifying-" + UUID.randomUUID();

	@Override
	String module() {
		return SelfieVerificationProcess.KEY;
	}

	@BeforeEach
	void compare() {
		given(this.faceAnalysis.maxDistance(any(), any())).willReturn(OptionalDouble.of(0.95));
	}

	@Test
	void verifiesThePersonWhoIsRegistered() throws Exception {
		register();
		Registration verification = startAndWaitForSelfie(Map.of());
		verification.open();

		assertThat(verification.submit().accepted()).isTrue();
		verification.deliverMessages();
		verification.runJobAt(SelfieVerificationElements.STORE_PHOTO);

		assertEnded(verification, SelfieVerificationElements.SELFIE_VERIFIED, Outcome.VERIFIED);
		assertThat(count("photo", verification)).isOne();
		assertThat(count("facial_template", verification)).as("the registered template stays alone").isZero();
	}

	@Test
	void tellsAnotherPersonOnlyThatItCouldNotBeConfirmed() throws Exception {
		register();
		Registration verification = startAndWaitForSelfie(Map.of("selfieMaximumAttempts", "2"));
		verification.open();
		seeAnother();

		Verdict first = verification.submit();
		verification.deliverMessages();

		assertThat(first).isEqualTo(new Verdict(false, 1, List.of(Finding.refuse(ReasonCode.NOT_MATCHED))));
		assertThat(verification.waitingAt()).containsExactly(SelfieVerificationElements.SELFIE_SUBMITTED);

		assertThat(verification.submit().attemptsLeft()).isZero();
		verification.deliverMessages();

		assertEnded(verification, SelfieVerificationElements.SELFIE_NOT_MATCHED, Outcome.NOT_MATCHED);
		assertThat(measures(verification)).allMatch((measures) -> measures.contains("\"matchDistance\": 2"));
		assertThat(count("photo", verification)).isZero();
	}

	@Test
	void usesUpAttemptsOnSelfiesThatCannotBeCompared() throws Exception {
		register();
		Registration verification = startAndWaitForSelfie(Map.of("selfieMaximumAttempts", "1"));
		verification.open();
		refuseSelfies();

		verification.submit();
		verification.deliverMessages();

		assertEnded(verification, SelfieVerificationElements.ATTEMPTS_EXHAUSTED, Outcome.ATTEMPTS_EXHAUSTED);
		assertThat(failures()).isZero();
	}

	@Test
	void comparesNoSelfieOfLowerQualityThanWanted() throws Exception {
		register();
		Registration verification = startAndWaitForSelfie(Map.of("selfieMinimumQuality", "60"));
		verification.open();
		given(this.faceAnalysis.assess(any()))
			.willReturn(new FaceAssessment(List.of(), Map.of("headPoseYawDegrees", 11.0), Optional.of(template(0))));

		assertThat(verification.submit().findings()).containsExactly(Finding.refuse(ReasonCode.HEAD_TURNED));

		given(this.faceAnalysis.assess(any()))
			.willReturn(new FaceAssessment(List.of(), Map.of("headPoseYawDegrees", 10.0), Optional.of(template(0))));
		assertThat(verification.submit().accepted()).isTrue();
		verification.deliverMessages();
		verification.runJobAt(SelfieVerificationElements.STORE_PHOTO);
		assertThat(this.results.after(verification.request().run().orElseThrow()).selfieQualityScore()).isEqualTo("62");
	}

	@Test
	void sendsNoLinkToUserWhoIsNotRegistered() throws Exception {
		Registration verification = start(application(NotificationType.EMAIL, 3, deploy(Map.of())), this.user);

		verification.runJobAt(SelfieVerificationElements.VERIFICATION_WANTED);

		assertEnded(verification, SelfieVerificationElements.USER_NOT_REGISTERED, Outcome.NOT_REGISTERED);
		assertThat(verification.decision()).isEqualTo(Decision.NOT_REGISTERED);
		then(this.invitations).should(never()).send(any(), any(), any(), any());
	}

	@Test
	void treatsTemplateOfAnotherNetworkAsNone() throws Exception {
		register();
		given(this.faceAnalysis.maxDistance(any(), any())).willReturn(OptionalDouble.empty());
		Registration verification = start(application(NotificationType.LINK, 3, deploy(Map.of())), this.user);

		verification.runJobAt(SelfieVerificationElements.VERIFICATION_WANTED);

		assertEnded(verification, SelfieVerificationElements.USER_NOT_REGISTERED, Outcome.NOT_REGISTERED);
		assertThatExceptionOfType(CaptureLinkUnusable.class).isThrownBy(verification::look)
			.extracting(CaptureLinkUnusable::reason)
			.isEqualTo(CaptureLinkUnusable.Reason.NOT_REGISTERED);
	}

	@Test
	void endsWhenTheTemplateIsRemovedMeanwhile() throws Exception {
		register();
		Registration verification = startAndWaitForSelfie(Map.of());
		verification.open();
		this.jdbc.sql("delete from facial_template where user_id = :user").param("user", this.user).update();

		assertThat(verification.submit().attemptsLeft()).isZero();
		verification.deliverMessages();

		assertEnded(verification, SelfieVerificationElements.REGISTRATION_LOST, Outcome.NOT_REGISTERED);
	}

	@Test
	void letsNoRequestGoOnWhileTheUserHasToWait() throws Exception {
		register();
		Registration one = startAndWaitForSelfie(Map.of("selfieMaximumAttempts", "10"));
		Registration other = start(one.application(), this.user);
		other.runJobAt(SelfieVerificationElements.VERIFICATION_WANTED);
		other.runJobAt(SelfieVerificationElements.SEND_CAPTURE_LINK);
		one.open();
		other.open();
		seeAnother();
		for (int i = 0; i < 4; i++) {
			one.submit();
		}
		assertThat(other.submit().attemptsLeft()).isEqualTo(9);

		// The right face is not looked at, and nothing counts.
		acceptSelfies();
		for (Registration each : List.of(one, other)) {
			assertThatExceptionOfType(ComparisonsPaused.class).isThrownBy(each::submit)
				.satisfies((paused) -> assertThat(paused.retryAfter().toSeconds()).isBetween(20L, 30L));
		}
		assertThat(failures()).isEqualTo(5);

		letPass("31 seconds");
		assertThat(one.submit().accepted()).isTrue();
		assertThat(failures()).as("a success begins anew").isZero();
		seeAnother();
		assertThat(other.submit().attemptsLeft()).isEqualTo(8);
	}

	@Test
	void endsAtOnceForUserWhoseComparisonsFailedTooOften() throws Exception {
		register();
		this.jdbc.sql("""
				insert into failed_comparison (workspace, user_id, failed_at)
				select 'default', :user, clock_timestamp() - n * interval '2 hours' from generate_series(1, 49) n
				""").param("user", this.user).update();
		Registration waiting = startAndWaitForSelfie(Map.of());
		Registration blocking = start(waiting.application(), this.user);
		blocking.runJobAt(SelfieVerificationElements.VERIFICATION_WANTED);
		blocking.runJobAt(SelfieVerificationElements.SEND_CAPTURE_LINK);
		blocking.open();
		waiting.open();
		seeAnother();

		assertThat(blocking.submit().attemptsLeft()).as("no attempt is left after the last failure").isZero();
		blocking.deliverMessages();

		assertEnded(blocking, SelfieVerificationElements.SELFIE_NOT_MATCHED, Outcome.NOT_MATCHED);
		acceptSelfies();
		assertThatExceptionOfType(ComparisonsBlocked.class).isThrownBy(waiting::submit);
		letPass("400 days");
		Registration later = start(waiting.application(), this.user);
		later.runJobAt(SelfieVerificationElements.VERIFICATION_WANTED);
		assertEnded(later, SelfieVerificationElements.TOO_MANY_FAILURES, Outcome.NOT_MATCHED);

		register();
		assertThat(waiting.submit().accepted()).as("after a new registration").isTrue();
	}

	@Test
	void isSkippedWhenItIsSwitchedOff() throws Exception {
		Registration verification = start(
				application(NotificationType.LINK, 3, deploy(Map.of("selfieEnabled", "false"))), this.user);

		verification.runJobAt(SelfieVerificationElements.VERIFICATION_WANTED);

		assertEnded(verification, SelfieVerificationElements.VERIFICATION_SKIPPED, Outcome.SKIPPED);
	}

	@Test
	void expiresWithoutSelfie() throws Exception {
		register();
		Registration verification = startAndWaitForSelfie(Map.of());

		verification.runJobAt(SelfieVerificationElements.CAPTURE_LINK_EXPIRED);
		verification.runJobAt(SelfieVerificationElements.CLOSE_CAPTURE_LINK);

		assertEnded(verification, SelfieVerificationElements.LINK_EXPIRED, Outcome.EXPIRED);
	}

	@Test
	void keepsSelfieThatWasAcceptedBeforeTheExpiry() throws Exception {
		register();
		Registration verification = startAndWaitForSelfie(Map.of());
		verification.open();
		verification.submit();

		verification.runJobAt(SelfieVerificationElements.CAPTURE_LINK_EXPIRED);
		verification.runJobAt(SelfieVerificationElements.CLOSE_CAPTURE_LINK);
		verification.runJobAt(SelfieVerificationElements.STORE_PHOTO);
		verification.deliverMessages();

		assertEnded(verification, SelfieVerificationElements.SELFIE_VERIFIED, Outcome.VERIFIED);
	}

	@Test
	void remindsAndSendsTheLinkAnew() throws Exception {
		register();
		Registration verification = start(application(NotificationType.EMAIL, 3, deploy(Map.of())), this.user);
		verification.runJobAt(SelfieVerificationElements.VERIFICATION_WANTED);
		verification.runJobAt(SelfieVerificationElements.SEND_CAPTURE_LINK);
		verification.runJobAt("event_reminderDue");
		verification.runJobAt(SelfieVerificationElements.SEND_REMINDER);
		then(this.invitations).should(times(2)).send(any(), any(), any(), any());

		this.links.renew(verification.id());
		verification.deliverMessages();
		verification.runJobAt(SelfieVerificationElements.SEND_CAPTURE_LINK);

		assertThat(verification.waitingAt()).containsExactly(SelfieVerificationElements.SELFIE_SUBMITTED);
	}

	@Test
	void endsWhenThePersonCanNeverBeReached() throws Exception {
		register();
		willThrow(new CaptureLinkUndeliverable("There is no such mailbox")).given(this.invitations)
			.send(any(), any(), any(), any());
		Registration verification = start(application(NotificationType.EMAIL, 3, deploy(Map.of())), this.user);
		verification.runJobAt(SelfieVerificationElements.VERIFICATION_WANTED);

		verification.runJobAt(SelfieVerificationElements.SEND_CAPTURE_LINK);

		assertEnded(verification, SelfieVerificationElements.PERSON_NOT_REACHABLE, Outcome.UNDELIVERABLE);
	}

	@Test
	void endsWhenCancelled() throws Exception {
		register();
		Registration verification = startAndWaitForSelfie(Map.of());

		verification.cancel();
		verification.deliverMessages();

		assertEnded(verification, SelfieVerificationElements.VERIFICATION_CANCELLED, Outcome.CANCELLED);
	}

	@Test
	void endsWhenThePersonRefusesTheConsent() throws Exception {
		register();
		Registration verification = startAndWaitForSelfie(Map.of());

		this.runs.refuseConsent(verification.id());
		verification.deliverMessages();

		assertEnded(verification, SelfieVerificationElements.VERIFICATION_REFUSED, Outcome.CONSENT_REFUSED);
	}

	@Test
	@Order(Integer.MAX_VALUE)
	void isReachedByTheseTestsInEveryNodeAndEveryFlow() {
		assertThat(this.coverage.missedIn(SelfieVerificationProcess.KEY, model(SelfieVerificationProcess.KEY)))
			.as("nodes and flows that no test reaches")
			.isEmpty();
	}

	private void assertEnded(Registration verification, String endEvent, Outcome outcome) {
		assertThat(verification.endedAt()).filteredOn(Modules.of(SelfieVerificationProcess.KEY).outcomes()::containsKey)
			.containsExactly(endEvent);
		assertThat(verification.outcome()).isEqualTo(outcome);
		assertThat(verification.pendingMessages()).isZero();
		Result result = this.results.after(verification.request().run().orElseThrow());
		assertThat(result.selfieVerified()).isEqualTo(Boolean.toString(outcome == Outcome.VERIFIED));
		assertThat(result.selfieRegistered()).isEqualTo("false");
		assertThat(result.reason()).isEqualTo((outcome != Outcome.VERIFIED) ? outcome.code() : null);
		if (outcome == Outcome.VERIFIED) {
			assertThat(result.photoUrl()).contains(verification.id().toString());
			assertThat(result.selfieVerifiedAt()).matches("[0-9]{10}");
			assertThat(result.selfieQualityScore()).isEqualTo("100");
		}
		else {
			assertThat(result.photoUrl()).isNull();
			assertThat(result.selfieVerifiedAt()).isNull();
			assertThat(result.selfieQualityScore()).isNull();
		}
		assertThat(this.runtime.getVariables(verification.workflowInstance().getId()))
			.containsEntry(Variables.SELFIE_OUTCOME.name(), outcome.code())
			.containsEntry(Variables.PHOTO_URL.name(), result.photoUrl())
			.containsEntry("selfie_verified", result.selfieVerified())
			.containsEntry("selfie_verified_at", result.selfieVerifiedAt())
			.containsEntry("selfie_quality_score", result.selfieQualityScore())
			.doesNotContainKey("selfie_registered");
		verification.publish();
		assertThat(verification.deliveries()).hasSize(1);
	}

	/** Registers the user by another workflow, with the face that is accepted later. */
	private void register() throws Exception {
		acceptSelfies();
		Registration registration = start(application(NotificationType.LINK, 3), this.user);
		registration.runJobAt(SelfieRegistrationElements.REGISTRATION_WANTED);
		registration.runJobAt(SelfieRegistrationElements.SEND_CAPTURE_LINK);
		registration.open();
		assertThat(registration.submit().accepted()).isTrue();
		registration.deliverMessages();
		registration.runJobAt(SelfieRegistrationElements.STORE_SELFIE);
	}

	private Registration startAndWaitForSelfie(Map<String, String> settings) {
		Application application = application(NotificationType.LINK, 3, deploy(settings));
		Registration verification = start(application, this.user);
		verification.runJobAt(SelfieVerificationElements.VERIFICATION_WANTED);
		verification.runJobAt(SelfieVerificationElements.SEND_CAPTURE_LINK);
		assertThat(verification.waitingAt()).containsExactly(SelfieVerificationElements.SELFIE_SUBMITTED);
		return verification;
	}

	private String deploy(Map<String, String> settings) {
		this.repository.createDeployment()
			.addString(this.key + ".bpmn", WorkflowDrawing.verifying(this.key, settings))
			.deploy();
		return this.key;
	}

	private void seeAnother() {
		given(this.faceAnalysis.assess(any()))
			.willReturn(new FaceAssessment(List.of(), Map.of(), Optional.of(template(2))));
	}

	/** A template so far from the registered one. */
	private static FaceTemplate template(float distance) {
		float[] coordinates = new float[192];
		coordinates[0] = distance;
		return new FaceTemplate(RecognitionModel.MOBILEFACENET.model(), coordinates);
	}

	/** By the clock of the database, which no test can move. */
	private void letPass(String interval) {
		this.jdbc.sql(
				"update failed_comparison set failed_at = failed_at - cast(:interval as interval) where user_id = :user")
			.param("interval", interval)
			.param("user", this.user)
			.update();
	}

	private int failures() {
		return this.jdbc.sql("select count(*) from failed_comparison where user_id = :user")
			.param("user", this.user)
			.query(Integer.class)
			.single();
	}

	private int count(String table, Registration of) {
		return this.jdbc.sql("select count(*) from " + table + " where request_id = :id")
			.param("id", of.id().value())
			.query(Integer.class)
			.single();
	}

	private List<String> measures(Registration of) {
		return this.jdbc.sql("select cast(measures as text) from attempt where request_id = :id")
			.param("id", of.id().value())
			.query(String.class)
			.list();
	}

}
