package io.selfieregistration.face.jpeg;

import io.selfieregistration.face.FaceSettings;
import io.selfieregistration.face.SelfieImage;
import io.selfieregistration.face.SelfieImageRejected;
import io.selfieregistration.face.SelfieImageRejected.Reason;
import io.selfieregistration.face.SelfieReader;
import io.selfieregistration.face.image.RgbImage;

/** Reads JPEGs, the one format in which selfies and frames come. */
public final class JpegReader implements SelfieReader {

	/** Width and height above which a picture is no frame for guidance. */
	private static final int FRAME_MAX_SIDE_PX = 640;

	/** Of three whole components in the ten scans that progressive JPEGs usually have. */
	private static final long FRAME_MAX_CODED_BLOCKS = 200_000;

	private final FaceSettings settings;

	private final PixelDecoder decoder;

	public JpegReader(FaceSettings settings) {
		this.settings = settings;
		this.decoder = new PixelDecoder(settings.decodeCpuTime());
	}

	@Override
	public Checked check(byte[] upload) {
		return new CheckedJpeg(structure(upload));
	}

	@Override
	public Checked checkFrame(byte[] frame) {
		JpegStructure structure = structure(frame);
		if (Math.max(structure.widthPx(), structure.heightPx()) > FRAME_MAX_SIDE_PX
				|| structure.codedBlocks() > FRAME_MAX_CODED_BLOCKS) {
			throw new SelfieImageRejected(Reason.DIMENSIONS_UNSUPPORTED);
		}
		return new CheckedJpeg(structure);
	}

	private JpegStructure structure(byte[] upload) {
		if (upload.length > this.settings.maxUploadSize().toBytes()) {
			throw new SelfieImageRejected(Reason.TOO_LARGE);
		}
		JpegStructure structure = JpegStructure.read(upload);
		long pixels = (long) structure.widthPx() * structure.heightPx();
		if (structure.widthPx() > this.settings.maxSidePx() || structure.heightPx() > this.settings.maxSidePx()
				|| pixels > this.settings.maxPixels()
				|| (pixels > this.settings.maxDecodedPixels() && !structure.rowByRow())) {
			throw new SelfieImageRejected(Reason.DIMENSIONS_UNSUPPORTED);
		}
		return structure;
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

	private final class CheckedJpeg implements Checked {

		/** As many as a photo of four megapixels has. */
		private static final long LARGE_CODED_BLOCKS = 100_000;

		private final JpegStructure structure;

		private CheckedJpeg(JpegStructure structure) {
			this.structure = structure;
		}

		@Override
		public boolean isLarge() {
			return this.structure.codedBlocks() > LARGE_CODED_BLOCKS;
		}

		@Override
		public SelfieImage decode() {
			RgbImage decoded = pixels();
			RgbImage reduced = reduced(decoded);
			Orientation orientation = this.structure.applications().orientation();
			RgbImage upright = orientation.upright(inSrgb(reduced));
			// Turning moves the blocks unless the size is a multiple of theirs
			boolean blocksAligned = reduced == decoded && step() == 1 && orientation == Orientation.UPRIGHT;
			return new SelfieImage(upright, JpegEncoder.encode(upright), blocksAligned);
		}

		@Override
		public RgbImage decodeFrame() {
			return this.structure.applications().orientation().upright(inSrgb(pixels()));
		}

		private RgbImage pixels() {
			return JpegReader.this.decoder.decode(this.structure.essence(), step());
		}

		private RgbImage inSrgb(RgbImage picture) {
			return this.structure.applications()
				.profile()
				.flatMap((profile) -> ColourProfile.of(profile, this.structure.components()))
				.map((profile) -> profile.toSrgb(picture))
				.orElse(picture);
		}

		/** So many rows and columns are read as one. */
		private int step() {
			double pixels = (double) this.structure.widthPx() * this.structure.heightPx();
			return (int) Math.ceil(Math.sqrt(pixels / JpegReader.this.settings.maxDecodedPixels()));
		}

	}

}
