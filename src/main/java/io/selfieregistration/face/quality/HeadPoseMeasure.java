package io.selfieregistration.face.quality;

import java.util.function.ToDoubleFunction;

import io.selfieregistration.face.ReasonCode;

/**
 * How far the head is turned around one axis.
 * <p>
 * <b>Input:</b> ears, forehead and chin of the mesh with their depths. <b>Output:</b>
 * degrees from -180 to 180; 0 is best, for pitch about 6, as a relaxed head leans a
 * little. <b>Source:</b> ISO/IEC 29794-5, head pose; limits measured, see
 * {@code docs/models.md}.
 */
final class HeadPoseMeasure implements QualityMeasure {

	private final Axis axis;

	HeadPoseMeasure(Axis axis) {
		this.axis = axis;
	}

	@Override
	public Description description() {
		return new Description(this.axis.measureName, this.axis.input, "degrees", this.axis.range,
				"ISO/IEC 29794-5, head pose", this.axis.limits);
	}

	@Override
	public double value(FaceSample face) {
		return this.axis.angle.applyAsDouble(face.mesh());
	}

	/** An axis through the head. */
	enum Axis {

		YAW("headPoseYawDegrees", "both ears with depth", "-180 to 180, 0 is best",
				Limits.of(ReasonCode.HEAD_TURNED).refuseBelow(-20).refuseAbove(20).hintBelow(-12).hintAbove(12),
				FaceMesh::yawDegrees),

		PITCH("headPosePitchDegrees", "forehead and chin with depth", "-180 to 180, about 6 is best",
				Limits.of(ReasonCode.HEAD_PITCH).refuseBelow(-16).refuseAbove(32).hintAbove(20),
				FaceMesh::pitchDegrees),

		ROLL("headPoseRollDegrees", "both ears", "-180 to 180, 0 is best",
				Limits.of(ReasonCode.HEAD_TILTED).refuseBelow(-25).refuseAbove(25), FaceMesh::rollDegrees);

		private final String measureName;

		private final String input;

		private final String range;

		private final Limits limits;

		private final ToDoubleFunction<FaceMesh> angle;

		Axis(String measureName, String input, String range, Limits limits, ToDoubleFunction<FaceMesh> angle) {
			this.measureName = measureName;
			this.input = input;
			this.range = range;
			this.limits = limits;
			this.angle = angle;
		}

	}

}
