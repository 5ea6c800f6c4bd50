package io.selfieregistration.face.onnx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.selfieregistration.face.image.RgbImage;
import io.selfieregistration.face.quality.FaceLandmarks;
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

	/**
	 * Of frames for guidance, a mesh that is so sure is not compared with turned ones.
	 */
	private static final double SURE = 0.95;

	/** Area of a face that counts beside the main one, to that of the main one. */
	private static final double FURTHER_AREA = 1 / 16.0;

	/** More detections need no look: they only add to what is too many already. */
	private static final int MAX_CANDIDATES = 8;

	private static final int QUARTERS = 4;

	/** Faces whose eyes lie on a steeper line than 60 degrees are not upright. */
	private static final double UPRIGHT_COSINE = 0.5;

	private final BlazeFace detector;

	private final MeshNetwork meshes;

	private final LandmarkNetwork landmarks;

	FaceFinder(BlazeFace detector, MeshNetwork meshes, LandmarkNetwork landmarks) {
		this.detector = detector;
		this.meshes = meshes;
		this.landmarks = landmarks;
	}

	/** Finds the faces, whichever way up the picture is. */
	Faces find(RgbImage picture) {
		List<Candidate> faces = confirmed(picture, 0);
		if (faces.isEmpty()) {
			return new Faces(1, leaning(picture)).orNone();
		}
		Face upright = refined(picture, faces.get(0).reading());
		Face surest = surest(picture, faces.get(0), upright);
		if (!surest.certain()) {
			// No upright face is less sure than a turned one: what is, is covered
			surest = leaning(picture).orElse(new Face(upright.mesh(), surest.landmarks(), upright.confidence()));
		}
		return new Faces(faces.size(), Optional.of(surest)).orNone();
	}

	/**
	 * Finds the faces on a frame for guidance, where the mesh need not be as exact as
	 * templates want it, and looks closer only at what is doubtful.
	 */
	Faces findRoughly(RgbImage frame) {
		List<Candidate> faces = confirmed(frame, 0);
		if (faces.isEmpty()) {
			return Faces.NONE;
		}
		Face face = face(frame, faces.get(0).reading());
		if (face.confidence() < SURE || !face.certain()) {
			face = surest(frame, faces.get(0), refined(frame, faces.get(0).reading()));
		}
		return new Faces(faces.size(), Optional.of(face)).orNone();
	}

	/** The main face first, and those that count beside it. */
	private List<Candidate> confirmed(RgbImage picture, double rollRadians) {
		List<Detection> largestFirst = this.detector.detect(picture, rollRadians)
			.stream()
			.limit(MAX_CANDIDATES)
			.sorted(Comparator.comparingDouble((Detection detection) -> detection.area() * detection.score())
				.reversed())
			.toList();
		List<Candidate> faces = new ArrayList<>();
		for (Detection detection : largestFirst) {
			if (faces.isEmpty() || counts(detection, faces)) {
				MeshNetwork.Reading reading = this.meshes.read(picture, detection);
				if (faces.isEmpty() ? reading.confidence() >= MIN_CONFIDENCE
						: isFurtherFace(detection.score(), reading.confidence())) {
					faces.add(new Candidate(detection, reading));
				}
			}
		}
		return faces;
	}

	private static boolean counts(Detection detection, List<Candidate> faces) {
		return detection.area() >= FURTHER_AREA * faces.get(0).detection().area()
				&& faces.stream().noneMatch((face) -> detection.liesOnSameFaceAs(face.detection()));
	}

	/** Whether something beside the main face is a face, too. */
	static boolean isFurtherFace(double score, double confidence) {
		return confidence >= FURTHER_CONFIDENCE || (confidence >= MIN_CONFIDENCE && score >= FURTHER_SCORE);
	}

	/**
	 * The detector takes an upside-down face for an upright one, with the mouth as eyes,
	 * and the mesh is nearly as sure of it. It is surer of the right way up.
	 */
	private Face surest(RgbImage picture, Candidate candidate, Face upright) {
		Face surest = upright;
		for (int quarters = 1; quarters < QUARTERS; quarters++) {
			MeshNetwork.Reading turned = this.meshes.read(picture, candidate.detection().turned(quarters));
			if (turned.confidence() >= surest.confidence()) {
				Face face = refined(picture, turned);
				surest = (face.confidence() > surest.confidence()) ? face : surest;
			}
		}
		return surest;
	}

	/** A face that is found for certain when the picture is turned, and leans indeed. */
	private Optional<Face> leaning(RgbImage picture) {
		return IntStream.range(1, QUARTERS)
			.mapToObj((quarters) -> confirmed(picture, quarters * Math.PI / 2))
			.filter((faces) -> !faces.isEmpty())
			.map((faces) -> refined(picture, faces.get(0).reading()))
			.filter((face) -> face.confidence() >= MIN_CONFIDENCE && face.certain())
			.filter((face) -> Math.cos(face.mesh().eyeLineRadians()) < UPRIGHT_COSINE)
			.findFirst();
	}

	private Face refined(RgbImage picture, MeshNetwork.Reading reading) {
		Face refined = face(picture, this.meshes.read(picture, reading.mesh()));
		return new Face(refined.mesh(), refined.landmarks(), Math.min(refined.confidence(), reading.confidence()));
	}

	private Face face(RgbImage picture, MeshNetwork.Reading reading) {
		return new Face(reading.mesh(), this.landmarks.read(picture, reading.mesh()), reading.confidence());
	}

	/**
	 * What was found.
	 *
	 * @param count of faces
	 * @param main the largest; empty if it could not be confirmed
	 */
	record Faces(int count, Optional<Face> main) {

		static final Faces NONE = new Faces(0, Optional.empty());

		/** The main face counts if the mesh still sees it after a closer look. */
		private Faces orNone() {
			return this.main.filter((face) -> face.confidence() >= MIN_CONFIDENCE).isPresent() ? this
					: new Faces(this.count - 1, Optional.empty());
		}

	}

	/**
	 * One face, as two networks see it.
	 *
	 * @param confidence of the mesh, from 0 to 1
	 */
	record Face(FaceMesh mesh, FaceLandmarks landmarks, double confidence) {

		/** Whether both see the same. */
		private boolean certain() {
			return this.landmarks.agreeWith(this.mesh);
		}

	}

	private record Candidate(Detection detection, MeshNetwork.Reading reading) {
	}

}
