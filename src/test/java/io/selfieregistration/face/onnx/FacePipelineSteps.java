package io.selfieregistration.face.onnx;

import io.selfieregistration.face.SelfieImage;
import io.selfieregistration.face.quality.FaceSample;
import io.selfieregistration.face.quality.QualityAssessment;

/** The steps of the pipeline one by one, for the benchmark. */
public final class FacePipelineSteps {

	private final OnnxFaceAnalysis analysis;

	private final SelfieImage image;

	private final FaceFinder.Face face;

	public FacePipelineSteps(OnnxFaceAnalysis analysis, SelfieImage image) {
		this.analysis = analysis;
		this.image = image;
		this.face = finder().find(image.pixels()).main().orElseThrow();
	}

	public void findFace() {
		finder().find(this.image.pixels());
	}

	public void findFaceRoughly() {
		finder().findRoughly(this.image.pixels());
	}

	public void measureQuality() {
		QualityAssessment.of(new FaceSample(this.image, this.face.mesh(), this.face.landmarks(), this.analysis.eyes()));
	}

	public void makeTemplate() {
		this.analysis.recognition().template(this.image.pixels(), this.face);
	}

	private FaceFinder finder() {
		return new FaceFinder(this.analysis.detector(), this.analysis.meshes(), this.analysis.landmarks());
	}

}
