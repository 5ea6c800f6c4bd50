package io.selfieregistration.face.quality;

/** Takes one number from a face and says between which limits it is good. */
interface QualityMeasure {

	/** What is documented and what is decided, in one place. */
	Description description();

	/** The number; not a number if it cannot be taken, which refuses the picture. */
	double value(FaceSample face);

	/** Whether this measure says anything about the picture at all. */
	default boolean appliesTo(FaceSample face) {
		return true;
	}

	/**
	 * One row of {@code docs/quality-measures.md}.
	 *
	 * @param name as in {@code FaceAssessment.measures()}
	 * @param input what the number is taken from
	 * @param unit of the number
	 * @param range of the number, and which direction is better
	 * @param source standard or paper of the measure
	 */
	record Description(String name, String input, String unit, String range, String source, Limits limits) {
	}

}
