package io.selfieregistration.capture.web;

import java.time.Instant;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import io.selfieregistration.capture.CaptureLinkNotOpened;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureLinks;
import io.selfieregistration.invitation.CaptureLinks.OpenLink;
import io.selfieregistration.invitation.HandedOffBefore;
import io.selfieregistration.invitation.SessionNotExtended;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes a person's session to another device, gives it more time, and hears how far it
 * came.
 */
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

	/** The page says that the camera runs; nothing but the time of the first is kept. */
	@PostMapping("/api/capture/camera")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void cameraStarted(@RequestHeader(name = CaptureTokens.HEADER, required = false) String token)
			throws CaptureLinkUnusable, CaptureLinkNotOpened {
		OpenLink link = this.links.follow(CaptureTokens.parse(token));
		if (!link.window().opened()) {
			throw new CaptureLinkNotOpened();
		}
		this.links.cameraStarted(link);
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
