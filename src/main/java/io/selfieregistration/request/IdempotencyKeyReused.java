package io.selfieregistration.request;

/** A key that came with one request came again with another. */
public class IdempotencyKeyReused extends Exception {

	public IdempotencyKeyReused() {
		super("The Idempotency-Key came with another body before");
	}

}
