package io.selfieregistration.face.recognition;

import io.selfieregistration.platform.Coded;

/**
 * Up to which distance two templates are of one person. <b>Source:</b> measured for each
 * network, see {@code docs/models.md}.
 */
public enum MatchPolicy implements Coded {

	/** Fewer than one person in a hundred is not known again, in the labelled set. */
	STANDARD,

	/** Fewer people are confused, and more are not known again. */
	STRICT;

	/** Largest distance of two templates of one person. */
	public double maxDistance(RecognitionModel network) {
		return (this == STANDARD) ? network.standardDistance() : network.strictDistance();
	}

	/**
	 * Whether two templates are of one person.
	 * @throws TemplatesNotComparable if they are of different models
	 * @throws IllegalArgumentException if they are of a vendor's model, whose distances
	 * only the vendor knows
	 */
	public boolean matches(FaceTemplate one, FaceTemplate other) {
		double distance = one.distanceTo(other);
		RecognitionModel network = RecognitionModel.of(one.model())
			.orElseThrow(() -> new IllegalArgumentException("No distance is known for " + one.modelId()));
		return distance <= maxDistance(network);
	}

}
