package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * How blurred the face is, across the direction in which it is most blurred, so that a
 * movement counts as much as a wrong focus. Looked at in two sizes: the smaller one still
 * tells when noise or compression have put false edges on a blurred face.
 * <p>
 * <b>Input:</b> grey of the upright face. <b>Output:</b> width of the edges in inter-eye
 * distances, from 0, lower is better; infinite for a face without any edge.
 * <b>Source:</b> named as in ISO/IEC 29794-5; own measure after Zhuo and Sim, "Defocus
 * map estimation from a single image", 2011. Limits measured: above, a blur moves the
 * template by more than a quarter of the largest distance of one person.
 */
final class SharpnessMeasure implements QualityMeasure {

	/**
	 * Eyes and lips are no perfect edges: seen in half the size, those of sharp faces are
	 * so much wider.
	 */
	private static final double WIDER_IN_HALF_THE_SIZE = 1.5;

	@Override
	public Description description() {
		return new Description("sharpness", "edges of the upright face in two sizes", "inter-eye distances",
				"0 and more, lower is better", "ISO/IEC 29794-5, sharpness; Zhuo and Sim 2011",
				Limits.of(ReasonCode.BLURRED).refuseAbove(0.026).hintAbove(0.023));
	}

	@Override
	public boolean appliesTo(FaceSample face) {
		return face.full() || !face.upright().enlarged();
	}

	@Override
	public double value(FaceSample face) {
		UprightFace upright = face.upright();
		EdgeWidths edges = upright.edges();
		double widest = Math.max(edges.widest(), 2 * edges.halved().widest() / WIDER_IN_HALF_THE_SIZE);
		return widest / upright.length(face.mesh().interEyeDistance());
	}

}
