package io.selfieregistration.request.jdbc;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The requests that the current transaction has made or locked. No other transaction
 * changes them until it ends, so they are read once, and again only after a change of its
 * own.
 */
final class TransactionRequestCache implements TransactionSynchronization {

	/** Empty for a request that is to be read anew. */
	private final Map<RequestId, Optional<Request>> requests = new HashMap<>();

	private TransactionRequestCache() {
	}

	/** Those of the current transaction; without one, nothing is held for long. */
	static TransactionRequestCache current() {
		TransactionRequestCache current = (TransactionRequestCache) TransactionSynchronizationManager
			.getResource(TransactionRequestCache.class);
		if (current != null) {
			return current;
		}
		TransactionRequestCache fresh = new TransactionRequestCache();
		if (TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isSynchronizationActive()) {
			fresh.resume();
			TransactionSynchronizationManager.registerSynchronization(fresh);
		}
		return fresh;
	}

	boolean holds(RequestId id) {
		return this.requests.containsKey(id);
	}

	/** What is known of a request; empty if it must be read. */
	Optional<Request> find(RequestId id) {
		return this.requests.getOrDefault(id, Optional.empty());
	}

	/** A request was locked. */
	void hold(RequestId id) {
		this.requests.putIfAbsent(id, Optional.empty());
	}

	/** A request was made. */
	void hold(Request request) {
		this.requests.put(request.id(), Optional.of(request));
	}

	/** A request was read, whether it is held or not. */
	void read(Request request) {
		this.requests.replace(request.id(), Optional.of(request));
	}

	/** The transaction changes a request. */
	void change(RequestId id) {
		this.requests.replace(id, Optional.empty());
	}

	/** The transaction has written what the change says. */
	void change(RequestId id, UnaryOperator<Request> change) {
		this.requests.computeIfPresent(id, (key, held) -> held.map(change));
	}

	@Override
	public void suspend() {
		TransactionSynchronizationManager.unbindResourceIfPossible(TransactionRequestCache.class);
	}

	@Override
	public void resume() {
		TransactionSynchronizationManager.bindResource(TransactionRequestCache.class, this);
	}

	@Override
	public void beforeCompletion() {
		suspend();
	}

	/** For what was held after the commit. */
	@Override
	public void afterCompletion(int status) {
		suspend();
	}

}
