package io.selfieregistration.intake;

import io.selfieregistration.web.ProblemStatus;

/** The {@code Idempotency-Key} was used before with another body. */
@ProblemStatus(status = 422, code = "idempotency_key_reused")
public final class IdempotencyKeyReused extends RequestRefused {

	public IdempotencyKeyReused() {
		super("The Idempotency-Key came with another body before");
	}

}
