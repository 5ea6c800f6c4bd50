package io.selfieregistration.intake;

import io.selfieregistration.web.ProblemStatus;

/**
 * The application uses ping mode, but the request has no
 * {@code client_notification_token}.
 */
@ProblemStatus(status = 422, code = "client_notification_token_missing")
public final class NotificationTokenMissing extends RequestRefused {

	public NotificationTokenMissing() {
		super("The application is pinged, so 'client_notification_token' is needed");
	}

}
