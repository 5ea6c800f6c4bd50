package io.selfieregistration.face;

import java.util.Optional;
import java.util.OptionalDouble;

import io.selfieregistration.face.image.RgbImage;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.MatchPolicy;

/**
 * Judges the face on a picture and computes its template. The product brings an
 * implementation; a bean of another type, such as a vendor's SDK, takes its place.
 */
public interface FaceAnalysis {

	/**
	 * What is to be said about the picture. Called from several threads at once, bounded
	 * by {@link FaceSettings#concurrency()}; equal pictures give equal answers.
	 */
	FaceAssessment assess(SelfieImage image);

	/**
	 * Computes the template of the one face on a photo that was accepted before, however
	 * the photo would be judged today. As {@link #assess}, called from several threads at
	 * once.
	 * @return empty unless the photo shows exactly one face; of an analysis without a
	 * method of its own, also if it refuses the photo
	 */
	default Optional<FaceTemplate> describe(SelfieImage photo) {
		return assess(photo).template();
	}

	/**
	 * The model that its templates carry.
	 * @return empty if this analysis does not tell, in which case its templates are not
	 * renewed
	 */
	default Optional<FaceTemplate.Model> templateModel() {
		return Optional.empty();
	}

	/**
	 * Judges a small picture of the camera that is not submitted, so that the person can
	 * put it right before the selfie is taken. Judged like the selfie, as far as the
	 * pixels allow.
	 * @param enlargement width of the selfie that the camera would give to the width of
	 * the frame, 1 and more
	 * @return empty if this analysis offers no guidance
	 */
	default Optional<FacePreview> preview(RgbImage frame, double enlargement) {
		return Optional.empty();
	}

	/**
	 * Up to which distance two templates of a model are of one person. An analysis that
	 * does not say so takes part in no verification.
	 * @param model that made both
	 * @return empty if this analysis makes templates of another model, or does not say
	 */
	default OptionalDouble maxDistance(FaceTemplate.Model model, MatchPolicy policy) {
		return OptionalDouble.empty();
	}

	/**
	 * Tries the whole analysis on a picture whose answer is known. Asked once, before any
	 * person is judged.
	 * @return what is wrong, in half a sentence; empty if nothing is, or if this analysis
	 * knows no such picture
	 */
	default Optional<String> selfTest() {
		return Optional.empty();
	}

}
