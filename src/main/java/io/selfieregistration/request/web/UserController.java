package io.selfieregistration.request.web;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.selfieregistration.application.Application;
import io.selfieregistration.platform.UserId;
import io.selfieregistration.request.Requests;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** API for the status of a user in the application's workspace. */
@RestController
class UserController {

	private final Requests requests;

	UserController(Requests requests) {
		this.requests = requests;
	}

	/**
	 * Returns the status of a user of the workspace, by an id that can stand in a path.
	 */
	@GetMapping("/api/v1/users/{user_id}")
	UserAnswer read(@AuthenticationPrincipal Application application,
			@PathVariable("user_id") @Size(max = UserId.LONGEST) @Pattern(regexp = UserId.FORM,
					message = UserId.MESSAGE) String userId) {
		return answer(application, UserId.normalized(userId));
	}

	/** Returns the status of a user of the workspace, by any id. */
	@GetMapping("/api/v1/users")
	UserAnswer find(@AuthenticationPrincipal Application application,
			@RequestParam("user_id") @NotBlank @Size(max = UserId.LONGEST) @Pattern(regexp = UserId.FORM,
					message = UserId.MESSAGE) String userId) {
		return answer(application, UserId.normalized(userId));
	}

	private UserAnswer answer(Application application, String userId) {
		Requests.UserStatus status = this.requests.user(application.workspace(), userId);
		return new UserAnswer(userId, status.onboarded() ? "known" : "new", status.registeredAt() != null,
				status.registeredAt());
	}

	/**
	 * The status of a user.
	 *
	 * @param status {@code new} until an onboarding was completed, then {@code known}
	 * @param selfieRegisteredAt of the latest selfie; absent if there is none
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record UserAnswer(String userId, String status, boolean selfieRegistered, Instant selfieRegisteredAt) {

		@Override
		public String toString() {
			return "UserAnswer[" + this.status + "]";
		}

	}

}
