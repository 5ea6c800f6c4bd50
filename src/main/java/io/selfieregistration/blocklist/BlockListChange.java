package io.selfieregistration.blocklist;

import java.time.Instant;
import java.util.UUID;

import io.selfieregistration.platform.Coded;
import io.selfieregistration.request.RequestId;

/**
 * An entry of the audit log of a block list.
 *
 * @param number counts the changes of all workspaces
 * @param by user of the engine; null if the entry expired
 */
public record BlockListChange(long number, UUID entry, RequestId requestId, Action action, Instant at, String by) {

	/** What happened to an entry. */
	public enum Action implements Coded {

		ADDED, REMOVED, EXPIRED

	}

}
