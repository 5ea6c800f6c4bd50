package io.selfieregistration.request;

import java.util.Map;

import io.selfieregistration.application.Application;

/**
 * What is known of a request before it exists.
 *
 * @param email null when the application hands the link on itself
 * @param locale BCP 47 tag, or null
 * @param clientAddress IP address of the caller, or null
 */
public record NewRequest(Application application, Phase phase, String userId, String email, String locale,
		Map<String, Object> metadata, String clientAddress) {

	@Override
	public String toString() {
		return "NewRequest[application=" + this.application.id() + ", phase=" + this.phase + "]";
	}

}
