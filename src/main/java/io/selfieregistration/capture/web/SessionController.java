package io.selfieregistration.capture.web;

import java.time.Instant;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureLinks;
import io.selfieregistration.invitation.HandedOffBefore;
import io.selfieregistration.invitation.SessionNotExtended;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes a person's session to another device, and gives it more time. */
@RestController
class SessionController {

	private final CaptureLinks links;

	SessionController(CaptureLinks links) {
		this.links = links;
	}

	@PostMapping("/api/capture/hand-off")
	HandOffAnswer handOff(@RequestHeader(name = CaptureTokens.HEADER, required = false) String token)
			throws CaptureLinkUnusable, HandedOffBefore {
		CaptureLinks.HandOff handOff = this.links.handOff(CaptureTokens.parse(token));
		return new HandOffAnswer(handOff.link().toString(), handOff.openBefore(),
				QrPicture.of(handOff.link().toString()));
	}

	@PostMapping("/api/capture/extension")
	ExtensionAnswer extend(@RequestHeader(name = CaptureTokens.HEADER, required = false) String token)
			throws CaptureLinkUnusable, SessionNotExtended {
		return new ExtensionAnswer(this.links.extend(CaptureTokens.parse(token)).window().sessionEndsAt());
	}

	/**
	 * A link for another device.
	 *
	 * @param openBefore when it opens nothing any more, unless it was opened
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record HandOffAnswer(String link, Instant openBefore, QrPicture qr) {
	}

	@JsonNaming(SnakeCaseStrategy.class)
	record ExtensionAnswer(Instant sessionEndsAt) {
	}

}
