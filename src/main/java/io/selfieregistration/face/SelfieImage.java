package io.selfieregistration.face;

import io.selfieregistration.face.image.RgbImage;

/**
 * One picture that passed the gate: upright pixels, and the same pixels as a new JPEG
 * without any metadata of the upload.
 */
public final class SelfieImage {

	private final RgbImage pixels;

	private final byte[] jpeg;

	private final boolean blocksAligned;

	/**
	 * @param blocksAligned whether the 8 x 8 blocks of the uploaded JPEG still start at
	 * the first pixel, so that their borders can be looked for
	 */
	public SelfieImage(RgbImage pixels, byte[] jpeg, boolean blocksAligned) {
		this.pixels = pixels;
		this.jpeg = jpeg.clone();
		this.blocksAligned = blocksAligned;
	}

	public int widthPx() {
		return this.pixels.widthPx();
	}

	public int heightPx() {
		return this.pixels.heightPx();
	}

	public RgbImage pixels() {
		return this.pixels;
	}

	/** The picture to keep. */
	public byte[] jpeg() {
		return this.jpeg.clone();
	}

	public boolean blocksAligned() {
		return this.blocksAligned;
	}

	/** Says the size, and never a pixel. */
	@Override
	public String toString() {
		return "SelfieImage[%d x %d px]".formatted(widthPx(), heightPx());
	}

}
