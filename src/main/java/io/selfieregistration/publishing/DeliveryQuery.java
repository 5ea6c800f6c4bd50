package io.selfieregistration.publishing;

import io.selfieregistration.publishing.Delivery.State;
import io.selfieregistration.request.RequestId;

/**
 * A query for deliveries, newest first.
 *
 * @param applicationId or null for all
 * @param state or null for all
 * @param requestId or null for all
 * @param after id of the last delivery that the caller has, or null
 * @param limit how many at most
 */
public record DeliveryQuery(String workspace, String applicationId, State state, RequestId requestId, String after,
		int limit) {
}
