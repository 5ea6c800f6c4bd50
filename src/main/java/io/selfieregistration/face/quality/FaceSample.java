package io.selfieregistration.face.quality;

import io.selfieregistration.face.SelfieImage;
import io.selfieregistration.face.image.RgbImage;

/** One face on one picture, as the measures see it. */
public final class FaceSample {

	/** Share of the picture that is brighter than its bright grey. */
	private static final double BRIGHT_SHARE = 0.005;

	private final RgbImage pixels;

	private final boolean blocksAligned;

	/** How many pixels of a selfie one pixel stands for; 1 on the selfie itself. */
	private final double enlargement;

	private final FaceMesh mesh;

	private final FaceLandmarks landmarks;

	private final EyeOpenings eyeOpenings;

	private final UprightFace upright;

	private final double sceneLuminance;

	private FaceSample(RgbImage pixels, boolean blocksAligned, double enlargement, FaceMesh mesh,
			FaceLandmarks landmarks, EyeOpenings eyeOpenings) {
		this.pixels = pixels;
		this.blocksAligned = blocksAligned;
		this.enlargement = enlargement;
		this.mesh = mesh;
		this.landmarks = landmarks;
		this.eyeOpenings = eyeOpenings;
		this.upright = new UprightFace(pixels, mesh);
		this.sceneLuminance = pixels.greyExceededBy(BRIGHT_SHARE);
	}

	public FaceSample(SelfieImage image, FaceMesh mesh, FaceLandmarks landmarks, EyeOpenings eyeOpenings) {
		this(image.pixels(), image.blocksAligned(), 1, mesh, landmarks, eyeOpenings);
	}

	/**
	 * A face on a reduced frame of the camera: what needs all pixels of the selfie cannot
	 * be measured on it.
	 * @param enlargement width of the selfie to the width of the frame
	 */
	public static FaceSample ofFrame(RgbImage frame, double enlargement, FaceMesh mesh, FaceLandmarks landmarks,
			EyeOpenings eyeOpenings) {
		return new FaceSample(frame, false, enlargement, mesh, landmarks, eyeOpenings);
	}

	RgbImage pixels() {
		return this.pixels;
	}

	boolean blocksAligned() {
		return this.blocksAligned;
	}

	double enlargement() {
		return this.enlargement;
	}

	/** Whether these are the pixels of the selfie itself. */
	boolean full() {
		return this.enlargement <= 1;
	}

	FaceMesh mesh() {
		return this.mesh;
	}

	FaceLandmarks landmarks() {
		return this.landmarks;
	}

	UprightFace upright() {
		return this.upright;
	}

	/** Grey of what is bright in the picture. */
	double sceneLuminance() {
		return this.sceneLuminance;
	}

	/** Height to width of the eye that is more closed. */
	double smallestEyeOpening() {
		return this.eyeOpenings.smallest(this.pixels, this.mesh);
	}

	/** Looks closely at the eyes, which costs more than all other measures together. */
	@FunctionalInterface
	public interface EyeOpenings {

		/**
		 * Height to width of the eye that is more closed, from 0 (closed).
		 */
		double smallest(RgbImage picture, FaceMesh mesh);

	}

}
