package io.selfieregistration.cockpit;

import java.time.Instant;

import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.RequestId;

/**
 * A query for registrations, newest first.
 *
 * @param id the only one wanted, or null
 * @param applicationId null for all
 * @param phase null for both
 * @param outcome null for all
 * @param waiting whether to return only registrations without an outcome and without an
 * open incident
 * @param stuck whether to return only registrations with an open incident
 * @param undelivered whether to return only registrations with a dead letter
 * @param flagged whether to return only registrations with possible duplicates, in
 * workspaces that the viewer administers
 * @param from inclusive
 * @param until exclusive
 * @param before only requests older than this one, or null
 * @param limit how many at most
 */
public record Search(RequestId id, String applicationId, Phase phase, Outcome outcome, boolean waiting, boolean stuck,
		boolean undelivered, boolean flagged, Instant from, Instant until, RequestId before, int limit) {
}
