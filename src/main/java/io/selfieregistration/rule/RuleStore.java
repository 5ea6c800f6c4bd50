package io.selfieregistration.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Stores named rules with all their versions. */
public interface RuleStore {

	/**
	 * Locks the rules of a workspace exclusively until the transaction ends.
	 */
	void lock(String workspace);

	/**
	 * Locks the rules of a workspace against changes until the transaction ends; the lock
	 * is shared.
	 */
	void lockShared(String workspace);

	Optional<NamedRule> find(String workspace, String name);

	/**
	 * @return those that exist, in no order
	 */
	List<NamedRule> findAll(String workspace, Set<String> names);

	/** Lists all rules of a workspace by name. */
	List<NamedRule> list(String workspace);

	/**
	 * Lists rules by name.
	 * @param after name that the page begins after, or null
	 */
	List<NamedRule> list(String workspace, int limit, String after);

	/**
	 * Lists the versions of an existing rule, newest first.
	 * @param before version that the page begins before, or null
	 */
	List<NamedRule> versions(String workspace, String name, int limit, Integer before);

	/** Returns the highest version that a name ever had, 0 if none. */
	int lastVersion(String workspace, String name);

	/** Writes the version and makes it the current one. */
	void save(NamedRule rule);

	/** Removes a rule; its versions stay, so that past decisions remain traceable. */
	void remove(String workspace, String name);

}
