package io.selfieregistration.capture.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.selfieregistration.capture.ConsentRequired;
import io.selfieregistration.capture.Consents;
import io.selfieregistration.capture.web.CaptureStates.CaptureState;
import io.selfieregistration.invitation.CaptureLinkNotReady;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.platform.LanguageTag;
import io.selfieregistration.request.RequestDecided;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Records whether the person gives or refuses consent. */
@RestController
@RequestMapping("/api/capture/consent")
class ConsentController {

	private final Consents consents;

	private final CaptureStates states;

	ConsentController(Consents consents, CaptureStates states) {
		this.consents = consents;
		this.states = states;
	}

	@PostMapping
	CaptureState agree(@RequestHeader(name = CaptureTokens.HEADER, required = false) String token,
			@Valid @RequestBody ConsentBody body) throws CaptureLinkUnusable, CaptureLinkNotReady, ConsentRequired {
		return this.states
			.of(this.consents.agree(CaptureTokens.parse(token), body.language(), body.version(), body.textHash()));
	}

	@PostMapping("/refusal")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void refuse(@RequestHeader(name = CaptureTokens.HEADER, required = false) String token)
			throws CaptureLinkUnusable, RequestDecided {
		this.consents.refuse(CaptureTokens.parse(token));
	}

	/**
	 * The consent text as it was shown.
	 *
	 * @param version null if the texts have none
	 * @param textHash as it came with the text
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record ConsentBody(@NotNull @LanguageTag String language, @Size(max = 100) String version,
			@NotNull @Pattern(regexp = "[0-9a-f]{64}",
					message = "must be a SHA-256 in hexadecimal digits") String textHash) {
	}

}
