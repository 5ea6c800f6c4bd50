package io.selfieregistration.renewal;

import io.selfieregistration.request.ModuleRun;

/**
 * A current template of another model than the one that is wanted.
 *
 * @param run in which the selfie was accepted
 */
public record OutdatedTemplate(ModuleRun.Id run, String userId) {

	@Override
	public String toString() {
		return "OutdatedTemplate[" + this.run + "]";
	}

}
