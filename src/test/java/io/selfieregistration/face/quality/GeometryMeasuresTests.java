package io.selfieregistration.face.quality;

import java.awt.Color;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Measures that only look at where the points of the face lie. */
class GeometryMeasuresTests {

	@ParameterizedTest(name = "eyes scaled by {0} -> {1} px")
	@CsvSource({ "1, 100", "0.6, 60", "0.5, 50" })
	void measuresDistanceOfEyes(double factor, double expectedPx) {
		double[] mesh = FaceSamples.frontal();
		for (int i = 0; i < mesh.length; i++) {
			mesh[i] *= factor;
		}

		assertThat(new InterEyeDistanceMeasure().value(FaceSamples.onPlain(mesh))).isCloseTo(expectedPx, within(1e-9));
	}

	@ParameterizedTest(name = "{0} degrees")
	@CsvSource({ "0", "10", "-10", "25", "90", "-135", "179" })
	void measuresRoll(double degrees) {
		var face = FaceSamples.onPlain(FaceSamples.rolled(degrees));

		assertThat(new HeadPoseMeasure(HeadPoseMeasure.Axis.ROLL).value(face)).isCloseTo(degrees, within(1e-9));
		assertThat(new HeadPoseMeasure(HeadPoseMeasure.Axis.YAW).value(face)).isCloseTo(0, within(1e-9));
		assertThat(new HeadPoseMeasure(HeadPoseMeasure.Axis.PITCH).value(face)).isCloseTo(0, within(1e-9));
	}

	@ParameterizedTest(name = "left ear {0} px farther than the right one -> {1} degrees")
	@CsvSource({ "0, 0", "180, 45", "-180, -45", "65.514, 20" })
	void measuresYaw(double depthPx, double expectedDegrees) {
		double[] mesh = FaceSamples.put(FaceSamples.frontal(), 454, 290, 200, depthPx);

		assertThat(new HeadPoseMeasure(HeadPoseMeasure.Axis.YAW).value(FaceSamples.onPlain(mesh)))
			.isCloseTo(expectedDegrees, within(1e-3));
	}

	@ParameterizedTest(name = "chin {0} px farther than the forehead -> {1} degrees")
	@CsvSource({ "0, 0", "200, 45", "-200, -45", "89.046, 24" })
	void measuresPitch(double depthPx, double expectedDegrees) {
		double[] mesh = FaceSamples.put(FaceSamples.frontal(), 152, 200, 300, depthPx);

		assertThat(new HeadPoseMeasure(HeadPoseMeasure.Axis.PITCH).value(FaceSamples.onPlain(mesh)))
			.isCloseTo(expectedDegrees, within(1e-3));
	}

	@ParameterizedTest(name = "{0} of {1} x {2} px -> {3}")
	@CsvSource({ "LEFT, 400, 400, 1.5", "RIGHT, 400, 400, 1.5", "RIGHT, 300, 400, 0.5", "RIGHT, 250, 400, 0",
			"ABOVE, 400, 400, 1.5", "BELOW, 400, 400, 1.8333", "BELOW, 400, 240, 0.5" })
	void measuresRoomAroundFace(CropMeasure.Border border, int widthPx, int heightPx, double expected) {
		var face = FaceSamples.sample(FaceSamples.frontal(), widthPx, heightPx, (x, y) -> Color.GRAY);

		assertThat(new CropMeasure(border).value(face)).isCloseTo(expected, within(1e-4));
	}

	@Test
	void measuresRoomToNearestEyeOfFaceUpsideDown() {
		var face = FaceSamples.onPlain(FaceSamples.rolled(180));

		assertThat(new CropMeasure(CropMeasure.Border.LEFT).value(face)).isCloseTo(1.5, within(1e-9));
		assertThat(new CropMeasure(CropMeasure.Border.RIGHT).value(face)).isCloseTo(1.5, within(1e-9));
	}

	@Test
	void countsPointsOutside() {
		double[] mesh = FaceSamples.frontal();
		assertThat(new FaceOutsideMeasure().value(FaceSamples.onPlain(mesh))).isZero();

		FaceSamples.put(mesh, 0, -1, 200, 0);
		FaceSamples.put(mesh, 1, 200, -1, 0);
		FaceSamples.put(mesh, 2, 399.5, 200, 0);
		FaceSamples.put(mesh, 3, 200, 400, 0);

		assertThat(new FaceOutsideMeasure().value(FaceSamples.onPlain(mesh))).isCloseTo(4 / 468.0, within(1e-9));
	}

	@ParameterizedTest(name = "lips {0} px apart -> {1}")
	@CsvSource({ "0, 0", "12, 0.1", "60, 0.5" })
	void measuresOpeningOfMouth(double openingPx, double expected) {
		double[] mesh = FaceSamples.put(FaceSamples.frontal(), 87, 200, 250 + openingPx, 0);

		assertThat(new MouthClosedMeasure().value(FaceSamples.onPlain(mesh))).isCloseTo(expected, within(1e-9));
	}

	@Test
	void takesOpeningOfEyesFromTheirNetwork() {
		assertThat(new EyesOpenMeasure().value(FaceSamples.onPlain(FaceSamples.frontal())))
			.isEqualTo(FaceSamples.EYE_OPENING);
	}

	@ParameterizedTest(name = "lip {0} px below the eyes -> {1}")
	@CsvSource({ "70, 0.7", "110, 1.1" })
	void measuresShapeOfFace(double lipPx, double expected) {
		double[] mesh = FaceSamples.put(FaceSamples.frontal(), 13, 200, 180 + lipPx, 0);

		assertThat(new FaceShapeMeasure().value(FaceSamples.onPlain(mesh))).isCloseTo(expected, within(1e-9));
	}

	@Test
	void measuresDistanceOfMeshFromLandmarks() {
		double[] mesh = FaceSamples.frontal();
		FaceLandmarks landmarks = FaceSamples.landmarks(mesh);
		assertThat(landmarks.distanceTo(new FaceMesh(mesh))).isZero();
		assertThat(landmarks.agreeWith(new FaceMesh(mesh))).isTrue();

		// The eyes are 100 px apart; one of three points is moved
		FaceSamples.put(mesh, 61, 200, 230, 0);

		assertThat(landmarks.distanceTo(new FaceMesh(mesh))).isCloseTo(0.1, within(1e-9));
		assertThat(landmarks.agreeWith(new FaceMesh(mesh))).isFalse();
	}

}
