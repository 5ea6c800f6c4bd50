package io.selfieregistration.face.quality;

import java.util.Arrays;

import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.face.image.Point;

/**
 * Whether dark glasses cover both eyes: skin around an eye is about as bright as the
 * cheek below it, whatever the skin and the light, and a dark lens is not. Only lenses
 * that are much darker than the skin are certain.
 * <p>
 * <b>Input:</b> grey around each eye, lids included, and on the cheek below it, on the
 * upright face. <b>Output:</b> median around the eye to median of the cheek, the larger
 * one of both eyes, from 0, higher is better. <b>Source:</b> named as in ISO/IEC 29794-5,
 * own measure; limits measured, see {@code docs/quality-measures.md}.
 */
final class EyesVisibleMeasure implements QualityMeasure {

	@Override
	public Description description() {
		return new Description("eyesVisible", "grey around both eyes and on the cheeks below", "ratio",
				"0 and more, higher is better", "ISO/IEC 29794-5, eyes visible; own measure",
				Limits.of(ReasonCode.EYES_COVERED).refuseBelow(0.3).hintBelow(0.42));
	}

	@Override
	public double value(FaceSample face) {
		FaceMesh mesh = face.mesh();
		return Math.max(ratio(face.upright(), mesh.rightEye(), mesh.rightEyeWidth()),
				ratio(face.upright(), mesh.leftEye(), mesh.leftEyeWidth()));
	}

	private static double ratio(UprightFace face, Point eyeInPicture, double widthInPicture) {
		Point eye = face.place(eyeInPicture);
		double width = face.length(widthInPicture);
		double around = median(face, eye.x(), eye.y(), 0.75 * width, 0.45 * width);
		double cheek = median(face, eye.x(), eye.y() + 1.2 * width, 0.4 * width, 0.25 * width);
		// A black cheek divides by zero: nothing is certain then
		return (cheek > 0) ? around / cheek : 1;
	}

	private static double median(UprightFace face, double x, double y, double halfWidth, double halfHeight) {
		int left = (int) Math.max(0, x - halfWidth);
		int right = (int) Math.min(UprightFace.SIDE_PX - 1.0, x + halfWidth);
		int top = (int) Math.max(0, y - halfHeight);
		int bottom = (int) Math.min(UprightFace.SIDE_PX - 1.0, y + halfHeight);
		float[] greys = new float[Math.max(0, right - left + 1) * Math.max(0, bottom - top + 1)];
		int count = 0;
		for (int row = top; row <= bottom; row++) {
			for (int column = left; column <= right; column++) {
				greys[count++] = face.grey(row * UprightFace.SIDE_PX + column);
			}
		}
		Arrays.sort(greys);
		return (count > 0) ? greys[count / 2] : 0;
	}

}
