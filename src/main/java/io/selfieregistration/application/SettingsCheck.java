package io.selfieregistration.application;

import java.util.List;

/**
 * Says what is wrong with settings before they are saved. Each feature that reads a
 * setting checks it: what can be known when it is configured is not left to a request.
 */
public interface SettingsCheck {

	/**
	 * @param workspace that the application belongs to
	 * @return nothing if all is well
	 */
	List<SettingProblem> check(String workspace, ApplicationSettings settings);

	/**
	 * What is wrong with one setting.
	 *
	 * @param field name in the API
	 * @param problem continues the name to a sentence
	 */
	record SettingProblem(String field, String problem) {

		@Override
		public String toString() {
			return "'" + this.field + "' " + this.problem;
		}

	}

}
