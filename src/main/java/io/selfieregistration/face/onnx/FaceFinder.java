package io.selfieregistration.face.onnx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.selfieregistration.face.image.RgbImage;
import io.selfieregistration.face.quality.FaceMesh;

/**
 * Finds the faces on a picture: the detector proposes, the mesh confirms. Neither is
 * enough alone: the detector fires on cats and cups, the mesh needs to be told where to
 * look. <b>Source:</b> limits measured, see {@code docs/models.md}.
 */
final class FaceFinder {

	/** Confidence of the mesh from which a detection is a face. */
	private static final double MIN_CONFIDENCE = 0.5;

	/** A further face counts if the mesh is at least this sure ... */
	private static final double FURTHER_CONFIDENCE = 0.9;

	/** ... or the detector is. */
	private static final double FURTHER_SCORE = 0.7;

	/** Below this the mesh may lie on a face that is upside down. */
	private static final double SURE = 0.95;

	/** More detections need no look: they only add to what is too many already. */
	private static final int MAX_CANDIDATES = 8;

	private final BlazeFace detector;

	private final MeshNetwork meshes;

	FaceFinder(BlazeFace detector, MeshNetwork meshes) {
		this.detector = detector;
		this.meshes = meshes;
	}

	Faces find(RgbImage picture) {
		return find(picture, true);
	}

	/**
	 * Finds the faces on a frame for guidance, where the mesh need not be as exact as
	 * templates want it.
	 */
	Faces findRoughly(RgbImage frame) {
		return find(frame, false);
	}

	private Faces find(RgbImage picture, boolean exactly) {
		List<Candidate> faces = confirmed(picture, this.detector.detect(picture));
		if (faces.isEmpty()) {
			return new Faces(0, Optional.empty());
		}
		Candidate main = faces.stream().max(Comparator.comparingDouble(Candidate::weight)).orElseThrow();
		int further = (int) faces.stream()
			.filter((face) -> face != main && isFurtherFace(face.detection().score(), face.reading().confidence()))
			.count();
		MeshNetwork.Reading upright = rightWayUp(picture, main);
		if (!exactly && upright.confidence() >= SURE) {
			return new Faces(1 + further, Optional.of(upright.mesh()));
		}
		MeshNetwork.Reading refined = this.meshes.read(picture, upright.mesh());
		if (refined.confidence() < MIN_CONFIDENCE) {
			return new Faces(further, Optional.empty());
		}
		return new Faces(1 + further, Optional.of(refined.mesh()));
	}

	/**
	 * The detector takes an upside-down face for an upright one, with the mouth as eyes.
	 * The mesh fits such a face better when it is turned.
	 */
	private MeshNetwork.Reading rightWayUp(RgbImage picture, Candidate face) {
		if (face.reading().confidence() >= SURE) {
			return face.reading();
		}
		MeshNetwork.Reading turned = this.meshes.read(picture, face.detection().turned());
		return (turned.confidence() > face.reading().confidence()) ? turned : face.reading();
	}

	/** Whether something beside the main face is a face, too. */
	static boolean isFurtherFace(double score, double confidence) {
		return confidence >= FURTHER_CONFIDENCE || (confidence >= MIN_CONFIDENCE && score >= FURTHER_SCORE);
	}

	private List<Candidate> confirmed(RgbImage picture, List<Detection> detections) {
		List<Candidate> faces = new ArrayList<>();
		for (Detection detection : detections.subList(0, Math.min(MAX_CANDIDATES, detections.size()))) {
			MeshNetwork.Reading reading = this.meshes.read(picture, detection);
			if (reading.confidence() >= MIN_CONFIDENCE) {
				faces.add(new Candidate(detection, reading));
			}
		}
		return faces;
	}

	/**
	 * What was found.
	 *
	 * @param count of faces
	 * @param main the mesh of the largest; empty if it could not be confirmed
	 */
	record Faces(int count, Optional<FaceMesh> main) {
	}

	private record Candidate(Detection detection, MeshNetwork.Reading reading) {

		double weight() {
			return this.detection.area() * this.detection.score();
		}

	}

}
