package io.selfieregistration.face;

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

}
