package io.selfieregistration.capture.web;

import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureLinkUnusable.Reason;
import io.selfieregistration.invitation.CaptureToken;

/** Reads the token of a capture link from the header that every call carries. */
final class CaptureTokens {

	static final String HEADER = "Capture-Token";

	private CaptureTokens() {
	}

	/**
	 * @param header may be null
	 * @throws CaptureLinkUnusable if nobody can have made such a link
	 */
	static CaptureToken parse(String header) {
		return CaptureToken.parse(header).orElseThrow(() -> new CaptureLinkUnusable(Reason.LINK_UNKNOWN));
	}

}
