package io.selfieregistration.application;

import java.time.Instant;

/**
 * What an integrator owns.
 *
 * @param workspace the tenant that everything of this application belongs to
 * @param version counts the changes of the settings, from 1
 * @param endpointDisabledAt when the receiver of messages said that it is gone for good,
 * or null
 */
public record Application(String id, String workspace, ApplicationSettings settings, long version, Instant createdAt,
		Instant updatedAt, Instant endpointDisabledAt) {

	/** Shown to the person. */
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
