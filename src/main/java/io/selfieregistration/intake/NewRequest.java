package io.selfieregistration.intake;

import java.net.URI;
import java.util.Map;

import io.selfieregistration.application.Application;
import io.selfieregistration.request.Phase;

/**
 * A request that has not been created yet.
 *
 * @param phase that the caller named, or null
 * @param forceOnboarding whether the user goes through onboarding in any case
 * @param email null if none is given
 * @param phone in E.164 form, null if none is given
 * @param locale BCP 47 tag, or null
 * @param metadata what rules may read of the user
 * @param clientAddress IP address of the caller, or null
 * @param redirectUrl where the person goes at the end, or null
 * @param state the integrator's own text that comes back with the person, or null
 * @param notificationToken with which the integrator expects to be pinged, or null
 */
public record NewRequest(Application application, Phase phase, boolean forceOnboarding, String userId, String email,
		String phone, String locale, Map<String, Object> metadata, String clientAddress, URI redirectUrl, String state,
		String notificationToken) {

	@Override
	public String toString() {
		return "NewRequest[application=" + this.application.id() + ", phase=" + this.phase + "]";
	}

}
