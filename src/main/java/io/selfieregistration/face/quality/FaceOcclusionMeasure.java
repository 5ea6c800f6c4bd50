package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * Whether something covers mouth or nose: a mask, a hand, a scarf. Two networks that were
 * trained on bare faces then guess, and guess differently. Blind to sunglasses, see
 * {@link EyesVisibleMeasure}.
 * <p>
 * <b>Input:</b> tip of the nose and corners of the mouth, from the mesh and from the 68
 * landmarks. <b>Output:</b> mean distance between both in inter-eye distances, from 0,
 * lower is better. <b>Source:</b> named as in ISO/IEC 29794-5, own measure; limits
 * measured, see {@code docs/quality-measures.md}.
 */
final class FaceOcclusionMeasure implements QualityMeasure {

	@Override
	public Description description() {
		return new Description("faceOcclusion", "nose and mouth from the mesh and from 68 landmarks",
				"inter-eye distances", "0 and more, lower is better",
				"ISO/IEC 29794-5, face occlusion prevention; own measure",
				Limits.of(ReasonCode.FACE_COVERED).refuseAbove(FaceLandmarks.SAME_FACE).hintAbove(0.08));
	}

	@Override
	public double value(FaceSample face) {
		return face.landmarks().distanceTo(face.mesh());
	}

}
