package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;

/**
 * How much the 8 x 8 blocks of the JPEG show in the face. Can only be taken while the
 * pixels are still those of the upload.
 * <p>
 * <b>Input:</b> grey of the judged picture around the face. <b>Output:</b> differences
 * across borders of blocks to those within blocks, from 0; 1 shows no blocks, lower is
 * better. <b>Source:</b> named as in ISO/IEC 29794-5, own measure; limit measured, see
 * {@code docs/models.md}.
 */
final class CompressionArtifactsMeasure implements QualityMeasure {

	private static final int BLOCK_PX = 8;

	/** Keeps the ratio at 1 where nothing differs. */
	private static final double SMALLEST_DIFFERENCE = 0.1;

	@Override
	public Description description() {
		return new Description("compressionArtifacts", "grey around the face in a picture of original size", "ratio",
				"0 and more, lower is better", "ISO/IEC 29794-5, compression artefacts; own measure",
				Limits.of(ReasonCode.COMPRESSED).refuseAbove(2.2));
	}

	@Override
	public boolean appliesTo(FaceSample face) {
		return face.blocksAligned();
	}

	@Override
	public double value(FaceSample face) {
		PixelArea area = PixelArea.aroundFace(face, 1);
		double across = 0;
		double within = 0;
		int acrossCount = 0;
		int withinCount = 0;
		for (int y = area.top(); y < area.bottom(); y++) {
			for (int x = area.left(); x < area.right(); x++) {
				double toLeft = Math.abs(area.grey(x, y) - area.grey(x - 1, y));
				double toTop = Math.abs(area.grey(x, y) - area.grey(x, y - 1));
				if (x % BLOCK_PX == 0) {
					across += toLeft;
					acrossCount++;
				}
				else {
					within += toLeft;
					withinCount++;
				}
				if (y % BLOCK_PX == 0) {
					across += toTop;
					acrossCount++;
				}
				else {
					within += toTop;
					withinCount++;
				}
			}
		}
		return (across / acrossCount + SMALLEST_DIFFERENCE) / (within / withinCount + SMALLEST_DIFFERENCE);
	}

}
