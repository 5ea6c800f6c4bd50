package io.selfieregistration.result;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;

import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestPhase;
import io.selfieregistration.web.WebSettings;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;
import io.selfieregistration.workflow.process.SelfieVerificationProcess;

/**
 * The result of a request as integrators receive it, the same by webhook and by polling.
 * All values are text.
 *
 * @param selfieRegisteredAt seconds since 1970-01-01T00:00:00Z, or null
 * @param photoUrl address of the photo for the application's own credentials, or null
 * @param selfieRegistered {@code true} or {@code false}
 * @param selfieHints reason codes of what could be better in the registered photo,
 * separated by commas; absent when there are none
 * @param selfieVerified {@code true} or {@code false}; this and the next two are absent
 * if the phase ran no verification
 * @param selfieVerifiedAt seconds since 1970-01-01T00:00:00Z, or null
 * @param selfieQualityScore of the verified selfie, 0 to 100, or null
 * @param reason why a selfie was not registered, or not verified in the end; else absent
 */
@JsonPropertyOrder({ "request_id", "workflow", "user_id", "selfie_registered_at", "photo_url", "selfie_registered",
		"selfie_hints", "selfie_verified", "selfie_verified_at", "selfie_quality_score", "reason" })
public record Result(@JsonProperty("request_id") String requestId, @JsonProperty("workflow") String workflow,
		@JsonProperty("user_id") String userId, @JsonProperty("selfie_registered_at") @Schema(types = {
				"string", "null" }) String selfieRegisteredAt,
		@JsonProperty("photo_url") @Schema(types = { "string", "null" }) String photoUrl,
		@JsonProperty("selfie_registered") String selfieRegistered,
		@JsonProperty("selfie_hints") @JsonInclude(JsonInclude.Include.NON_NULL) String selfieHints,
		@JsonProperty("selfie_verified") @JsonInclude(JsonInclude.Include.NON_NULL) String selfieVerified,
		@JsonProperty("selfie_verified_at") @JsonInclude(JsonInclude.Include.NON_NULL) String selfieVerifiedAt,
		@JsonProperty("selfie_quality_score") @JsonInclude(JsonInclude.Include.NON_NULL) String selfieQualityScore,
		@JsonInclude(JsonInclude.Include.NON_NULL) String reason){

	/**
	 * @param phase that the result is of, with its outcome
	 */
	static Result of(Request request, RequestPhase phase, WebSettings web) {
		Optional<ModuleRun> registered = phase.registered();
		Optional<ModuleRun> verification = verification(phase);
		Optional<ModuleRun> verified = verification.filter((run) -> run.outcome() == Outcome.VERIFIED);
		Optional<ModuleRun> photographed = registered.or(() -> verified);
		return new Result(request.id().toString(), phase.phase().code(), request.userId(),
				registered.map(Result::seconds).orElse(null),
				photographed.map((run) -> web.address(photoPath(request, phase.phase())).toString()).orElse(null),
				Boolean.toString(registered.isPresent()), photographed.map(ModuleRun::hints).orElse(null),
				verification.map((run) -> Boolean.toString(verified.isPresent())).orElse(null),
				verified.map(Result::seconds).orElse(null),
				verified.map(ModuleRun::qualityScore).map(String::valueOf).orElse(null), reason(phase));
	}

	/**
	 * Finds the verification that counts: the last one that was not skipped, else the
	 * last one.
	 */
	private static Optional<ModuleRun> verification(RequestPhase phase) {
		List<ModuleRun> verifications = phase.runs()
			.stream()
			.filter((run) -> run.ended() && isVerification(run))
			.toList();
		return verifications.stream()
			.filter((run) -> !run.skipped())
			.reduce((first, second) -> second)
			.or(() -> verifications.stream().findFirst());
	}

	/**
	 * A selfie that was registered does not hide that it was not verified afterwards.
	 */
	private static String reason(RequestPhase phase) {
		if (!phase.outcome().success()) {
			return phase.outcome().code();
		}
		return phase.runs()
			.stream()
			.filter((run) -> run.ended() && !run.skipped())
			.reduce((first, second) -> second)
			.filter((run) -> isVerification(run) && run.outcome() != Outcome.VERIFIED)
			.map((run) -> run.outcome().code())
			.orElse(null);
	}

	private static boolean isVerification(ModuleRun run) {
		return run.module().equals(SelfieVerificationProcess.KEY);
	}

	private static String seconds(ModuleRun run) {
		return Long.toString(run.outcomeAt().getEpochSecond());
	}

	/** Returns what workflows decide by, by the names that it has for them. */
	public Map<String, String> texts() {
		Map<String, String> texts = new HashMap<>();
		texts.put(Variables.SELFIE_REGISTERED.name(), this.selfieRegistered);
		texts.put(Variables.PHOTO_URL.name(), this.photoUrl);
		texts.put(Variables.SELFIE_REGISTERED_AT.name(), this.selfieRegisteredAt);
		texts.put(SelfieVerificationProcess.Variables.SELFIE_VERIFIED.name(), this.selfieVerified);
		texts.put(SelfieVerificationProcess.Variables.SELFIE_VERIFIED_AT.name(), this.selfieVerifiedAt);
		texts.put(SelfieVerificationProcess.Variables.SELFIE_QUALITY_SCORE.name(), this.selfieQualityScore);
		return texts;
	}

	private static String photoPath(Request request, Phase phase) {
		String path = "/api/v1/requests/" + request.id() + "/photo";
		return (request.phases() > 1) ? path + "?workflow=" + phase.code() : path;
	}

	@Override
	public String toString() {
		return "Result[" + this.requestId + "]";
	}

}
