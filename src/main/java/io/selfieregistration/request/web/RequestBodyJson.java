package io.selfieregistration.request.web;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.selfieregistration.request.Phase;

/**
 * What an integrator says to start a request.
 *
 * @param workflow phase, {@code verification} if not given
 * @param locale BCP 47 tag
 * @param metadata what rules may read of the user
 */
@JsonNaming(SnakeCaseStrategy.class)
record RequestBodyJson(@NotBlank @Size(max = 320) String userId,
		@Pattern(regexp = "onboarding|verification", message = "must be onboarding or verification") String workflow,
		@Email @Size(max = 254) String email,
		@Pattern(regexp = "[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*",
				message = "must be a language tag such as de or pt-BR") String locale,
		@Size(max = 50) Map<String, Object> metadata) {

	@JsonIgnore
	Phase phase() {
		return (this.workflow != null) ? Phase.valueOf(this.workflow.toUpperCase(Locale.ROOT)) : Phase.VERIFICATION;
	}

	/** PostgreSQL keeps no NUL and no half of a surrogate pair; nobody types them. */
	@JsonIgnore
	@AssertTrue(message = "must not hold control characters or broken characters")
	boolean isText() {
		return isClean(this.userId) && isClean(this.metadata);
	}

	private static boolean isClean(Object value) {
		if (value instanceof String text) {
			return text.codePoints()
				.noneMatch((point) -> (Character.isISOControl(point) && point != '\n' && point != '\t')
						|| Character.getType(point) == Character.SURROGATE);
		}
		if (value instanceof Map<?, ?> map) {
			return map.entrySet().stream().allMatch((entry) -> isClean(entry.getKey()) && isClean(entry.getValue()));
		}
		if (value instanceof Collection<?> list) {
			return list.stream().allMatch(RequestBodyJson::isClean);
		}
		return true;
	}

}
