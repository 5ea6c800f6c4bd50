package io.selfieregistration.monitoring;

import java.util.List;

/** The service does not start with these settings. */
class SettingsRefused extends RuntimeException {

	private final transient List<String> problems;

	SettingsRefused(List<String> problems) {
		super("Settings are refused: " + problems);
		this.problems = List.copyOf(problems);
	}

	/** One sentence each, which names the setting and never its value. */
	List<String> problems() {
		return this.problems;
	}

}
