package io.selfieregistration.cockpit;

/** No selfie was registered in the phase. */
public class PhotoMissing extends Exception {

	PhotoMissing() {
		super("There is no photo of this registration");
	}

}
