package io.selfieregistration.face.quality;

import io.selfieregistration.face.RgbImage;
import io.selfieregistration.face.SelfieImage;

/** One face on one picture, as the measures see it. */
public final class FaceSample {

	private final SelfieImage image;

	private final FaceMesh mesh;

	private final EyeOpenings eyeOpenings;

	private final UprightFace upright;

	public FaceSample(SelfieImage image, FaceMesh mesh, EyeOpenings eyeOpenings) {
		this.image = image;
		this.mesh = mesh;
		this.eyeOpenings = eyeOpenings;
		this.upright = new UprightFace(image.pixels(), mesh);
	}

	RgbImage pixels() {
		return this.image.pixels();
	}

	boolean blocksAligned() {
		return this.image.blocksAligned();
	}

	FaceMesh mesh() {
		return this.mesh;
	}

	UprightFace upright() {
		return this.upright;
	}

	/** Height to width of the eye that is more closed. */
	double smallestEyeOpening() {
		return this.eyeOpenings.smallest(this.image.pixels(), this.mesh);
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
