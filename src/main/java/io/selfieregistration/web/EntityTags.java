package io.selfieregistration.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions as entity tags, for optimistic locking of changes by {@code If-Match}. */
public final class EntityTags {

	private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");

	private EntityTags() {
	}

	public static String of(long version) {
		return "\"" + version + "\"";
	}

	/**
	 * Reads the header {@code If-Match}.
	 * @return the version; -1, which never matches, for a foreign tag
	 * @throws PreconditionMissing if there is no such header
	 */
	public static long version(String ifMatch) {
		if (ifMatch == null) {
			throw new PreconditionMissing();
		}
		Matcher tag = TAG.matcher(ifMatch.strip());
		return tag.matches() ? Long.parseLong(tag.group(1)) : -1;
	}

	/** The {@code If-Match} header is missing. */
	@ProblemStatus(status = 428, code = "precondition_required")
	public static class PreconditionMissing extends RuntimeException {

		PreconditionMissing() {
			super("A change needs the header If-Match with the ETag of what was read");
		}

	}

}
