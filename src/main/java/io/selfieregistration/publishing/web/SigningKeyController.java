package io.selfieregistration.publishing.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import io.selfieregistration.operator.Operator;
import io.selfieregistration.publishing.SigningKeys;
import io.selfieregistration.publishing.SigningKeys.KnownKey;
import io.selfieregistration.web.ProblemStatus;

import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Publishes the keys with which integrators verify signatures, and rotates the signing
 * key. All workspaces share it, so rotation is for operators of all workspaces.
 */
@RestController
class SigningKeyController {

	/** Clients refetch the set on an unknown key id anyway. */
	private static final Duration CACHED = Duration.ofMinutes(5);

	private final SigningKeys keys;

	SigningKeyController(SigningKeys keys) {
		this.keys = keys;
	}

	/** Publishes the keys for verifying our signatures, as a JWK set. */
	@ApiResponse(responseCode = "200", description = "The JWK set",
			content = @Content(mediaType = "application/jwk-set+json", schema = @Schema(type = "object")))
	@GetMapping("/.well-known/jwks.json")
	ResponseEntity<String> publish() {
		return ResponseEntity.ok()
			.cacheControl(CacheControl.maxAge(CACHED).cachePublic())
			.contentType(MediaType.parseMediaType("application/jwk-set+json"))
			.body(this.keys.publicKeySet());
	}

	/** Lists the signing keys of the installation. */
	@GetMapping("/api/v1/signing-keys")
	SigningKeyList list(@AuthenticationPrincipal Operator operator) throws NotForAllWorkspaces {
		requireEverywhere(operator);
		return new SigningKeyList(this.keys.list().stream().map(SigningKeyAnswer::of).toList());
	}

	/** Rotates the signing key; signatures of earlier keys can still be verified. */
	@PostMapping("/api/v1/signing-keys")
	@ResponseStatus(HttpStatus.CREATED)
	ResponseEntity<SigningKeyAnswer> rotate(@AuthenticationPrincipal Operator operator) throws NotForAllWorkspaces {
		requireEverywhere(operator);
		return ResponseEntity.status(HttpStatus.CREATED).body(SigningKeyAnswer.of(this.keys.rotate()));
	}

	private static void requireEverywhere(Operator operator) {
		if (!operator.everywhere()) {
			throw new NotForAllWorkspaces();
		}
	}

	/** Keys, newest first. */
	record SigningKeyList(List<SigningKeyAnswer> keys) {
	}

	/**
	 * Metadata of a key.
	 *
	 * @param retiredAt absent while it signs
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record SigningKeyAnswer(String kid, Instant createdAt, Instant retiredAt) {

		static SigningKeyAnswer of(KnownKey key) {
			return new SigningKeyAnswer(key.kid(), key.createdAt(), key.retiredAt());
		}

	}

	/** Only operators of all workspaces may do this. */
	@ProblemStatus(status = 403, code = "forbidden")
	private static final class NotForAllWorkspaces extends RuntimeException {

		private NotForAllWorkspaces() {
			super("All workspaces share the signing keys, so only an operator of all of them may do this");
		}

	}

}
