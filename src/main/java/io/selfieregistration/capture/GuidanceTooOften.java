package io.selfieregistration.capture;

/** Frames come faster than they are looked at. */
public class GuidanceTooOften extends Exception {

	public GuidanceTooOften() {
		super("Frames are looked at one after the other, a few in a second");
	}

}
