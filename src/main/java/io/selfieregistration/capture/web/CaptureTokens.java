package io.selfieregistration.capture.web;

import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureLinkUnusable.Reason;
import io.selfieregistration.invitation.CaptureToken;

/** Parses the token of a capture link from the header of a call. */
final class CaptureTokens {

	static final String HEADER = "Capture-Token";

	private CaptureTokens() {
	}

	/**
	 * @param header may be null
	 * @throws CaptureLinkUnusable if the token is malformed
	 */
	static CaptureToken parse(String header) {
		return CaptureToken.parse(header).orElseThrow(() -> new CaptureLinkUnusable(Reason.LINK_UNKNOWN));
	}

}
