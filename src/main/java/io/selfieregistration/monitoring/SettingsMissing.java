package io.selfieregistration.monitoring;

import java.util.List;

/** The service cannot start without these settings. */
class SettingsMissing extends RuntimeException {

	private final transient List<String> settings;

	SettingsMissing(List<String> settings) {
		super("Settings are missing: " + settings);
		this.settings = List.copyOf(settings);
	}

	List<String> settings() {
		return this.settings;
	}

}
