package io.selfieregistration.capture.web;

import java.time.Instant;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import io.selfieregistration.capture.CaptureLinkNotOpened;
import io.selfieregistration.invitation.AlreadyHandedOff;
import io.selfieregistration.invitation.CaptureLinkNotReady;
import io.selfieregistration.invitation.CaptureLinkStillUsable;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureSessions;
import io.selfieregistration.invitation.NewLinks;
import io.selfieregistration.invitation.OpenLink;
import io.selfieregistration.invitation.SessionNotExtended;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Hands a capture session off to another device, extends it, records its progress, and
 * has a new link sent once it is over.
 */
@RestController
class SessionController {

	private final CaptureSessions sessions;

	private final NewLinks newLinks;

	SessionController(CaptureSessions sessions, NewLinks newLinks) {
		this.sessions = sessions;
		this.newLinks = newLinks;
	}

	@PostMapping("/api/capture/hand-off")
	HandOffAnswer handOff(@RequestHeader(name = CaptureTokens.HEADER, required = false) String token)
			throws CaptureLinkUnusable, CaptureLinkNotReady, AlreadyHandedOff {
		CaptureSessions.HandOff handOff = this.sessions.handOff(CaptureTokens.parse(token));
		return new HandOffAnswer(handOff.link().toString(), handOff.openBefore(),
				QrPicture.of(handOff.link().toString()));
	}

	@PostMapping("/api/capture/extension")
	ExtensionAnswer extend(@RequestHeader(name = CaptureTokens.HEADER, required = false) String token)
			throws CaptureLinkUnusable, CaptureLinkNotReady, SessionNotExtended {
		OpenLink link = this.sessions.extend(CaptureTokens.parse(token));
		return new ExtensionAnswer(link.window().sessionEndsAt(), link.extensible());
	}

	/**
	 * Has a new link sent to the contact of the request, in place of one that has ended.
	 */
	@PostMapping("/api/capture/new-link")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void sendNewLink(@RequestHeader(name = CaptureTokens.HEADER, required = false) String token)
			throws CaptureLinkUnusable, CaptureLinkStillUsable {
		this.newLinks.send(CaptureTokens.parse(token));
	}

	/** Records that the camera is running; only the time of the first call is stored. */
	@PostMapping("/api/capture/camera")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void cameraStarted(@RequestHeader(name = CaptureTokens.HEADER, required = false) String token)
			throws CaptureLinkUnusable, CaptureLinkNotReady, CaptureLinkNotOpened {
		OpenLink link = this.sessions.follow(this.sessions.find(CaptureTokens.parse(token)));
		if (!link.opened()) {
			throw new CaptureLinkNotOpened();
		}
		this.sessions.cameraStarted(link);
	}

	/**
	 * The link of another device, as the page shows it.
	 *
	 * @param openBefore when it expires unless it was opened
	 * @param qr the same link
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record HandOffAnswer(String link, Instant openBefore, QrPicture qr) {
	}

	/**
	 * The time that the person has now.
	 *
	 * @param extensible whether the session can be extended once more
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record ExtensionAnswer(Instant sessionEndsAt, boolean extensible) {
	}

}
