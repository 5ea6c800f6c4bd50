package io.selfieregistration.invitation;

/**
 * The person can never be reached this way, for example because the mailbox does not
 * exist. The message holds no address.
 */
public class CaptureLinkUndeliverable extends Exception {

	public CaptureLinkUndeliverable(String problem) {
		super(problem);
	}

}
