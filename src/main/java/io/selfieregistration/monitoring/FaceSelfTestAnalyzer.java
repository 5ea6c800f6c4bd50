package io.selfieregistration.monitoring;

import io.selfieregistration.face.FaceSelfTestFailed;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Failure analyzer: explains a failed self-test of the face analysis. */
class FaceSelfTestAnalyzer extends AbstractFailureAnalyzer<FaceSelfTestFailed> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, FaceSelfTestFailed cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Templates created here would match no user. Run the service on another machine or processor, or with the"
						+ " build of the models and of the runtime that it was released with.",
				cause);
	}

}
