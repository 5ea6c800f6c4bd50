package io.selfieregistration.face.quality;

import java.util.function.ToDoubleBiFunction;

import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.face.image.Point;
import io.selfieregistration.face.image.RgbImage;

/**
 * How much room the face has to one border of the picture.
 * <p>
 * <b>Input:</b> eyes and chin in pixels of the judged picture. <b>Output:</b> to the
 * sides, the distance of the nearer eye in inter-eye distances; above and below, the
 * distance of the middle of the eyes in distances from there to the chin; higher is
 * better. <b>Source:</b> ISO/IEC 29794-5, crop of the face image and margins; limits
 * measured, see {@code docs/models.md}.
 */
final class CropMeasure implements QualityMeasure {

	private final Border border;

	CropMeasure(Border border) {
		this.border = border;
	}

	@Override
	public Description description() {
		return new Description(this.border.measureName, this.border.input, this.border.unit,
				"0 and more while the eyes are inside, higher is better", this.border.source,
				Limits.of(ReasonCode.FACE_CROPPED)
					.refuseBelow(this.border.refuseBelow)
					.hintBelow(this.border.hintBelow));
	}

	@Override
	public double value(FaceSample face) {
		return this.border.room.applyAsDouble(face.mesh(), face.pixels());
	}

	/** One border of the picture. */
	enum Border {

		LEFT("leftwardCrop", "right eye, left border", "inter-eye distances", "leftward crop of the face image", 0.6,
				0.9, (mesh, picture) -> leftmostEye(mesh) / mesh.interEyeDistance()),

		RIGHT("rightwardCrop", "left eye, right border", "inter-eye distances", "rightward crop of the face image", 0.6,
				0.9, (mesh, picture) -> (picture.widthPx() - rightmostEye(mesh)) / mesh.interEyeDistance()),

		ABOVE("marginAbove", "middle of the eyes, upper border", "eyes to chin", "margin above of the face image", 0.6,
				0.95, (mesh, picture) -> mesh.middleOfEyes().y() / mesh.eyesToChin()),

		BELOW("marginBelow", "middle of the eyes, lower border", "eyes to chin", "margin below of the face image", 1.1,
				1.35, (mesh, picture) -> (picture.heightPx() - mesh.middleOfEyes().y()) / mesh.eyesToChin());

		private final String measureName;

		private final String input;

		private final String unit;

		private final String source;

		private final double refuseBelow;

		private final double hintBelow;

		private final ToDoubleBiFunction<FaceMesh, RgbImage> room;

		Border(String measureName, String input, String unit, String source, double refuseBelow, double hintBelow,
				ToDoubleBiFunction<FaceMesh, RgbImage> room) {
			this.measureName = measureName;
			this.input = input;
			this.unit = unit;
			this.source = "ISO/IEC 29794-5, " + source;
			this.refuseBelow = refuseBelow;
			this.hintBelow = hintBelow;
			this.room = room;
		}

		private static double leftmostEye(FaceMesh mesh) {
			Point right = mesh.rightEye();
			return Math.min(right.x(), mesh.leftEye().x());
		}

		private static double rightmostEye(FaceMesh mesh) {
			Point right = mesh.rightEye();
			return Math.max(right.x(), mesh.leftEye().x());
		}

	}

}
