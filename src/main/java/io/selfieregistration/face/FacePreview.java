package io.selfieregistration.face;

import java.util.List;
import java.util.Optional;

/**
 * What is to be said about the face before the camera, while the person gets ready.
 *
 * @param findings most important first; empty when there is nothing to say
 * @param face where the one face is; empty when there is none or more than one
 */
public record FacePreview(List<Finding> findings, Optional<Place> face) {

	public FacePreview {
		findings = findings.stream().sorted().toList();
	}

	/** Whether a selfie taken now would be accepted, as far as the frame tells. */
	public boolean good() {
		return this.findings.stream().noneMatch((finding) -> finding.severity() == Severity.REFUSE);
	}

	/**
	 * A place in the frame, in shares of its width and height, from the upper left.
	 *
	 * @param x of the middle
	 * @param y of the middle
	 * @param height from forehead to chin
	 */
	public record Place(double x, double y, double height) {
	}

}
