package io.selfieregistration.capture;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.selfieregistration.application.QualityPolicy;
import io.selfieregistration.blocklist.BlockList;
import io.selfieregistration.face.FaceAnalysisBusy;
import io.selfieregistration.face.FaceAssessment;
import io.selfieregistration.face.SelfieAssessment;
import io.selfieregistration.face.SelfieAssessor;
import io.selfieregistration.face.SelfieImageRejected;
import io.selfieregistration.invitation.CaptureLinkNotReady;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureSessions;
import io.selfieregistration.invitation.CaptureSessions.KnownLink;
import io.selfieregistration.invitation.OpenLink;
import io.selfieregistration.photo.ObjectStoreUnavailable;
import io.selfieregistration.photo.Photos;
import io.selfieregistration.request.Decision;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.ModuleRuns;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestTraces;
import io.selfieregistration.request.Requests;
import io.selfieregistration.request.Workflows;
import io.selfieregistration.template.FacialTemplates;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Accepts selfies.
 * <p>
 * Order of writes for an accepted one: row of the photo, object, then in one transaction
 * the attempt, the template, the decision and the message to the module. Only then is the
 * person told. If the node dies in between, the sweeps remove what is not relied on, or
 * bring the message to the module.
 */
@Service
public class SelfieSubmissions {

	private static final Logger logger = LoggerFactory.getLogger(SelfieSubmissions.class);

	private final CaptureSessions sessions;

	private final Requests requests;

	private final ModuleRuns runs;

	private final AttemptStore attempts;

	private final SelfieAssessor assessor;

	private final ComputingTime computing;

	private final Photos photos;

	private final FacialTemplates templates;

	private final BlockList blockList;

	private final Workflows workflows;

	private final Clock clock;

	private final ApplicationEventPublisher events;

	private final CaptureMetrics metrics;

	private final RequestTraces traces;

	private final TransactionTemplate transaction;

	/** Requests whose selfie this node is assessing; one at a time for each. */
	private final Set<RequestId> inProgress = ConcurrentHashMap.newKeySet();

	SelfieSubmissions(CaptureSessions sessions, Requests requests, ModuleRuns runs, AttemptStore attempts,
			SelfieAssessor assessor, ComputingTime computing, Photos photos, FacialTemplates templates,
			BlockList blockList, Workflows workflows, Clock clock, ApplicationEventPublisher events,
			CaptureMetrics metrics, RequestTraces traces, PlatformTransactionManager transactions) {
		this.sessions = sessions;
		this.requests = requests;
		this.runs = runs;
		this.attempts = attempts;
		this.assessor = assessor;
		this.computing = computing;
		this.photos = photos;
		this.templates = templates;
		this.blockList = blockList;
		this.workflows = workflows;
		this.clock = clock;
		this.events = events;
		this.metrics = metrics;
		this.traces = traces;
		this.transaction = new TransactionTemplate(transactions);
	}

	/** Returns how many more selfies may be submitted with a link, 0 or more. */
	public int attemptsLeft(OpenLink link) {
		return Math.max(0, link.window().maximumAttempts() - this.attempts.count(link.run().id()));
	}

	/**
	 * Requires that a link may have another selfie assessed now. To be asked before the
	 * upload is read.
	 * @throws TooMuchComputing if its uploads took far more than its share
	 * @throws SubmissionInProgress if another selfie for the request is being judged
	 */
	public void requireTurn(KnownLink link) {
		this.computing.requireCredit(link.request().id());
		if (this.inProgress.contains(link.request().id())) {
			throw new SubmissionInProgress();
		}
	}

	/**
	 * Assesses a selfie and accepts it if it is good enough. Idempotent by submission
	 * key: the selfie counts once, and a repetition gets the same verdict.
	 * @param link that the person followed, usable or not
	 * @param submissionKey the same for all tries to submit the same selfie
	 * @param upload bytes as received
	 * @throws CaptureLinkUnusable if the link cannot be used, also because another selfie
	 * was accepted first
	 * @throws CaptureLinkNotReady if no module waits yet
	 * @throws CaptureLinkNotOpened if the link was not opened
	 * @throws SelfieImageRejected if the upload is no usable picture; it does not count
	 * as an attempt
	 * @throws SubmissionInProgress if another selfie for the request is being judged
	 * @throws FaceAnalysisBusy if there are too many at once; nothing was changed
	 * @throws ObjectStoreUnavailable if the photo cannot be kept; nothing was changed
	 */
	public Verdict submit(KnownLink link, String submissionKey, byte[] upload) {
		RequestId id = link.request().id();
		if (!this.inProgress.add(id)) {
			throw new SubmissionInProgress();
		}
		RequestTraces.Span span = this.traces.begin(id, "submit selfie");
		try {
			Optional<Attempt> earlier = this.attempts.find(id, submissionKey);
			if (earlier.isPresent()) {
				return verdict(earlier.get());
			}
			OpenLink open = opened(this.sessions.follow(link));
			SelfieAssessment assessment = screened(open, submissionKey, assess(id, upload));
			return accepted(assessment.face(), open) ? accept(open, submissionKey, assessment)
					: record(open, submissionKey, assessment.face(), null).verdict();
		}
		finally {
			span.end();
			this.inProgress.remove(id);
		}
	}

	private SelfieAssessment assess(RequestId id, byte[] upload) {
		try {
			return this.assessor.assess(upload, this.computing.of(id));
		}
		catch (SelfieImageRejected ex) {
			this.metrics.countUnusable(ex);
			throw ex;
		}
	}

	private SelfieAssessment screened(OpenLink link, String submissionKey, SelfieAssessment assessment) {
		return new SelfieAssessment(assessment.image(),
				this.blockList.screen(link.application().settings(), link.request(), submissionKey, assessment.face()));
	}

	private Verdict accept(OpenLink link, String submissionKey, SelfieAssessment assessment) {
		String photo = this.photos.upload(link.request(), link.run().id(), assessment.image().jpeg());
		boolean relied = false;
		try {
			Recorded recorded = record(link, submissionKey, assessment.face(), photo);
			relied = recorded.fresh();
			return recorded.verdict();
		}
		finally {
			if (!relied) {
				this.photos.discard(photo);
			}
		}
	}

	/**
	 * Writes an attempt and its consequences, unless another node has written it or the
	 * run has been decided.
	 * @param photo key of the uploaded photo of an accepted selfie, or null
	 */
	private Recorded record(OpenLink link, String submissionKey, FaceAssessment face, String photo) {
		Recorded recorded = this.transaction.execute((status) -> {
			this.requests.lock(link.request().id());
			return this.attempts.find(link.request().id(), submissionKey)
				.map((earlier) -> new Recorded(verdict(earlier), false))
				.orElseGet(() -> new Recorded(recordLocked(link, submissionKey, face, photo), true));
		});
		if (recorded.fresh()) {
			Verdict verdict = recorded.verdict();
			logger.info("A selfie was {}: {}", verdict.accepted() ? "accepted" : "refused",
					verdict.findings().stream().map((finding) -> finding.code().code()).toList());
		}
		return recorded;
	}

	private Verdict recordLocked(OpenLink before, String submissionKey, FaceAssessment face, String photo) {
		OpenLink link = opened(this.sessions.lock(before));
		if (!link.run().id().equals(before.run().id())) {
			// The photo was uploaded for a run that has ended.
			throw new CaptureLinkNotOpened();
		}
		ModuleRun.Id run = link.run().id();
		boolean accepted = accepted(face, link);
		int number = this.attempts.add(run, submissionKey, accepted, face, this.clock.instant());
		int left = Math.max(0, link.window().maximumAttempts() - number);
		if (accepted) {
			this.photos.accept(photo);
			this.templates.accept(link.request(), run, face.template().orElseThrow());
			this.runs.accept(run, hints(face));
		}
		else if (left == 0) {
			this.runs.decide(run, Decision.ATTEMPTS_EXHAUSTED);
		}
		this.workflows.selfieSubmitted(link.run(), accepted, left, link.window().expiry());
		this.events.publishEvent(new SelfieJudged(run.request(), accepted, face.findings()));
		return new Verdict(accepted, left, face.findings());
	}

	private static OpenLink opened(OpenLink link) {
		if (!link.opened()) {
			throw new CaptureLinkNotOpened();
		}
		return link;
	}

	private static boolean accepted(FaceAssessment face, OpenLink link) {
		return face.accepted() && (link.qualityPolicy() != QualityPolicy.STRICT || face.findings().isEmpty());
	}

	/** What integrators are told of an accepted selfie, or null. */
	private static String hints(FaceAssessment face) {
		return face.findings().isEmpty() ? null
				: face.findings().stream().map((hint) -> hint.code().code()).collect(Collectors.joining(","));
	}

	private Verdict verdict(Attempt attempt) {
		int maximum = this.sessions.maximumAttempts(attempt.run());
		return new Verdict(attempt.accepted(), Math.max(0, maximum - attempt.number()), attempt.findings());
	}

	/**
	 * The outcome of writing an attempt.
	 *
	 * @param fresh false if it was already written
	 */
	private record Recorded(Verdict verdict, boolean fresh) {
	}

}
