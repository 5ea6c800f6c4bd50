package io.selfieregistration.request.process;

import java.util.Optional;

import io.selfieregistration.request.Decision;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.ModuleRuns;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.Requests;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;

import org.springframework.stereotype.Component;

/**
 * A registration in a phase that has its registered selfie is accepted with that one.
 */
@Component
class RegisteredBefore implements ModuleRuns.DecidedBefore {

	private final Requests requests;

	RegisteredBefore(Requests requests) {
		this.requests = requests;
	}

	@Override
	public String module() {
		return SelfieRegistrationProcess.KEY;
	}

	@Override
	public Optional<Decision> decide(Request request, ModuleRun run) {
		return (run.id().number() > 1)
				? this.requests.currentPhase(request).registered().map((found) -> Decision.ACCEPTED) : Optional.empty();
	}

}
