package io.selfieregistration.face.onnx;

import java.util.Base64;
import java.util.Optional;

import io.selfieregistration.face.FaceAssessment;
import io.selfieregistration.face.FaceTemplate;

/**
 * Compares what the whole pipeline says of {@link DrawnFace} with what it said where the
 * thresholds were measured. A machine that calculates differently, or a step that was
 * changed by mistake, would make templates that match no other template.
 */
final class SelfTest {

	private static final String EYE_DISTANCE = "interEyeDistancePx";

	private static final double EXPECTED_EYE_DISTANCE_PX = 77.7;

	private static final double EYE_DISTANCE_TOLERANCE_PX = 1;

	/** Two photos of one person are twenty times as far apart. */
	private static final double TEMPLATE_TOLERANCE = 0.02;

	/** What the pipeline makes of the drawing; it is the template of no person. */
	private static final String EXPECTED_TEMPLATE = """
			AAEAAQABva2/yj2MpVs9bKDEvSdIqr3MwEW9BG0hvVjlBr3mv+g9wnUHvhVavD4ofwC8gU/GvlbsyD0MfJ29BQ1JPh8sLL4kK3y9\
			vwVJvYACPL3GeDo9uLCcPc0X+rvkYk29Mje2vdBe7L6bxRC9l36wvXDa3j2s+V686yXQPUAsvT0qFVy+FqX4PUjmnz00ZMA9nOnm\
			vULErr2jbyg+T4CwPHGClb5hMDg83N5qPEerOj5LZxo+DafRPRMqwD2AzUO99foHPZbq+b5EY6Q9ttfQPeZKKj2C8zo9huO8PR80\
			7r4ZjkU8yftIPc8Dar5Dnjw8wNc2Pg/7B70hgYq9HJyNvMAwyj4naYI93YJSvbRAqr5Cxb0+QjpgvkDuVr3HvCI9v5WqvbtxML4T\
			/Vy+WkG4PO8t4T7GeUw+CueOvgZfHrydTSY8N5ySvCxkpj4mtO49lbkTvXSkNr1J5gy9LMQaPMQc2j53rZi8VAEwvcdXzD5D6Tw8\
			8B76vAYWLjs2l349PavDvYRMMDqd2S29qnmGvZM9uD2lBT+9MCNcvFoehD5FFJW+IfImPmjkfb21zoO8ZKCAPJYMyjzQ+8u9shdJ\
			PFnBOT4XiOC+JOrnPkP4Wj40k0A8tmnDPdHX4j2i/BQ9l9ntPIkPt70jKX6+j0W0veH5ej1saVa8l0SYPXfo6TyDReQ=""";

	private SelfTest() {
	}

	/**
	 * @return what is wrong, or empty
	 */
	static Optional<String> problem(FaceAssessment assessment) {
		Double eyes = assessment.measures().get(EYE_DISTANCE);
		if (eyes == null) {
			return Optional.of("no face was found on a drawing of one");
		}
		if (!(Math.abs(eyes - EXPECTED_EYE_DISTANCE_PX) <= EYE_DISTANCE_TOLERANCE_PX)) {
			return Optional
				.of("the eyes of a drawn face are " + eyes + " px apart instead of " + EXPECTED_EYE_DISTANCE_PX);
		}
		if (assessment.template().isEmpty()) {
			return Optional.of("a drawn face was refused: " + assessment.findings());
		}
		double distance = FaceTemplate.fromBytes(Base64.getDecoder().decode(EXPECTED_TEMPLATE))
			.distanceTo(assessment.template().get());
		return (distance <= TEMPLATE_TOLERANCE) ? Optional.empty()
				: Optional.of("the template of a drawn face lies " + distance + " away from where it was");
	}

}
