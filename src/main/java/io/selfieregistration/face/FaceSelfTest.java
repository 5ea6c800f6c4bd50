package io.selfieregistration.face;

import java.time.Duration;
import java.util.Optional;

/**
 * The analysis has proved at the start that it judges as it should.
 *
 * @param analysis name of what was tested
 * @param time that the test took
 */
public record FaceSelfTest(String analysis, Duration time) {

	/**
	 * @throws FaceSelfTestFailed if something is wrong
	 */
	static FaceSelfTest run(FaceAnalysis analysis) {
		long started = System.nanoTime();
		Optional<String> problem = analysis.selfTest();
		problem.ifPresent((what) -> {
			throw new FaceSelfTestFailed(what);
		});
		return new FaceSelfTest(analysis.getClass().getSimpleName(), Duration.ofNanos(System.nanoTime() - started));
	}

}
