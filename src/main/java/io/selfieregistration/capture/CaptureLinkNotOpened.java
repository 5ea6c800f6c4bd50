package io.selfieregistration.capture;

/** A selfie came for a link that nobody opened. */
public class CaptureLinkNotOpened extends Exception {

	public CaptureLinkNotOpened() {
		super("The link must be opened before a selfie can be submitted");
	}

}
