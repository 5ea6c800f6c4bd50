package io.selfieregistration.request;

import java.time.Instant;

/**
 * Which requests of an application are asked for.
 *
 * @param userId null for all users
 * @param completed null for requests of either kind
 * @param createdFrom inclusive, or null
 * @param createdBefore exclusive, or null
 * @param before only requests older than this one, or null
 * @param limit how many at most
 */
public record RequestQuery(String applicationId, String userId, Boolean completed, Instant createdFrom,
		Instant createdBefore, RequestId before, int limit) {
}
