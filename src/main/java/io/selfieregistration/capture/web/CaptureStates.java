package io.selfieregistration.capture.web;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.Branding;
import io.selfieregistration.capture.Consents;
import io.selfieregistration.capture.SelfieSubmissions;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureLinkUnusable.Reason;
import io.selfieregistration.invitation.CaptureSessions;
import io.selfieregistration.invitation.CaptureWindow;
import io.selfieregistration.invitation.OpenLink;
import io.selfieregistration.result.RedirectLinks;

import org.springframework.stereotype.Component;

/**
 * Describes the state of a capture session, and the branding and behaviour of its page.
 */
@Component
class CaptureStates {

	private final CaptureSessions sessions;

	private final SelfieSubmissions submissions;

	private final Consents consents;

	private final RedirectLinks redirects;

	CaptureStates(CaptureSessions sessions, SelfieSubmissions submissions, Consents consents, RedirectLinks redirects) {
		this.sessions = sessions;
		this.submissions = submissions;
		this.consents = consents;
		this.redirects = redirects;
	}

	/**
	 * @param embeddingApplication application that an embedding site claims to show the
	 * page for, or null
	 * @throws CaptureLinkUnusable if that is not the application of the link
	 */
	CaptureState of(OpenLink link, String embeddingApplication) {
		if (embeddingApplication != null && !embeddingApplication.equals(link.application().id())) {
			throw new CaptureLinkUnusable(Reason.LINK_UNKNOWN);
		}
		return of(link);
	}

	CaptureState of(OpenLink link) {
		ApplicationSettings settings = link.application().settings();
		CaptureWindow window = link.window();
		return new CaptureState(link.application().name(), link.request().locale(),
				!link.ready() ? "waiting" : link.opened() ? "opened" : "ready",
				link.ready() ? link.run().module() : null, link.ready() ? this.submissions.attemptsLeft(link) : null,
				link.ready() ? window.openBefore() : null, link.ready() ? window.sessionEndsAt() : null,
				link.extensible(), link.handedOff(), this.sessions.continuedElsewhere(link),
				this.consents.question(link).orElse(null), settings.branding(), settings.allowCameraApp(),
				settings.sdkOrigins(), this.redirects.back(link.request()).orElse(null));
	}

	/**
	 * The state of a capture session before a selfie is taken.
	 *
	 * @param state {@code ready}, {@code opened}, or {@code waiting} while the next step
	 * is about to start
	 * @param module key of the module that waits for the selfie; null while none does
	 * @param attemptsLeft null while it waits; so the times
	 * @param extensible whether the session can be extended
	 * @param handedOff whether this link took the person here from another device
	 * @param continuedElsewhere whether a link for another device was opened
	 * @param consent what the person has to agree to first, if anything
	 * @param sdkOrigins whom the page tells how it ends, when one of them shows it
	 * @param redirectUrl where the person goes when the time is over
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record CaptureState(String applicationName, String locale, String state,
			@JsonInclude(JsonInclude.Include.NON_NULL) String module, Integer attemptsLeft, Instant openBefore,
			Instant sessionEndsAt, boolean extensible, boolean handedOff, boolean continuedElsewhere,
			@JsonInclude(JsonInclude.Include.NON_NULL) Consents.Question consent, Branding branding,
			boolean allowCameraApp, List<String> sdkOrigins,
			@JsonInclude(JsonInclude.Include.NON_NULL) URI redirectUrl) {
	}

}
