package io.selfieregistration.intake;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.selfieregistration.application.Application;
import io.selfieregistration.encryption.Sealer;
import io.selfieregistration.intake.IdempotencyStore.KeptAnswer;
import io.selfieregistration.request.RequestId;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Replays the answer of an earlier call with the same idempotency key. Answers hold
 * secrets, so they are stored sealed.
 */
@Component
public class IdempotentAnswers {

	private static final Duration KEPT_FOR = Duration.ofHours(48);

	private final IdempotencyStore store;

	private final Sealer sealer;

	private final ObjectMapper json;

	private final Clock clock;

	IdempotentAnswers(IdempotencyStore store, Sealer sealer, ObjectMapper json, Clock clock) {
		this.store = store;
		this.sealer = sealer;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Claims an idempotency key for the current transaction. Of concurrent calls one gets
	 * it, and the others wait until its transaction ends.
	 * @return the answer of an earlier call; empty if this one is the first
	 * @throws IdempotencyKeyReused if the earlier call had another body
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Optional<CreatedRequest> claim(Application application, Idempotency idempotency, Instant now) {
		if (this.store.claim(application.id(), idempotency, now)) {
			return Optional.empty();
		}
		KeptAnswer earlier = this.store.find(application.id(), idempotency.key());
		if (!Arrays.equals(earlier.requestHash(), idempotency.requestHash())) {
			throw new IdempotencyKeyReused();
		}
		return Optional.of(read(this.sealer.open(earlier.answer(), context(application, idempotency))));
	}

	/** Stores the answer to the call that claimed the key. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void keep(Application application, Idempotency idempotency, CreatedRequest answer) {
		this.store.keep(application.id(), idempotency.key(), answer.id(),
				this.sealer.seal(write(answer), context(application, idempotency)));
	}

	@Scheduled(fixedDelayString = "PT10M")
	void forget() {
		this.store.forget(this.clock.instant().minus(KEPT_FOR));
	}

	private byte[] write(CreatedRequest answer) {
		try {
			return this.json.writeValueAsBytes(new Kept(answer.id().toString(), answer.authReqId(),
					answer.expiresIn().toSeconds(), answer.captureUrl().map(URI::toString).orElse(null)));
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("An answer cannot be written", ex);
		}
	}

	private CreatedRequest read(byte[] answer) {
		try {
			Kept kept = this.json.readValue(answer, Kept.class);
			return new CreatedRequest(RequestId.of(kept.requestId()), kept.authReqId(),
					Duration.ofSeconds(kept.expiresIn()), Optional.ofNullable(kept.captureUrl()).map(URI::create));
		}
		catch (java.io.IOException ex) {
			throw new IllegalStateException("An answer cannot be read", ex);
		}
	}

	private static String[] context(Application application, Idempotency idempotency) {
		return new String[] { "idempotent-answer", application.workspace(), application.id(), idempotency.key() };
	}

	private record Kept(String requestId, String authReqId, long expiresIn, String captureUrl) {

		@Override
		public String toString() {
			return "Kept[" + this.requestId + "]";
		}

	}

	/**
	 * An idempotency key and the hash of the body it came with.
	 *
	 * @param key chosen by the caller, without control characters
	 * @param requestHash SHA-256 of the body as received
	 */
	public record Idempotency(String key, byte[] requestHash) {
	}

}
