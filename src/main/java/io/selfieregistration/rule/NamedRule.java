package io.selfieregistration.rule;

import java.time.Instant;

/**
 * One version of a named rule in the catalogue.
 *
 * @param name what other rules and models call it by: 1 to 64 small letters, digits and
 * dashes
 * @param version counts the changes, from 1; a name that is reused continues the count
 * @param expression the rule in FEEL
 * @param description what it is for, or null
 * @param author user who created this version
 * @param createdAt when the first version was made
 * @param updatedAt when this version was created
 */
public record NamedRule(String workspace, String name, int version, String expression, String description,
		String author, Instant createdAt, Instant updatedAt) {

	/** The form of a name. */
	public static final String NAME = "[a-z0-9-]{1,64}";

}
