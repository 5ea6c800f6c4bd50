package io.selfieregistration.request;

/** The application is pinged, and the request names no token to do it with. */
public class NotificationTokenMissing extends Exception {

	public NotificationTokenMissing() {
		super("The application is pinged, so 'client_notification_token' is needed");
	}

}
