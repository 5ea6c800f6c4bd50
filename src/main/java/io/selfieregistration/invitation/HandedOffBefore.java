package io.selfieregistration.invitation;

/** A link that took the person to another device takes nobody to a third one. */
public class HandedOffBefore extends Exception {

	public HandedOffBefore() {
		super("This link was made for another device itself");
	}

}
