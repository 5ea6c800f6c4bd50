package io.selfieregistration.result;

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

/**
 * The result of a request as integrators receive it, the same by webhook and by polling.
 * All values are text.
 *
 * @param selfieRegisteredAt seconds since 1970-01-01T00:00:00Z, or null
 * @param photoUrl address of the photo for the application's own credentials, or null
 * @param selfieRegistered {@code true} or {@code false}
 * @param selfieHints reason codes of what could be better in the registered photo,
 * separated by commas; absent when there are none
 * @param reason why no selfie was registered; absent when one was
 */
@JsonPropertyOrder({ "request_id", "workflow", "user_id", "selfie_registered_at", "photo_url", "selfie_registered",
		"selfie_hints", "reason" })
public record Result(@JsonProperty("request_id") String requestId, @JsonProperty("workflow") String workflow,
		@JsonProperty("user_id") String userId, @JsonProperty("selfie_registered_at") @Schema(types = {
				"string", "null" }) String selfieRegisteredAt,
		@JsonProperty("photo_url") @Schema(types = { "string", "null" }) String photoUrl,
		@JsonProperty("selfie_registered") String selfieRegistered,
		@JsonProperty("selfie_hints") @JsonInclude(JsonInclude.Include.NON_NULL) String selfieHints,
		@JsonInclude(JsonInclude.Include.NON_NULL) String reason){

	/**
	 * @param phase that the result is of, with its outcome
	 */
	static Result of(Request request, RequestPhase phase, WebSettings web) {
		boolean registered = phase.outcome() == Outcome.REGISTERED;
		return new Result(request.id().toString(), phase.phase().code(), request.userId(),
				registered ? Long.toString(phase.outcomeAt().getEpochSecond()) : null,
				registered ? web.address(photoPath(request, phase.phase())).toString() : null,
				Boolean.toString(registered), phase.registered().map(ModuleRun::hints).orElse(null),
				registered ? null : phase.outcome().code());
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
