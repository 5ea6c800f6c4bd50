package io.selfieregistration.face.onnx;

import java.util.Base64;
import java.util.Optional;

import io.selfieregistration.face.FaceAssessment;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.RecognitionModel;

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
	private static final String MOBILEFACENET_TEMPLATE = """
			AAEAAgABvN7MEDyFr1I8Lw3cu47oU7zPQtY97eHDvReim749edI9PiCJvi3mY7tlg8Q70dY8uME0cjymQYu5UuyHPTzQvDs2sYS7JLyJ\
			u7Nw7bsTsS49vdUNPbYnML3odZs61kwVPW0jmT0JZ6e8ooxPPcYMHDrOZ0e+SLf/O9iy2b0u2D29XaOBvARkrb6UFs89yUOnvdrN8LtO\
			mgC4VsBlvoqbzjt8cHE51SW1OxVtEbmfPpW78xKivYzksTzkseu+AWp1ui0Odj2FP/k+cHTeOqMlBz1rtZ+4K2UvudWhWjv2rWe+oUoJ\
			OkheFr1A6pM85VdFPTOrP738CWy8voqLPnOOR7xw/7C8VjRNOp9US7yyJT28LlHMupZEkLw8b2E+BRvzvgFGIbtSDLc9/M6iPIQKAzuA\
			SUW6cE1DPiI2Rz4pTFk7iKAFvUv+jLu1taa8s59kO6q4fDms6nU7dBQBPahECz1R/FA+GZLnvA29Dzve1v28To8FvH0ypLyJ38y+KnAJ\
			vS9cnT11zm66V50dvKIxWDsU56M7zfFRu8cXs7lwv8m7cFnVOvjKVL3pltg6WAl6PCV8vTz7ts0+F8EOPAz8LTsRbru9ja6+O9Yti74C\
			X/S7fsxmOf1PFjxA9Zc9TuDfPIxL8zvKKaM88C8aOykYPbsfYIu783r9Ot/JzTv/NnI7H/sJPcC0Qjvwv9k8KDjiOiLsnb2cgMM9+ABs\
			ur/nKLzSM/2+BXLiOpqIQDmVmBU6tsJBu48NCLuSI9W9tQmqvZe6CT0HHJs8UIvou+f2VbuJ2uu8ihAVu7CoaD5D7pi8jPmqvKDwDbsy\
			zCa7i7PnO6mBp7siuYA9gvbiO4UQ97yDtq67mx2qvDdXrDusRzG5l1UvPFQPdztSda8+Ei/Zu876ArrMpAK8AMiuvZlJdrr3Dlu9GtRG\
			vB1ylzrIyhM7ezPvvWgsXzrzG/I7v5k4vZnBWbyI/ow8bVDAumPBST1sD7o8mJgTPU5opz0hMAs9hj7WPWcPRrz6na07yVWG""";

	/** The same by the other network. */
	private static final String DLIB_TEMPLATE = """
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
	static Optional<String> problem(RecognitionModel network, FaceAssessment assessment) {
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
		double distance = expected(network).distanceTo(assessment.template().get());
		return (distance <= TEMPLATE_TOLERANCE) ? Optional.empty()
				: Optional.of("the template of a drawn face lies " + distance + " away from where it was");
	}

	private static FaceTemplate expected(RecognitionModel network) {
		String template = switch (network) {
			case MOBILEFACENET -> MOBILEFACENET_TEMPLATE;
			case DLIB -> DLIB_TEMPLATE;
		};
		return FaceTemplate.fromBytes(Base64.getDecoder().decode(template));
	}

}
