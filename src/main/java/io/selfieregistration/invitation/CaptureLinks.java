package io.selfieregistration.invitation;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.Applications;
import io.selfieregistration.invitation.InvitationSender.ContactProblem;
import io.selfieregistration.invitation.CaptureLinkStore.Step;
import io.selfieregistration.invitation.InvitationMetrics.Message;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.ModuleRuns;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestDecided;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.request.Workflows;
import io.selfieregistration.web.WebSettings;
import io.selfieregistration.workflow.ModuleSettings;

import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Issues capture links and sends them to people. Only the link carries the token; we
 * store its SHA-256.
 */
@Service
public class CaptureLinks {

	private static final Logger logger = LoggerFactory.getLogger(CaptureLinks.class);

	/**
	 * How long a person who has finished one module is assumed to keep the page open for
	 * the next.
	 */
	private static final Duration STILL_THERE = Duration.ofMinutes(2);

	private final CaptureLinkStore store;

	private final Requests requests;

	private final ModuleRuns runs;

	private final Workflows workflows;

	private final Applications applications;

	private final List<InvitationSender> senders;

	private final WebSettings web;

	private final Clock clock;

	private final InvitationMetrics metrics;

	private final TransactionTemplate beforehand;

	CaptureLinks(CaptureLinkStore store, Requests requests, ModuleRuns runs, Workflows workflows,
			Applications applications, List<InvitationSender> senders, WebSettings web, Clock clock,
			InvitationMetrics metrics, PlatformTransactionManager transactions) {
		this.store = store;
		this.requests = requests;
		this.runs = runs;
		this.workflows = workflows;
		this.applications = applications;
		this.senders = List.copyOf(senders);
		this.web = web;
		this.clock = clock;
		this.metrics = metrics;
		this.beforehand = new TransactionTemplate(transactions);
		this.beforehand.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	/**
	 * Issues the link of a new request in the current transaction, if the integrator
	 * passes it on.
	 * @return empty when the link is sent to the person later, by the workflow
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Optional<URI> issueForAnswer(RequestId id, Application application) {
		return application.settings().linkIsSent() ? Optional.empty() : Optional.of(newLink(id));
	}

	/**
	 * Says why the link of a request with these contacts could never be sent; empty also
	 * if the integrator passes it on.
	 */
	public Optional<ContactProblem> contactProblem(Application application, String email, String phone) {
		return application.settings().linkIsSent()
				? sender(application).flatMap((sender) -> sender.problem(email, phone)) : Optional.empty();
	}

	/**
	 * Opens the capture window of a module run, and sends the link if the application has
	 * links sent, unless the person is still on the page from the module before. The
	 * window starts now, however long the channel was down before. May be repeated: a
	 * link that was sent is not sent again, and one that may have been sent is followed
	 * by a newer link.
	 * @param processInstanceId of the module
	 * @param settings settings of the model, which override those of the application
	 * @return when the waiting for the selfie ends, and when to remind the person
	 * @throws CaptureLinkUndeliverable if the person can never be reached
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Dispatch dispatch(RequestId id, String processInstanceId, ModuleSettings settings)
			throws CaptureLinkUndeliverable {
		ModuleRun run = this.runs.lock(id, processInstanceId);
		Request request = this.requests.get(id);
		Application application = this.applications.get(request.applicationId());
		CaptureWindow window = this.store.find(run.id()).orElse(null);
		if (window == null || !window.dispatched()) {
			boolean sent = application.settings().linkIsSent() && (window != null || !isStillThere(request, run));
			// A person who opened the link before a retry of this step keeps the session,
			// and one who asked for a new link has the time that is left.
			window = (window != null && (window.opened() || window.resent())) ? window
					: CaptureWindow.fresh(run.id(), application.settings(), settings, this.clock.instant());
			if (sent && !window.expired(this.clock.instant())) {
				CaptureWindow early = window;
				this.beforehand.executeWithoutResult((status) -> this.store.save(early));
				send(application, request, window, true);
			}
			window = window.dispatch(this.clock.instant());
			this.store.save(window);
			this.store.addStep(run.id(), Step.LINK_SENT, this.clock.instant());
		}
		return new Dispatch(window.expiry(), reminder(application, window, settings));
	}

	/** Whether the person has just finished the module before. */
	private boolean isStillThere(Request request, ModuleRun run) {
		if (run.id().number() == 1) {
			return false;
		}
		Instant since = this.clock.instant().minus(STILL_THERE);
		return this.requests.phases(request.id())
			.stream()
			.flatMap((phase) -> phase.runs().stream())
			.filter((earlier) -> earlier.id().number() == run.id().number() - 1)
			.anyMatch((earlier) -> earlier.outcome().ofSelfies() && earlier.decidedAt() != null
					&& earlier.decidedAt().isAfter(since));
	}

	/**
	 * Sends the person a further link as a reminder, unless the run is decided. The
	 * earlier link stays usable. May be repeated.
	 * @param processInstanceId of the module
	 * @throws CaptureLinkUndeliverable if the person can never be reached
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void remind(RequestId id, String processInstanceId) throws CaptureLinkUndeliverable {
		ModuleRun run = this.runs.lock(id, processInstanceId);
		Request request = this.requests.get(id);
		Application application = this.applications.get(request.applicationId());
		CaptureWindow window = this.store.find(run.id())
			.orElseThrow(() -> new IllegalStateException(run.id() + " has no capture window"));
		boolean pointless = !run.waiting() || window.opened() || window.remindedAt() != null
				|| window.expired(this.clock.instant()) || !application.settings().linkIsSent();
		if (!pointless) {
			send(application, request, window, false);
			this.store.save(window.remind(this.clock.instant()));
			this.store.addStep(run.id(), Step.REMINDER_SENT, this.clock.instant());
		}
	}

	/**
	 * Issues a new link that replaces the earlier ones, or has it sent if the application
	 * has links sent. The time to open it starts again.
	 * @return the link for the integrator to pass on; empty if the workflow sends it
	 * @throws RequestDecided if no selfie can be taken for the request any longer
	 */
	@Transactional
	public Optional<URI> renew(RequestId id) {
		Request request = this.requests.lock(id);
		if (!request.open()) {
			throw new RequestDecided();
		}
		Application application = this.applications.get(request.applicationId());
		boolean sent = application.settings().linkIsSent();
		Optional<CaptureWindow> earlier = request.waitingRun().flatMap((run) -> this.store.find(run.id()));
		if (sent && !earlier.map(CaptureWindow::dispatched).orElse(false)) {
			// The first link is about to be sent.
			return Optional.empty();
		}
		this.store.replaceLinks(id, this.clock.instant());
		if (earlier.isPresent()) {
			ModuleRun run = request.waitingRun().orElseThrow();
			CaptureWindow window = earlier.get().renew(application.settings(), sent, this.clock.instant());
			this.store.save(window);
			this.store.addStep(run.id(), Step.LINK_RENEWED, this.clock.instant());
			this.workflows.moveExpiry(run, window.expiry());
			if (sent) {
				this.workflows.resendLink(run);
				return Optional.empty();
			}
		}
		return Optional.of(newLink(id));
	}

	/**
	 * Commits the link before sending it, so that no person gets a link we do not know,
	 * even if the node dies right after sending.
	 */
	private void send(Application application, Request request, CaptureWindow window, boolean replace)
			throws CaptureLinkUndeliverable {
		InvitationSender sender = sender(application).orElseThrow(() -> new IllegalStateException(
				"Nothing is configured that reaches people as the application " + application.id() + " wants it"));
		URI link = this.beforehand.execute((status) -> {
			if (replace) {
				this.store.replaceLinks(request.id(), this.clock.instant());
			}
			return newLink(request.id());
		});
		this.metrics.dispatch(application.settings(), replace ? Message.LINK : Message.REMINDER, () -> sender
			.send(application, request, link, Duration.between(this.clock.instant(), window.openBefore())));
		logger.info("A {} was sent by {}", (replace ? Message.LINK : Message.REMINDER).code(),
				application.settings().notificationType());
	}

	private Optional<InvitationSender> sender(Application application) {
		return this.senders.stream().filter((candidate) -> candidate.serves(application.settings())).findFirst();
	}

	private URI newLink(RequestId id) {
		CaptureToken token = CaptureToken.generate();
		this.store.addLink(id, token.hash(), this.clock.instant());
		return token.link(this.web);
	}

	/**
	 * Without a reminder, or with one that would be due before the link is sent, the
	 * timer is set after the expiry, where it never fires.
	 */
	private static Instant reminder(Application application, CaptureWindow window, ModuleSettings settings) {
		Duration before = settings.reminder().orElse(application.settings().reminder());
		boolean due = before != null && application.settings().linkIsSent()
				&& window.openBefore().minus(before).isAfter(window.dispatchedAt());
		return due ? window.openBefore().minus(before) : window.openBefore().plus(Duration.ofDays(1));
	}

	/**
	 * The times that the process waits for.
	 *
	 * @param expiry when the capture window ends
	 * @param reminder when to remind the person; after the expiry if never
	 */
	public record Dispatch(Instant expiry, Instant reminder) {
	}

}
