package io.selfieregistration.invitation;

/** A link for another device takes nobody to a third one before it is opened. */
public class HandedOffBefore extends Exception {

	public HandedOffBefore() {
		super("This link was made for another device and has not been opened there");
	}

}
