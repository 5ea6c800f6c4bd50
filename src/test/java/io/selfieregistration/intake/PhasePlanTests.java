package io.selfieregistration.intake;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.selfieregistration.request.Phase;
import io.selfieregistration.workflow.WorkflowMissing;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The decision table in full: user new or known, phase named or not, workflows attached
 * or not, onboarding forced or not.
 */
class PhasePlanTests {

	private static final String NOT_PERMITTED = "not permitted";

	private static final String NO_WORKFLOW = "no workflow";

	/**
	 * The columns are the attached workflows: onboarding and verification, onboarding
	 * only, verification only, none. O is onboarding, V is verification, 403 is a named
	 * phase without a workflow, 409 is a phase that follows but has no workflow.
	 */
	@ParameterizedTest(name = "{0} user, {1} named, {2}: {3} {4} {5} {6}")
	@CsvSource({
			// user, named, forced, both, onboarding only, verification only, none
			"new,   nothing,      free,   O,   O,   V,   409", //
			"known, nothing,      free,   V,   409, V,   409", //
			"new,   onboarding,   free,   O,   O,   403, 403", //
			"known, onboarding,   free,   O,   O,   403, 403", //
			"new,   verification, free,   V,   403, V,   403", //
			"known, verification, free,   V,   403, V,   403", //
			"new,   nothing,      forced, O V, O,   V,   409", //
			"known, nothing,      forced, O V, O,   V,   409", //
			"new,   onboarding,   forced, O V, O,   403, 403", //
			"known, onboarding,   forced, O V, O,   403, 403", //
			"new,   verification, forced, O V, 403, V,   403", //
			"known, verification, forced, O V, 403, V,   403" })
	void decidesWhichPhasesRun(String user, String named, String forced, String both, String onboardingOnly,
			String verificationOnly, String none) {
		boolean newUser = user.equals("new");
		Phase phase = named.equals("nothing") ? null : Phase.of(named);
		boolean force = forced.equals("forced");

		assertThat(decide(new PhasePlan(() -> newUser, phase, force, true, true))).isEqualTo(expected(both));
		assertThat(decide(new PhasePlan(() -> newUser, phase, force, true, false))).isEqualTo(expected(onboardingOnly));
		assertThat(decide(new PhasePlan(() -> newUser, phase, force, false, true)))
			.isEqualTo(expected(verificationOnly));
		assertThat(decide(new PhasePlan(() -> newUser, phase, force, false, false))).isEqualTo(expected(none));
	}

	@Test
	void namesThePhaseThatIsNotPermitted() {
		assertThat(org.assertj.core.api.Assertions
			.catchThrowable(() -> new PhasePlan(() -> true, Phase.ONBOARDING, false, false, true).phases()))
			.isInstanceOf(PhaseNotPermitted.class)
			.hasMessageContaining("onboarding");
	}

	private static String decide(PhasePlan plan) {
		try {
			return text(plan.phases());
		}
		catch (PhaseNotPermitted ex) {
			return NOT_PERMITTED;
		}
		catch (WorkflowMissing ex) {
			return NO_WORKFLOW;
		}
	}

	private static String expected(String cell) {
		return switch (cell) {
			case "403" -> NOT_PERMITTED;
			case "409" -> NO_WORKFLOW;
			default -> text(Arrays.stream(cell.split(" "))
				.map((letter) -> letter.equals("O") ? Phase.ONBOARDING : Phase.VERIFICATION)
				.toList());
		};
	}

	private static String text(List<Phase> phases) {
		return phases.stream().map(Phase::code).collect(Collectors.joining(", "));
	}

}
