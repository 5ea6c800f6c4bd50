package io.selfieregistration.invitation;

/** The person's time was extended before, or has not begun. */
public class SessionNotExtended extends Exception {

	public SessionNotExtended() {
		super("The time of an opened link is extended once");
	}

}
