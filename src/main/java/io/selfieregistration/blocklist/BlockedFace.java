package io.selfieregistration.blocklist;

import java.time.Instant;
import java.util.UUID;

import io.selfieregistration.request.RequestId;

/**
 * An entry of a block list, without its template.
 *
 * @param id a UUIDv7
 * @param requestId that registered the selfie; the request may have been deleted since
 * @param model id of the model of its template: selfies of another model are not refused
 * @param reason of the operator, in words
 * @param legalBasis why the entry may outlive the erasure of its user, or null
 * @param addedBy user of the engine
 */
public record BlockedFace(UUID id, String workspace, RequestId requestId, String model, String reason,
		String legalBasis, String addedBy, Instant addedAt, Instant expiresAt) {

	/** Names the entry, never the reason. */
	@Override
	public String toString() {
		return "BlockedFace[" + this.id + "]";
	}

}
