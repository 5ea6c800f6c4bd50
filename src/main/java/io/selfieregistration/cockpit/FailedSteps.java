package io.selfieregistration.cockpit;

import java.util.List;

/** The steps that failed, in the process engine. */
public interface FailedSteps {

	/** Says which step failed and why, without secrets and personal data. */
	Explanation explain(OpenIncident incident);

	/**
	 * Whether the engine lets the user of the current session retry all that failed.
	 * @param incidents one or more
	 */
	boolean mayRetry(Viewer viewer, List<OpenIncident> incidents);

	/**
	 * Lets the engine run all that failed once more, as the user of the current session.
	 * Joins the current transaction.
	 * @throws NotStuck if it was retried or ended meanwhile
	 */
	void retry(List<OpenIncident> incidents);

	/**
	 * Why a step failed.
	 *
	 * @param step its name in the model, or its id if it has none
	 * @param process name or id of the model
	 * @param cause code of what is at fault, as listed in {@code docs/cockpit.md}
	 * @param message one sentence, or null
	 */
	record Explanation(String step, String process, String cause, String message) {
	}

}
