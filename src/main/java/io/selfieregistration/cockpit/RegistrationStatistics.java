package io.selfieregistration.cockpit;

import java.time.Instant;

/**
 * Statistics of registrations. Each method is bounded: it reads a limited number of the
 * newest requests in a fixed number of statements.
 */
public interface RegistrationStatistics {

	/**
	 * Counts by end and reason, in five statements.
	 * @param applicationId null for all
	 */
	Overview overview(Viewer viewer, Period period, String applicationId);

	/**
	 * Counts by stage, in one statement.
	 * @param definitionKey the process of the registrations, or null for all
	 * @param module key of a module that they ran, or null for all
	 * @param workspace theirs, or null for all
	 */
	Funnel funnel(Viewer viewer, Instant from, String definitionKey, String module, String workspace);

}
