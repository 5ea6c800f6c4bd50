package io.selfieregistration.invitation;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.Applications;
import io.selfieregistration.invitation.CaptureLinkStore.FoundLink;
import io.selfieregistration.invitation.CaptureLinkStore.Step;
import io.selfieregistration.invitation.CaptureLinkUnusable.Reason;
import io.selfieregistration.request.LogContext;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.Requests;
import io.selfieregistration.request.Workflows;
import io.selfieregistration.web.WebSettings;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Resolves capture links to the module run that waits for the person, and manages the
 * capture session. A token is resolved once for each call, and the result is passed on.
 */
@Service
public class CaptureSessions {

	/** How long a link for another device can be opened. */
	private static final Duration HAND_OFF_TIME = Duration.ofMinutes(10);

	private final CaptureLinkStore store;

	private final Requests requests;

	private final Workflows workflows;

	private final Applications applications;

	private final WebSettings web;

	private final Clock clock;

	private final InvitationMetrics metrics;

	CaptureSessions(CaptureLinkStore store, Requests requests, Workflows workflows, Applications applications,
			WebSettings web, Clock clock, InvitationMetrics metrics) {
		this.store = store;
		this.requests = requests;
		this.workflows = workflows;
		this.applications = applications;
		this.web = web;
		this.clock = clock;
		this.metrics = metrics;
	}

	/**
	 * Finds a link and its request, whether or not it can still be used.
	 * @throws CaptureLinkUnusable if there is no such link
	 */
	public KnownLink find(CaptureToken token) {
		FoundLink link = found(token);
		Request request = this.requests.get(link.requestId());
		return new KnownLink(link, request, this.applications.get(request.applicationId()));
	}

	private FoundLink found(CaptureToken token) {
		FoundLink link = this.store.findLink(token.hash())
			.orElseThrow(() -> new CaptureLinkUnusable(Reason.LINK_UNKNOWN));
		LogContext.about(link.requestId());
		return link;
	}

	/**
	 * Follows a link without changing anything, also while its next module is only about
	 * to start.
	 * @throws CaptureLinkUnusable if it opens nothing
	 */
	public OpenLink look(KnownLink link) {
		return usable(link);
	}

	/**
	 * Follows a link without changing anything.
	 * @throws CaptureLinkUnusable if it opens nothing
	 * @throws CaptureLinkNotReady if no module waits yet
	 */
	public OpenLink follow(KnownLink link) {
		return ready(look(link));
	}

	/**
	 * Resolves a link again, and locks its request against other decisions until the
	 * transaction ends.
	 * @throws CaptureLinkUnusable if it can no longer be used
	 * @throws CaptureLinkNotReady if no module waits any longer
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public OpenLink lock(OpenLink link) {
		Request request = this.requests.lock(link.request().id());
		return ready(usable(new KnownLink(link.link(), request, link.application())));
	}

	/**
	 * Resolves a token and locks its request against other decisions until the
	 * transaction ends.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public OpenLink lock(CaptureToken token) {
		FoundLink link = found(token);
		Request request = this.requests.lock(link.requestId());
		return ready(usable(new KnownLink(link, request, this.applications.get(request.applicationId()))));
	}

	/** Returns how many selfies may be submitted in a run. */
	public int maximumAttempts(ModuleRun.Id run) {
		return this.store.find(run)
			.map(CaptureWindow::maximumAttempts)
			.orElseThrow(() -> new IllegalStateException(run + " has no capture window"));
	}

	/**
	 * Opens a link: the person's session starts, and the module waits until its end.
	 * Opening it again changes nothing.
	 * @throws CaptureLinkUnusable if it opens nothing
	 * @throws CaptureLinkNotReady if no module waits yet
	 */
	@Transactional
	public OpenLink open(CaptureToken token) {
		OpenLink link = lock(token);
		if (link.link().openBefore() != null) {
			this.store.openHandOff(token.hash(), this.clock.instant());
		}
		if (link.opened()) {
			return link;
		}
		CaptureWindow opened = link.window().open(this.clock.instant());
		this.store.save(opened);
		this.store.addStep(opened.run(), Step.LINK_OPENED, this.clock.instant());
		this.workflows.moveExpiry(link.run(), opened.expiry());
		this.metrics.opened();
		return link.with(opened);
	}

	/**
	 * Issues a short-lived link to continue on another device. It replaces earlier ones
	 * that were not opened.
	 * @throws CaptureLinkUnusable if the link opens nothing
	 * @throws CaptureLinkNotReady if no module waits yet
	 * @throws AlreadyHandedOff if the link itself was issued for another device and is
	 * not opened
	 */
	@Transactional
	public HandOff handOff(CaptureToken token) {
		OpenLink link = lock(token);
		if (link.link().openBefore() != null) {
			throw new AlreadyHandedOff();
		}
		Instant soon = this.clock.instant().plus(HAND_OFF_TIME);
		Instant openBefore = soon.isBefore(link.window().linkExpiry()) ? soon : link.window().linkExpiry();
		CaptureToken handOff = CaptureToken.generate();
		this.store.addHandOff(link.request().id(), handOff.hash(), this.clock.instant(), openBefore);
		return new HandOff(handOff.link(this.web), openBefore);
	}

	/** Whether the person continued on another device. */
	public boolean continuedElsewhere(OpenLink link) {
		return this.store.continuedElsewhere(link.request().id());
	}

	/**
	 * Extends the session by its length, as often as its window allows.
	 * @throws CaptureLinkUnusable if the link opens nothing
	 * @throws CaptureLinkNotReady if no module waits yet
	 * @throws SessionNotExtended if the session has not begun, or was extended as often
	 * as it can be
	 */
	@Transactional
	public OpenLink extend(CaptureToken token) {
		OpenLink link = lock(token);
		if (!link.extensible()) {
			throw new SessionNotExtended();
		}
		CaptureWindow extended = link.window().extend();
		this.store.save(extended);
		this.store.addStep(extended.run(), Step.SESSION_EXTENDED, this.clock.instant());
		this.workflows.moveExpiry(link.run(), extended.expiry());
		return link.with(extended);
	}

	/**
	 * Records that the camera is running. May be repeated: the first time in a run
	 * counts.
	 */
	public void cameraStarted(OpenLink link) {
		this.store.addStep(link.run().id(), Step.CAMERA_STARTED, this.clock.instant());
	}

	private static OpenLink ready(OpenLink link) {
		if (!link.ready()) {
			throw new CaptureLinkNotReady();
		}
		return link;
	}

	private OpenLink usable(KnownLink known) {
		FoundLink link = known.link();
		Request request = known.request();
		Optional<Reason> over = Reason.of(request);
		if (over.isPresent()) {
			throw new CaptureLinkUnusable(over.get(), !request.completed());
		}
		if (link.replaced()) {
			throw new CaptureLinkUnusable(Reason.LINK_REPLACED);
		}
		Instant now = this.clock.instant();
		Optional<ModuleRun> run = request.waitingRun();
		CaptureWindow window = run.flatMap((waiting) -> this.store.find(waiting.id())).orElse(null);
		if ((window != null && window.expired(now))
				|| (link.openBefore() != null && !now.isBefore(link.openBefore()))) {
			throw new CaptureLinkUnusable(Reason.LINK_EXPIRED);
		}
		return new OpenLink(link, request, known.application(), (window != null) ? run.orElseThrow() : null, window);
	}

	/** A link that was issued, and the request it was issued for. */
	public record KnownLink(FoundLink link, Request request, Application application) {

		/** Names the request, never the person. */
		@Override
		public String toString() {
			return "KnownLink[" + this.request.id() + "]";
		}

	}

	/**
	 * A link to continue on another device.
	 *
	 * @param openBefore when it expires unless it was opened
	 */
	public record HandOff(URI link, Instant openBefore) {

		@Override
		public String toString() {
			return "HandOff[openBefore=" + this.openBefore + "]";
		}

	}

}
