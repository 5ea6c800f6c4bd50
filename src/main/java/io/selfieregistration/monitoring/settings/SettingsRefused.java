package io.selfieregistration.monitoring.settings;

import java.util.List;

/** The service refuses to start with these settings. */
class SettingsRefused extends RuntimeException {

	private final transient List<String> problems;

	SettingsRefused(List<String> problems) {
		super("Settings are refused: " + problems);
		this.problems = List.copyOf(problems);
	}

	/** Returns one sentence per problem, which names the setting and never its value. */
	List<String> problems() {
		return this.problems;
	}

}
