package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.face.image.Point;

/**
 * Whether the mesh has the shape of a human face: on the faces of animals and toys it
 * finds the mouth too near to the eyes.
 * <p>
 * <b>Input:</b> eyes and upper lip of the mesh. <b>Output:</b> from the middle of the
 * eyes to the lip, in inter-eye distances. <b>Source:</b> own measure; limits measured,
 * see {@code docs/quality-measures.md}.
 */
final class FaceShapeMeasure implements QualityMeasure {

	private static final int UPPER_LIP = 13;

	@Override
	public Description description() {
		return new Description("faceShape", "eyes and upper lip", "inter-eye distances",
				"0 and more, about 1.1 is usual", "own measure",
				Limits.of(ReasonCode.NO_FACE).refuseBelow(0.75).refuseAbove(1.6));
	}

	@Override
	public double value(FaceSample face) {
		Point eyes = face.mesh().middleOfEyes();
		return eyes.distanceTo(face.mesh().point(UPPER_LIP)) / face.mesh().interEyeDistance();
	}

}
