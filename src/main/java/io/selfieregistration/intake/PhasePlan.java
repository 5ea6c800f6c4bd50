package io.selfieregistration.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.request.Phase;
import io.selfieregistration.workflow.WorkflowMissing;

/**
 * Decides which phases a request runs through, and in which order.
 *
 * @param newUser says whether no onboarding was completed for the user yet; asked only if
 * it matters
 * @param named the phase that the request names, or null
 * @param forced whether the user goes through onboarding in any case
 * @param onboarding whether the application has an onboarding workflow
 * @param verification whether the application has a verification workflow
 */
public record PhasePlan(BooleanSupplier newUser, Phase named, boolean forced, boolean onboarding,
		boolean verification) {

	static PhasePlan of(NewRequest details, BooleanSupplier newUser) {
		ApplicationSettings settings = details.application().settings();
		return new PhasePlan(newUser, details.phase(), details.forceOnboarding(), settings.onboardingWorkflow() != null,
				settings.verificationWorkflow() != null);
	}

	/**
	 * @return one phase, or onboarding and then verification
	 * @throws PhaseNotPermitted if the request names a phase without a workflow
	 * @throws WorkflowMissing if the phase that follows from all this has no workflow
	 */
	public List<Phase> phases() {
		if (this.named != null && !attached(this.named)) {
			throw new PhaseNotPermitted(this.named);
		}
		List<Phase> phases = new ArrayList<>();
		if (this.forced && this.onboarding) {
			phases.add(Phase.ONBOARDING);
			if (this.verification) {
				phases.add(Phase.VERIFICATION);
			}
			return phases;
		}
		if (this.named != null) {
			return List.of(this.named);
		}
		Phase phase = (this.onboarding && this.newUser.getAsBoolean()) ? Phase.ONBOARDING : Phase.VERIFICATION;
		if (!attached(phase)) {
			throw new WorkflowMissing("The application has no workflow for " + phase.code() + " attached");
		}
		return List.of(phase);
	}

	private boolean attached(Phase phase) {
		return (phase == Phase.ONBOARDING) ? this.onboarding : this.verification;
	}

}
