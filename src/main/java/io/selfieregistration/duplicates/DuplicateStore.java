package io.selfieregistration.duplicates;

/** Stores searches for duplicates. */
public interface DuplicateStore {

	/** Writes a search, in place of an earlier one of the run. */
	void save(DuplicateSearch search);

}
