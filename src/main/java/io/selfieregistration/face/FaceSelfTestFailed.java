package io.selfieregistration.face;

/** On this machine the analysis would judge people wrongly, so it must judge nobody. */
public class FaceSelfTestFailed extends RuntimeException {

	/**
	 * @param problem half a sentence
	 */
	public FaceSelfTestFailed(String problem) {
		super("The face analysis failed its self-test: " + problem);
	}

}
