package io.selfieregistration.invitation;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import io.selfieregistration.invitation.CaptureLinkStore.FoundLink;
import io.selfieregistration.invitation.CaptureLinkStore.Step;
import io.selfieregistration.invitation.CaptureSessions.KnownLink;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.Requests;
import io.selfieregistration.request.Workflows;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has a new link sent to a person whose link has ended while the request has not. The
 * contact is that of the request, and its time stays as it is.
 */
@Service
public class NewLinks {

	private final CaptureSessions sessions;

	private final CaptureLinkStore store;

	private final Requests requests;

	private final Workflows workflows;

	private final Clock clock;

	NewLinks(CaptureSessions sessions, CaptureLinkStore store, Requests requests, Workflows workflows, Clock clock) {
		this.sessions = sessions;
		this.store = store;
		this.requests = requests;
		this.workflows = workflows;
		this.clock = clock;
	}

	/**
	 * Whether a new link can be sent in place of this one: the service sends the links of
	 * the application, a newer link replaced this one or the session is over, and there
	 * is time left to open a new one.
	 */
	public boolean offeredFor(KnownLink known) {
		Instant now = this.clock.instant();
		FoundLink link = known.link();
		return known.application().settings().linkIsSent()
				&& waitingWindow(known.request()).filter((window) -> window.offersNewLink(now))
					.filter((window) -> window.expired(now) || (link.replaced() && !link.handedOff()))
					.isPresent();
	}

	/**
	 * Has a new link sent in place of all earlier ones. Nothing is sent while another
	 * message is on its way.
	 * @throws CaptureLinkUnusable if the link has ended and no new one can be had
	 * @throws CaptureLinkStillUsable if the link has not ended
	 */
	@Transactional
	public void send(CaptureToken token) {
		Request request = this.requests.lock(this.sessions.find(token).request().id());
		// Of two calls the second one sees what the first one did.
		KnownLink known = this.sessions.find(token);
		if (!offeredFor(known)) {
			this.sessions.look(known);
			throw new CaptureLinkStillUsable();
		}
		Instant now = this.clock.instant();
		CaptureWindow window = waitingWindow(request).orElseThrow();
		if (window.linkOnItsWay(now)) {
			return;
		}
		ModuleRun run = request.waitingRun().orElseThrow();
		CaptureWindow resent = window.resend(now);
		this.store.replaceLinks(request.id(), now);
		this.store.save(resent);
		this.store.addStep(run.id(), Step.LINK_REQUESTED, now);
		this.workflows.moveExpiry(run, resent.expiry());
		this.workflows.resendLink(run);
	}

	private Optional<CaptureWindow> waitingWindow(Request request) {
		return request.waitingRun().flatMap((run) -> this.store.find(run.id()));
	}

}
