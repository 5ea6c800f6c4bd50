package io.selfieregistration.intake;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.selfieregistration.application.Application;
import io.selfieregistration.mail.Mailbox;
import io.selfieregistration.platform.DomainNames;
import io.selfieregistration.platform.LanguageTag;
import io.selfieregistration.platform.PlainText;
import io.selfieregistration.platform.UserId;
import io.selfieregistration.request.Phase;

import org.springframework.util.StringUtils;

/**
 * The body of a call that starts a request.
 *
 * @param userId the integrator's name for the user
 * @param workflow phase; follows from the user and the application if not given
 * @param forceOnboarding whether the user goes through onboarding in any case; may also
 * stand in the metadata
 * @param phone in E.164 form, such as +4930123456
 * @param locale BCP 47 tag
 * @param metadata what rules may read of the user
 * @param redirectUrl where the person goes at the end, one of the application's addresses
 * @param state comes back with the person, signed
 * @param clientNotificationToken bearer token of pings; needed where the application is
 * pinged
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RequestDetails(
		@NotBlank @Size(max = UserId.LONGEST) @Pattern(regexp = UserId.FORM, message = UserId.MESSAGE) String userId,
		@Pattern(regexp = "onboarding|verification", message = "must be onboarding or verification") String workflow,
		@JsonAlias("forceOnboarding") Boolean forceOnboarding,
		@Mailbox @Schema(format = "email") @Size(max = 254) String email,
		@Pattern(regexp = "\\+[1-9][0-9]{6,14}", message = "must be in E.164 form, such as +4930123456") String phone,
		@LanguageTag String locale, @Size(max = 50) @PlainText Map<String, Object> metadata, URI redirectUrl,
		@Size(max = 1024) @PlainText String state, @Pattern(regexp = "[A-Za-z0-9\\-._~+/]{16,1024}=*",
				message = "must be a bearer token of 16 characters or more") String clientNotificationToken) {

	private static final String FORCE = "force_onboarding";

	private static final String FORCE_CAMEL = "forceOnboarding";

	public RequestDetails {
		userId = UserId.normalized(userId);
		// An empty contact is none.
		email = StringUtils.hasText(email) ? email : null;
		phone = StringUtils.hasText(phone) ? phone : null;
		redirectUrl = DomainNames.ascii(redirectUrl);
	}

	/** Combines the body with its application and the caller's address. */
	public NewRequest toNewRequest(Application application, String clientAddress) {
		Map<String, Object> user = new LinkedHashMap<>((this.metadata != null) ? this.metadata : Map.of());
		boolean forced = isTrue(user.remove(FORCE)) | isTrue(user.remove(FORCE_CAMEL))
				| Boolean.TRUE.equals(this.forceOnboarding);
		return new NewRequest(application, (this.workflow != null) ? Phase.of(this.workflow) : null, forced,
				this.userId, this.email, this.phone, this.locale, user, clientAddress, this.redirectUrl, this.state,
				this.clientNotificationToken);
	}

	private static boolean isTrue(Object value) {
		return Boolean.TRUE.equals(value) || "true".equals(value);
	}

	@Override
	public String toString() {
		return "RequestDetails[…]";
	}

}
