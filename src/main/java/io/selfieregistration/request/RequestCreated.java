package io.selfieregistration.request;

import io.selfieregistration.request.Request.Channel;

/**
 * A request was made and its first workflow starts, in the current transaction.
 *
 * @param phase the first one
 */
public record RequestCreated(RequestId id, String applicationId, Phase phase, Channel channel) {
}
