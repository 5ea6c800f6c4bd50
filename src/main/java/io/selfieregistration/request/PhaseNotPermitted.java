package io.selfieregistration.request;

/** A request names a phase for which its application has no workflow. */
public class PhaseNotPermitted extends Exception {

	public PhaseNotPermitted(Phase phase) {
		super("The application has no workflow for " + phase.code() + " attached");
	}

}
