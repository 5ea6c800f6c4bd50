package io.selfieregistration.invitation;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.Applications;
import io.selfieregistration.application.QualityPolicy;
import io.selfieregistration.invitation.CaptureLinkStore.FoundLink;
import io.selfieregistration.invitation.CaptureLinkStore.LinkUse;
import io.selfieregistration.invitation.CaptureLinkStore.Step;
import io.selfieregistration.invitation.CaptureLinkUnusable.Reason;
import io.selfieregistration.invitation.InvitationMetrics.Message;
import io.selfieregistration.request.CaptureLinkIssuer;
import io.selfieregistration.request.LogContext;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestDecided;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.request.Workflows;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes capture links and follows them. A token is a secret: it leaves this class in a
 * link, and only its hash is kept.
 */
@Service
public class CaptureLinks implements CaptureLinkIssuer {

	private static final Logger logger = LoggerFactory.getLogger(CaptureLinks.class);

	/** How long a link for another device can be opened. */
	private static final Duration HAND_OFF_TIME = Duration.ofMinutes(10);

	private final CaptureLinkStore store;

	private final ObjectProvider<Requests> requests;

	private final Workflows workflows;

	private final Applications applications;

	private final List<InvitationSender> senders;

	private final WebSettings web;

	private final Clock clock;

	private final InvitationMetrics metrics;

	private final TransactionTemplate beforehand;

	/**
	 * Requests issue links and links are followed to requests, so one of them comes late.
	 */
	CaptureLinks(CaptureLinkStore store, ObjectProvider<Requests> requests, Workflows workflows,
			Applications applications, List<InvitationSender> senders, WebSettings web, Clock clock,
			InvitationMetrics metrics, PlatformTransactionManager transactions) {
		this.store = store;
		this.requests = requests;
		this.workflows = workflows;
		this.applications = applications;
		this.senders = List.copyOf(senders);
		this.web = web;
		this.clock = clock;
		this.metrics = metrics;
		this.beforehand = new TransactionTemplate(transactions);
		this.beforehand.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	@Override
	@Transactional(propagation = Propagation.MANDATORY)
	public Optional<URI> issueForAnswer(Request request, Application application) {
		if (application.settings().linkIsSent()) {
			return Optional.empty();
		}
		this.store.save(newWindow(request.id(), application, LinkSettings.NONE));
		return Optional.of(newLink(request.id()));
	}

	/**
	 * The links that the integrator handed on lead to the next phase then; one that we
	 * sent is followed by another.
	 */
	@Override
	@Transactional(propagation = Propagation.MANDATORY)
	public void endPhase(Request request) {
		if (application(request).settings().linkIsSent()) {
			this.store.replaceLinks(request.id(), now());
		}
		this.store.remove(request.id());
	}

	/**
	 * Makes the link of a request and sends it, where the application wants it sent. The
	 * person's time starts now, however long the channel was down before. Calling it
	 * again is safe: a link that was sent is not sent again, and one that may have been
	 * is sent once more with a newer link.
	 * @param settings what the model sets in place of the application
	 * @return when the waiting for the selfie ends, and when to remind the person
	 * @throws CaptureLinkUndeliverable if the person can never be reached
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Dispatch dispatch(RequestId id, LinkSettings settings) throws CaptureLinkUndeliverable {
		Request request = this.requests.getObject().lock(id);
		Application application = application(request);
		boolean sent = application.settings().linkIsSent();
		CaptureWindow window = this.store.find(id).orElse(null);
		if (window == null || (window.dispatchedAt() == null && (settings.any() || sent))) {
			window = (window != null && window.opened()) ? changed(window, settings)
					: newWindow(id, application, settings);
			CaptureWindow fresh = window;
			this.beforehand.executeWithoutResult((status) -> this.store.save(fresh));
		}
		if (window.dispatchedAt() == null) {
			if (sent) {
				send(application, request, window, true);
			}
			window = dispatched(window);
			this.store.save(window);
			this.store.addStep(id, Step.LINK_SENT, now());
		}
		return new Dispatch(window.expiry(), reminder(application, window, settings));
	}

	/**
	 * Sends the person a further link, unless it is of no use any more. The earlier link
	 * stays usable. Calling it again is safe.
	 * @throws CaptureLinkUndeliverable if the person can never be reached
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void remind(RequestId id) throws CaptureLinkUndeliverable {
		Request request = this.requests.getObject().lock(id);
		Application application = application(request);
		CaptureWindow window = window(id);
		boolean pointless = !request.open() || window.opened() || window.remindedAt() != null || window.expired(now())
				|| !application.settings().linkIsSent();
		if (!pointless) {
			send(application, request, window, false);
			this.store.save(new CaptureWindow(id, window.openBefore(), window.session(), window.maximumAttempts(),
					window.qualityPolicy(), null, null, window.dispatchedAt(), now()));
			this.store.addStep(id, Step.REMINDER_SENT, now());
		}
	}

	/**
	 * Makes a new link in place of the earlier ones, or has it sent where the application
	 * wants it sent. The time to open it starts anew.
	 * @return the link for the integrator to hand on; empty if it is sent by the workflow
	 * @throws RequestDecided if no selfie can be taken for the request any more
	 */
	@Transactional
	public Optional<URI> renew(RequestId id) {
		Request request = this.requests.getObject().lock(id);
		if (!request.open()) {
			throw new RequestDecided();
		}
		Application application = application(request);
		Optional<CaptureWindow> earlier = this.store.find(id);
		boolean sent = application.settings().linkIsSent();
		if (sent && earlier.map(CaptureWindow::dispatchedAt).isEmpty()) {
			// It is about to be sent for the first time.
			return Optional.empty();
		}
		CaptureWindow fresh = newWindow(id, application, LinkSettings.NONE);
		CaptureWindow window = new CaptureWindow(id, fresh.openBefore(), fresh.session(),
				earlier.map(CaptureWindow::maximumAttempts).orElse(fresh.maximumAttempts()),
				earlier.map(CaptureWindow::qualityPolicy).orElse(null), null, null,
				sent ? null : earlier.map(CaptureWindow::dispatchedAt).orElse(null), null);
		this.store.save(window);
		this.store.replaceLinks(id, now());
		this.store.addStep(id, Step.LINK_RENEWED, now());
		this.workflows.moveExpiry(id, window.expiry());
		if (sent) {
			this.workflows.resendLink(id);
			return Optional.empty();
		}
		return Optional.of(newLink(id));
	}

	/**
	 * Finds the request that a link was made for, whether it can still be used or not.
	 * @throws CaptureLinkUnusable if nobody ever made this link
	 */
	public RequestId requestOf(CaptureToken token) {
		return found(token).requestId();
	}

	/** How many selfies may be submitted in the current phase of a request. */
	public int maximumAttempts(RequestId id) {
		return this.store.find(id)
			.map(CaptureWindow::maximumAttempts)
			.orElseGet(() -> application(this.requests.getObject().get(id)).settings().maximumAttempts());
	}

	/**
	 * Follows a link without changing anything.
	 * @throws CaptureLinkUnusable if it opens nothing
	 */
	@Transactional(readOnly = true)
	public OpenLink follow(CaptureToken token) {
		FoundLink link = found(token);
		return usable(link, this.requests.getObject().get(link.requestId()));
	}

	/**
	 * Follows a link and keeps everybody else from deciding its request until the
	 * transaction ends.
	 * @throws CaptureLinkUnusable if it opens nothing
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public OpenLink followAndLock(CaptureToken token) {
		FoundLink link = found(token);
		return usable(link, this.requests.getObject().lock(link.requestId()));
	}

	/**
	 * Opens a link: the person's session starts, and the process waits until its end.
	 * Opening it again changes nothing.
	 * @throws CaptureLinkUnusable if it opens nothing
	 */
	@Transactional
	public OpenLink open(CaptureToken token) {
		FoundLink found = found(token);
		OpenLink link = usable(found, this.requests.getObject().lock(found.requestId()));
		if (found.openBefore() != null) {
			this.store.openHandOff(token.hash(), now());
		}
		CaptureWindow window = link.window();
		if (window.opened()) {
			return link;
		}
		CaptureWindow opened = new CaptureWindow(window.requestId(), window.openBefore(), window.session(),
				window.maximumAttempts(), window.qualityPolicy(), now(), now().plus(window.session()),
				window.dispatchedAt(), window.remindedAt());
		this.store.save(opened);
		this.store.addStep(window.requestId(), Step.LINK_OPENED, now());
		this.workflows.moveExpiry(window.requestId(), opened.expiry());
		this.metrics.opened();
		return new OpenLink(link.request(), link.application(), opened);
	}

	/**
	 * Makes a link with which the person goes on on another device. It has to be opened
	 * soon; the links that were made so before, and nobody opened, open nothing any more.
	 * @throws CaptureLinkUnusable if the link opens nothing
	 * @throws HandedOffBefore if the link was made so itself, and nobody has opened it
	 */
	@Transactional
	public HandOff handOff(CaptureToken token) {
		if (found(token).openBefore() != null) {
			throw new HandedOffBefore();
		}
		OpenLink link = followAndLock(token);
		Instant soon = now().plus(HAND_OFF_TIME);
		Instant openBefore = soon.isBefore(link.window().expiry()) ? soon : link.window().expiry();
		CaptureToken handOff = CaptureToken.generate();
		this.store.addHandOff(link.request().id(), handOff.hash(), now(), openBefore);
		return new HandOff(address(handOff), openBefore);
	}

	/**
	 * How a link and its session are used.
	 * @throws CaptureLinkUnusable if nobody ever made this link
	 */
	public LinkUse use(CaptureToken token) {
		return this.store.use(token.hash()).orElseThrow(() -> new CaptureLinkUnusable(Reason.LINK_UNKNOWN));
	}

	/**
	 * Gives the person the length of the session once more, added to what is left.
	 * @throws CaptureLinkUnusable if the link opens nothing
	 * @throws SessionNotExtended if the session has not begun, or was extended before
	 */
	@Transactional
	public OpenLink extend(CaptureToken token) {
		OpenLink link = followAndLock(token);
		CaptureWindow window = link.window();
		if (!window.opened()) {
			throw new SessionNotExtended();
		}
		Instant until = window.sessionEndsAt().plus(window.session());
		if (!this.store.extendSession(window.requestId(), until, now())) {
			throw new SessionNotExtended();
		}
		this.store.addStep(window.requestId(), Step.SESSION_EXTENDED, now());
		this.workflows.moveExpiry(window.requestId(), until);
		return new OpenLink(link.request(), link.application(), window(window.requestId()));
	}

	/**
	 * Keeps that the camera of the person runs. May be repeated: the first time in a
	 * phase counts.
	 */
	public void cameraStarted(OpenLink link) {
		this.store.addStep(link.request().id(), Step.CAMERA_STARTED, now());
	}

	private FoundLink found(CaptureToken token) {
		FoundLink link = this.store.findLink(token.hash())
			.orElseThrow(() -> new CaptureLinkUnusable(Reason.LINK_UNKNOWN));
		LogContext.about(link.requestId());
		return link;
	}

	private OpenLink usable(FoundLink link, Request request) {
		if (request.outcome() != null || request.decision() != null) {
			throw new CaptureLinkUnusable(reason(request));
		}
		if (link.replaced()) {
			throw new CaptureLinkUnusable(Reason.LINK_REPLACED);
		}
		// Between two phases there is none.
		CaptureWindow window = this.store.find(request.id())
			.orElseThrow(() -> new CaptureLinkUnusable(Reason.LINK_USED));
		if (window.expired(now()) || (link.openBefore() != null && !now().isBefore(link.openBefore()))) {
			throw new CaptureLinkUnusable(Reason.LINK_EXPIRED);
		}
		return new OpenLink(request, application(request), window);
	}

	private static Reason reason(Request request) {
		if (request.outcome() != null) {
			return switch (request.outcome()) {
				case REGISTERED -> Reason.LINK_USED;
				case ATTEMPTS_EXHAUSTED -> Reason.ATTEMPTS_EXHAUSTED;
				case CANCELLED -> Reason.REQUEST_CANCELLED;
				case CONSENT_REFUSED -> Reason.CONSENT_REFUSED;
				case SKIPPED -> Reason.REGISTRATION_NOT_NEEDED;
				case EXPIRED, UNDELIVERABLE -> Reason.LINK_EXPIRED;
			};
		}
		return switch (request.decision()) {
			case ACCEPTED -> Reason.LINK_USED;
			case ATTEMPTS_EXHAUSTED -> Reason.ATTEMPTS_EXHAUSTED;
			case CANCELLED -> Reason.REQUEST_CANCELLED;
			case CONSENT_REFUSED -> Reason.CONSENT_REFUSED;
			case EXPIRED -> Reason.LINK_EXPIRED;
		};
	}

	/**
	 * The link is committed before it is sent: nobody gets a link that is not known, also
	 * when the node dies right after the message has gone out.
	 */
	private void send(Application application, Request request, CaptureWindow window, boolean replace)
			throws CaptureLinkUndeliverable {
		InvitationSender sender = this.senders.stream()
			.filter((candidate) -> candidate.serves(application.settings()))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(
					"Nothing is configured that reaches people as the application " + application.id() + " wants it"));
		URI link = this.beforehand.execute((status) -> {
			if (replace) {
				this.store.replaceLinks(request.id(), now());
			}
			return newLink(request.id());
		});
		this.metrics.dispatch(application.settings(), replace ? Message.LINK : Message.REMINDER,
				() -> sender.send(application, request, link, Duration.between(now(), window.openBefore())));
		logger.info("A {} was sent by {}", (replace ? Message.LINK : Message.REMINDER).word(),
				application.settings().notificationType());
	}

	private URI newLink(RequestId id) {
		CaptureToken token = CaptureToken.generate();
		this.store.addLink(id, token.hash(), now());
		return address(token);
	}

	private URI address(CaptureToken token) {
		return this.web.address("/capture/#" + token.value());
	}

	private CaptureWindow newWindow(RequestId id, Application application, LinkSettings settings) {
		return new CaptureWindow(id, now().plus(settings.expiry().orElse(application.settings().linkExpiry())),
				application.settings().sessionLength(),
				settings.maximumAttempts().orElse(application.settings().maximumAttempts()),
				settings.qualityPolicy().orElse(null), null, null, null, null);
	}

	/** A person who was faster than the process keeps the time that the session has. */
	private static CaptureWindow changed(CaptureWindow window, LinkSettings settings) {
		return new CaptureWindow(window.requestId(), window.openBefore(), window.session(),
				settings.maximumAttempts().orElse(window.maximumAttempts()),
				settings.qualityPolicy().orElse(window.qualityPolicy()), window.openedAt(), window.sessionEndsAt(),
				null, window.remindedAt());
	}

	private CaptureWindow dispatched(CaptureWindow window) {
		return new CaptureWindow(window.requestId(), window.openBefore(), window.session(), window.maximumAttempts(),
				window.qualityPolicy(), window.openedAt(), window.sessionEndsAt(), now(), window.remindedAt());
	}

	/**
	 * Without a reminder the timer lies behind the expiry, where it never fires. So it
	 * does when the reminder would be due before the link is sent.
	 */
	private static Instant reminder(Application application, CaptureWindow window, LinkSettings settings) {
		Duration before = settings.reminder().orElse(application.settings().reminder());
		boolean due = before != null && application.settings().linkIsSent()
				&& window.openBefore().minus(before).isAfter(window.dispatchedAt());
		return due ? window.openBefore().minus(before) : window.openBefore().plus(Duration.ofDays(1));
	}

	private CaptureWindow window(RequestId id) {
		return this.store.find(id)
			.orElseThrow(() -> new IllegalStateException("The request " + id + " has no capture link"));
	}

	private Application application(Request request) {
		return this.applications.get(request.applicationId());
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	/**
	 * A link to go on with on another device.
	 *
	 * @param openBefore when it opens nothing any more, unless it was opened
	 */
	public record HandOff(URI link, Instant openBefore) {

		@Override
		public String toString() {
			return "HandOff[openBefore=" + this.openBefore + "]";
		}

	}

	/** A link that opens something, and what it opens. */
	public record OpenLink(Request request, Application application, CaptureWindow window) {

		/** How strictly a selfie for it is judged. */
		public QualityPolicy qualityPolicy() {
			return (this.window.qualityPolicy() != null) ? this.window.qualityPolicy()
					: this.application.settings().qualityPolicy();
		}

	}

	/**
	 * What the process waits for.
	 *
	 * @param expiry when the waiting ends
	 * @param reminder when the person is reminded; after the expiry, if never
	 */
	public record Dispatch(Instant expiry, Instant reminder) {
	}

}
