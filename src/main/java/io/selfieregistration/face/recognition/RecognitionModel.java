package io.selfieregistration.face.recognition;

import java.util.Arrays;
import java.util.Optional;

/**
 * The networks that the product brings for facial templates. How often each confuses
 * people, and who has to ask counsel about which licence: {@code docs/models.md}.
 */
public enum RecognitionModel {

	/** The default: confuses East Asian adults far less than {@link #DLIB}. */
	MOBILEFACENET("mobilefacenet-192", new FaceTemplate.Model(2, 1), 192, 0.95, 0.90,
			"package MIT, probably made from MobileFaceNet_TF (Apache-2.0); trained on sets derived from MS-Celeb-1M, "
					+ "which was withdrawn and whose refiners allow no commercial use"),

	/** Its weights have the clearer licence. */
	DLIB("dlib-resnet-128", new FaceTemplate.Model(1, 1), 128, 0.55, 0.50,
			"weights CC0, package MIT; trained on FaceScrub and VGG-Face, which are meant for research");

	private final String modelName;

	private final FaceTemplate.Model model;

	private final int dimensions;

	private final double standardDistance;

	private final double strictDistance;

	private final String licence;

	RecognitionModel(String modelName, FaceTemplate.Model model, int dimensions, double standardDistance,
			double strictDistance, String licence) {
		this.modelName = modelName;
		this.model = model;
		this.dimensions = dimensions;
		this.standardDistance = standardDistance;
		this.strictDistance = strictDistance;
		this.licence = licence;
	}

	/** The network of a model, of whatever version; empty for a vendor's. */
	static Optional<RecognitionModel> of(FaceTemplate.Model model) {
		return Arrays.stream(values()).filter((known) -> known.model.number() == model.number()).findAny();
	}

	/** What its templates carry. */
	public FaceTemplate.Model model() {
		return this.model;
	}

	/** Number of coordinates of its templates. */
	public int dimensions() {
		return this.dimensions;
	}

	/** Licence and training data in one sentence, for people. */
	public String licence() {
		return this.licence;
	}

	String modelName() {
		return this.modelName;
	}

	double standardDistance() {
		return this.standardDistance;
	}

	double strictDistance() {
		return this.strictDistance;
	}

}
