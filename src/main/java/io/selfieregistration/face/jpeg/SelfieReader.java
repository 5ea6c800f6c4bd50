package io.selfieregistration.face.jpeg;

import io.selfieregistration.face.FaceSettings;
import io.selfieregistration.face.RgbImage;
import io.selfieregistration.face.SelfieImage;
import io.selfieregistration.face.SelfieImageRejected;
import io.selfieregistration.face.SelfieImageRejected.Reason;

/**
 * Reads an upload in two steps: a cheap look at its structure, and the costly decoding of
 * what passed.
 */
public final class SelfieReader {

	/** Width and height above which a picture is no frame for guidance. */
	private static final int FRAME_MAX_SIDE_PX = 640;

	private final FaceSettings settings;

	private final PixelDecoder decoder;

	public SelfieReader(FaceSettings settings) {
		this.settings = settings;
		this.decoder = new PixelDecoder(settings.decodeCpuTime());
	}

	/**
	 * Looks at the structure only; costs no more than reading the bytes once.
	 * @throws SelfieImageRejected if the upload is not one whole JPEG within the limits
	 */
	public Checked check(byte[] upload) {
		if (upload.length > this.settings.maxUploadSize().toBytes()) {
			throw new SelfieImageRejected(Reason.TOO_LARGE);
		}
		var structure = JpegStructure.read(upload);
		long pixels = (long) structure.widthPx() * structure.heightPx();
		if (structure.widthPx() > this.settings.maxSidePx() || structure.heightPx() > this.settings.maxSidePx()
				|| pixels > this.settings.maxPixels()) {
			throw new SelfieImageRejected(Reason.DIMENSIONS_UNSUPPORTED);
		}
		return new Checked(structure);
	}

	/**
	 * Decodes, turns upright, reduces and writes anew.
	 * @throws SelfieImageRejected if the coded pixels are damaged
	 */
	public SelfieImage decode(Checked checked) {
		RgbImage decoded = this.decoder.decode(checked.structure.essence());
		RgbImage reduced = reduced(decoded);
		var orientation = Orientation.of(checked.structure.exif());
		RgbImage upright = orientation.upright(reduced);
		// Turning moves the blocks unless the size is a multiple of theirs
		boolean blocksAligned = reduced == decoded && orientation == Orientation.UPRIGHT;
		return new SelfieImage(upright, JpegEncoder.encode(upright), blocksAligned);
	}

	/**
	 * Decodes and turns upright, and writes nothing: for frames that are looked at once.
	 * @throws SelfieImageRejected if the coded pixels are damaged
	 */
	public RgbImage decodeFrame(Checked checked) {
		return Orientation.of(checked.structure.exif()).upright(this.decoder.decode(checked.structure.essence()));
	}

	private RgbImage reduced(RgbImage image) {
		int longerSide = Math.max(image.widthPx(), image.heightPx());
		if (longerSide <= this.settings.keptSidePx()) {
			return image;
		}
		double factor = (double) this.settings.keptSidePx() / longerSide;
		return image.reducedTo((int) Math.max(1, Math.round(image.widthPx() * factor)),
				(int) Math.max(1, Math.round(image.heightPx() * factor)));
	}

	/**
	 * Looks at the structure of a frame of the camera.
	 * @throws SelfieImageRejected if it is not one whole JPEG, or larger than a frame
	 */
	public Checked checkFrame(byte[] upload) {
		Checked checked = check(upload);
		if (Math.max(checked.structure.widthPx(), checked.structure.heightPx()) > FRAME_MAX_SIDE_PX) {
			throw new SelfieImageRejected(Reason.DIMENSIONS_UNSUPPORTED);
		}
		return checked;
	}

	/** An upload whose structure is in order. */
	public static final class Checked {

		private final JpegStructure structure;

		private Checked(JpegStructure structure) {
			this.structure = structure;
		}

	}

}
