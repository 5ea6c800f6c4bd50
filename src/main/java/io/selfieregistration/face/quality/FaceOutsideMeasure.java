package io.selfieregistration.face.quality;

import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.face.image.Point;
import io.selfieregistration.face.image.RgbImage;

/**
 * How much of the face lies beyond the border of the picture.
 * <p>
 * <b>Input:</b> all mesh points in pixels of the judged picture. <b>Output:</b> share of
 * points outside, from 0 to 1, lower is better. <b>Source:</b> own measure; limit
 * measured, see {@code docs/models.md}.
 */
final class FaceOutsideMeasure implements QualityMeasure {

	@Override
	public Description description() {
		return new Description("faceOutside", "all mesh points", "share", "0 to 1, lower is better", "own measure",
				Limits.of(ReasonCode.FACE_CROPPED).refuseAbove(0.01));
	}

	@Override
	public double value(FaceSample face) {
		RgbImage picture = face.pixels();
		int outside = 0;
		for (int i = 0; i < FaceMesh.POINTS; i++) {
			Point point = face.mesh().point(i);
			if (point.x() < 0 || point.y() < 0 || point.x() > picture.widthPx() - 1
					|| point.y() > picture.heightPx() - 1) {
				outside++;
			}
		}
		return (double) outside / FaceMesh.POINTS;
	}

}
