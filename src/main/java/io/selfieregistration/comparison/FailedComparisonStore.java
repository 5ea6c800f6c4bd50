package io.selfieregistration.comparison;

/**
 * Stores the failed comparisons of users, by the clock of the database. Called under the
 * lock of the user, but for reading.
 */
public interface FailedComparisonStore {

	/** Counts the failures of a user since the last success or registration. */
	FailureLimit find(String workspace, String userId);

	/** Adds a failure that happens now. */
	void add(String workspace, String userId);

	/** Removes all failures of a user. */
	void removeAll(String workspace, String userId);

}
