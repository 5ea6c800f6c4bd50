package io.selfieregistration.intake;

import java.util.Map;

import io.selfieregistration.application.Application;
import io.selfieregistration.request.Phase;

/** Makes requests of which only some details matter. */
public final class NewRequestFixture {

	private NewRequestFixture() {
	}

	/** A request with only a user. */
	public static NewRequest of(Application application, Phase phase, String userId, String email, String locale,
			Map<String, Object> metadata, String clientAddress) {
		return new NewRequest(application, phase, false, userId, email, null, locale, metadata, clientAddress, null,
				null, null);
	}

}
