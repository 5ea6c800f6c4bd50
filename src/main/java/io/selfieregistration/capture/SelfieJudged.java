package io.selfieregistration.capture;

import java.util.List;

import io.selfieregistration.face.Finding;
import io.selfieregistration.request.RequestId;

/**
 * Event: a selfie was assessed and counts as an attempt, in the current transaction.
 *
 * @param findings most important first
 */
public record SelfieJudged(RequestId id, boolean accepted, List<Finding> findings) {
}
