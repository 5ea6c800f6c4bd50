package io.selfieregistration.face;

/** The self-test found that the analysis would judge people wrongly on this machine. */
public class FaceSelfTestFailed extends RuntimeException {

	/**
	 * @param problem half a sentence
	 */
	public FaceSelfTestFailed(String problem) {
		super("The face analysis failed its self-test: " + problem);
	}

}
