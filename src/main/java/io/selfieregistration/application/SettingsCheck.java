package io.selfieregistration.application;

import java.util.List;

/**
 * Validates the settings of an application before they are saved. Each feature checks the
 * settings it reads, so mistakes surface when they are configured, not when a request is
 * made.
 */
public interface SettingsCheck {

	/**
	 * @param workspace that the application belongs to
	 * @return the problems; empty if the settings are valid
	 */
	List<SettingProblem> check(String workspace, ApplicationSettings settings);

	/**
	 * A problem with one setting.
	 *
	 * @param field name in the API
	 * @param problem completes a sentence that begins with the name
	 */
	record SettingProblem(String field, String problem) {

		@Override
		public String toString() {
			return "'" + this.field + "' " + this.problem;
		}

	}

}
