package io.selfieregistration.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where named rules are kept, each with all its versions. */
public interface RuleStore {

	/**
	 * Keeps everybody else from changing the rules of a workspace until the transaction
	 * ends.
	 */
	void lock(String workspace);

	/**
	 * Keeps the rules of a workspace from being changed until the transaction ends;
	 * others may keep them, too.
	 */
	void lockShared(String workspace);

	Optional<NamedRule> find(String workspace, String name);

	/**
	 * @return those that exist, in no order
	 */
	List<NamedRule> findAll(String workspace, Set<String> names);

	/** All rules of a workspace, by name. */
	List<NamedRule> list(String workspace);

	/**
	 * Rules by name.
	 * @param after name that the page begins after, or null
	 */
	List<NamedRule> list(String workspace, int limit, String after);

	/**
	 * Versions of a rule that exists, newest first.
	 * @param before version that the page begins before, or null
	 */
	List<NamedRule> versions(String workspace, String name, int limit, Integer before);

	/** The highest version that a name ever had, 0 if none. */
	int lastVersion(String workspace, String name);

	/** Writes the version and makes it the current one. */
	void save(NamedRule rule);

	/** Removes a rule; its versions stay, so that decisions can be understood. */
	void remove(String workspace, String name);

}
