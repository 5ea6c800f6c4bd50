package io.selfieregistration.application;

import java.time.Instant;

/**
 * An application of an integrator: its workspace (tenant), its settings and their
 * version.
 *
 * @param workspace tenant that owns the application and everything it creates
 * @param version counts the changes of the settings, from 1
 * @param endpointDisabledAt when the receiver answered that it is gone for good, or null
 */
public record Application(String id, String workspace, ApplicationSettings settings, long version, Instant createdAt,
		Instant updatedAt, Instant endpointDisabledAt) {

	/** The name that the person sees. */
	public String name() {
		return this.settings.name();
	}

	public boolean endpointDisabled() {
		return this.endpointDisabledAt != null;
	}

	@Override
	public String toString() {
		return "Application[" + this.id + "]";
	}

}
