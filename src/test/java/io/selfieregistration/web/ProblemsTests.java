package io.selfieregistration.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import io.selfieregistration.face.SelfieImageRejected;
import io.selfieregistration.intake.RequestRefused;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.result.PollAnswer;
import io.selfieregistration.result.PollAnswer.Status;
import io.selfieregistration.result.ResultPending;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ProblemsTests {

	@Test
	void answersWithMessageWhereThereIsNothingMoreToSay() {
		assertThat(Problems.answerTo(new Plain("It is gone")))
			.isEqualTo(new ProblemAnswer(410, "gone", "It is gone", Map.of(), Duration.ZERO));
	}

	@Test
	void answersWithWhatTheExceptionTells() {
		ProblemAnswer answer = Problems.answerTo(new Telling());

		assertThat(answer)
			.isEqualTo(new ProblemAnswer(429, "too_fast", "Slow down", Map.of("limit", 3), Duration.ofMillis(10)));
		assertThat(answer.retryAfterSeconds()).isEqualTo("1");
		assertThat(answer.body()).containsEntry("title", "Too Many Requests").containsEntry("limit", 3);
	}

	@Test
	void tellsNothingOfOtherExceptions() {
		assertThat(Problems.answerTo(new IllegalStateException("secret inside")).body().toString())
			.contains("500", "internal_error")
			.doesNotContain("secret");
	}

	@Test
	void tellsNothingOfCodeThatIsNotListed() {
		assertThat(Problems.answerTo(new Lying()).code()).isEqualTo("internal_error");
	}

	@Test
	void saysWhenTheDatabaseCannotBeReached() {
		assertThat(Problems.answerTo(new CannotCreateTransactionException("down")).status()).isEqualTo(503);
		assertThat(Problems.answerTo(new DataAccessResourceFailureException("down")).retryAfterSeconds())
			.isEqualTo("5");
	}

	@Test
	void answersByTheControllerWhereItHasStatusesOfItsOwn() {
		assertThat(Problems.answerTo(new Plain("It is gone"), Other.class).status()).isEqualTo(402);
		assertThat(Problems.answerTo(new Telling(), Other.class).status()).isEqualTo(429);
		assertThat(Problems.statuses(Plain.class, Other.class)).isEqualTo(Map.of("gone", 402));
	}

	@Test
	void knowsTheCodesOfAllSubclassesOfSealedException() {
		assertThat(Problems.statuses(RequestRefused.class))
			.hasSize(RequestRefused.class.getPermittedSubclasses().length)
			.containsEntry("contact_missing", 422)
			.containsEntry("gatepass_refused", 403);
	}

	@ParameterizedTest
	@EnumSource
	void listsTheCodeOfEveryReasonOfUnusableLink(CaptureLinkUnusable.Reason reason) {
		assertThat(Problems.answerTo(new CaptureLinkUnusable(reason)).code()).isEqualTo(reason.code());
	}

	@ParameterizedTest
	@EnumSource
	void listsTheCodeOfEveryReasonOfRejectedPicture(SelfieImageRejected.Reason reason) {
		assertThat(Problems.answerTo(new SelfieImageRejected(reason)).code()).isEqualTo(reason.code());
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "DONE")
	void listsTheCodeOfEveryStateOfPendingResult(Status status) {
		PollAnswer answer = new PollAnswer(status, null, List.of());
		ResultPending pending = catchThrowableOfType(ResultPending.class, answer::done);

		assertThat(Problems.answerTo(pending).members()).containsEntry("error", status.code());
	}

	@ProblemStatus(status = 410, code = "gone")
	private static class Plain extends RuntimeException {

		private Plain(String message) {
			super(message);
		}

	}

	@ProblemStatus(status = 429, code = "too_fast")
	private static final class Telling extends RuntimeException implements Problem {

		@Override
		public String detail() {
			return "Slow down";
		}

		@Override
		public Map<String, Object> members() {
			return Map.of("limit", 3);
		}

		@Override
		public Duration retryAfter() {
			return Duration.ofMillis(10);
		}

	}

	@ProblemStatus(status = 409, code = "listed")
	private static final class Lying extends RuntimeException implements Problem {

		@Override
		public String code() {
			return "not_listed";
		}

	}

	@ProblemStatus(status = 402, code = "gone")
	private static final class Other {

	}

}
