package io.selfieregistration.ezto.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.selfieregistration.intake.RequestDetails;

/**
 * The field {@code request} of a transaction. Integrations send more than we read, so
 * unknown fields are ignored.
 *
 * @param authReqId polls the transaction with this handle instead of starting one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record TransactionBody(@JsonProperty("auth_req_id") String authReqId, User user,
		@JsonProperty("force_onboarding") @JsonAlias("forceOnboarding") Boolean forceOnboarding,
		@JsonProperty("redirect_url") @JsonAlias("redirectUrl") java.net.URI redirectUrl, String state,
		@JsonProperty("client_notification_token") String clientNotificationToken) {

	private static final String WORKFLOW = "workflow";

	/**
	 * Converts the body to the request of our own API. A user without id is named by
	 * e-mail address or phone number, else by a new id.
	 */
	RequestDetails toDetails() {
		User person = (this.user != null) ? this.user : new User(null, null, null, null, null);
		Map<String, Object> metadata = new LinkedHashMap<>((person.metadata() != null) ? person.metadata() : Map.of());
		Object workflow = metadata.remove(WORKFLOW);
		String email = first(person.email(), metadata.get("email"));
		String phone = first(person.phone(), metadata.get("phone"));
		return new RequestDetails(
				first(person.userId(), metadata.get("user_id"), metadata.get("userId"), email, phone,
						(person.metadata() != null) ? UUID.randomUUID().toString() : null),
				(workflow != null) ? workflow.toString() : null, this.forceOnboarding, email, phone,
				first(person.locale(), metadata.get("locale")), metadata, this.redirectUrl, this.state,
				this.clientNotificationToken);
	}

	private static String first(Object... candidates) {
		return Stream.of(candidates)
			.filter(String.class::isInstance)
			.map(String.class::cast)
			.filter((text) -> !text.isBlank())
			.findFirst()
			.orElse(null);
	}

	@Override
	public String toString() {
		return "TransactionBody[…]";
	}

	/** The user of the transaction. */
	@JsonIgnoreProperties(ignoreUnknown = true)
	record User(@JsonProperty("user_id") @JsonAlias( {
			"userId", "id", "username" }) String userId, String email,
			@JsonAlias({ "phone_number", "phoneNumber", "mobile" }) String phone, String locale,
			Map<String, Object> metadata){

		@Override
		public String toString() {
			return "User[…]";
		}

	}

}
