package io.selfieregistration.web;

import java.util.List;

import org.springframework.http.ETag;

/** Versions as entity tags, for optimistic locking of changes by {@code If-Match}. */
public final class EntityTags {

	private EntityTags() {
	}

	public static String of(long version) {
		return new ETag(Long.toString(version), false).formattedTag();
	}

	/**
	 * Evaluates the header {@code If-Match} as RFC 9110 does: it may list several tags,
	 * {@code *} stands for any version, and weak tags never match.
	 * @param version the current one
	 * @return the version that may be changed; -1, which never matches, if it is none of
	 * those that the caller has read
	 * @throws PreconditionMissing if there is no such header
	 * @throws PreconditionInvalid if it holds no entity tag
	 */
	public static long match(String ifMatch, long version) {
		if (ifMatch == null) {
			throw new PreconditionMissing();
		}
		List<ETag> tags = ETag.parse(ifMatch);
		if (tags.isEmpty()) {
			throw new PreconditionInvalid();
		}
		ETag current = new ETag(Long.toString(version), false);
		return tags.stream().anyMatch((tag) -> tag.isWildcard() || tag.compare(current, true)) ? version : -1;
	}

	/** The {@code If-Match} header is missing. */
	@ProblemStatus(status = 428, code = "precondition_required")
	public static class PreconditionMissing extends RuntimeException {

		PreconditionMissing() {
			super("A change needs the header If-Match with the ETag of what was read");
		}

	}

	/** The {@code If-Match} header holds no entity tag. */
	@ProblemStatus(status = 400, code = "invalid_request")
	public static class PreconditionInvalid extends RuntimeException {

		PreconditionInvalid() {
			super("'If-Match' must be * or a list of entity tags in quotation marks");
		}

	}

}
