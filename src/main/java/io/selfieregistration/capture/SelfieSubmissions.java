package io.selfieregistration.capture;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.selfieregistration.blocklist.BlockList;
import io.selfieregistration.capture.SelfieJudge.Judged;
import io.selfieregistration.comparison.ComparisonsBlocked;
import io.selfieregistration.comparison.ComparisonsPaused;
import io.selfieregistration.face.FaceAssessment;
import io.selfieregistration.face.FaceAnalysisBusy;
import io.selfieregistration.face.SelfieAssessment;
import io.selfieregistration.face.SelfieAssessor;
import io.selfieregistration.face.SelfieImage;
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

	private final SelfieJudge judge;

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
			SelfieAssessor assessor, ComputingTime computing, Photos photos, SelfieJudge judge, BlockList blockList,
			Workflows workflows, Clock clock, ApplicationEventPublisher events, CaptureMetrics metrics,
			RequestTraces traces, PlatformTransactionManager transactions) {
		this.sessions = sessions;
		this.requests = requests;
		this.runs = runs;
		this.attempts = attempts;
		this.assessor = assessor;
		this.computing = computing;
		this.photos = photos;
		this.judge = judge;
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
	 * @throws ComparisonsPaused if too many selfies of the user were compared in vain
	 * @throws ComparisonsBlocked likewise, and waiting does not help
	 */
	public void requireTurn(KnownLink link) {
		requireComparison(link);
		this.computing.requireCredit(link.request().id());
		if (this.inProgress.contains(link.request().id())) {
			throw new SubmissionInProgress();
		}
	}

	/**
	 * Requires that the module which waits behind a link may compare a selfie now, if it
	 * compares any.
	 * @throws ComparisonsPaused if the person has to wait
	 * @throws ComparisonsBlocked if the user has to register again
	 */
	public void requireComparison(KnownLink link) {
		this.judge.requireTurn(link.request());
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
	 * @throws ComparisonsPaused if the person has to wait; the selfie does not count
	 * @throws ComparisonsBlocked if the user has to register again
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
			this.judge.requireTurn(open.request());
			SelfieAssessment assessment = assess(id, upload);
			Judged judged = this.judge.judge(open, screened(open, submissionKey, assessment.face()));
			return judged.accepted() ? accept(open, submissionKey, assessment.image(), judged)
					: record(open, submissionKey, judged, null).verdict();
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

	private FaceAssessment screened(OpenLink link, String submissionKey, FaceAssessment face) {
		return this.blockList.screen(link.application().settings(), link.request(), submissionKey, face);
	}

	private Verdict accept(OpenLink link, String submissionKey, SelfieImage image, Judged judged) {
		String photo = this.photos.upload(link.request(), link.run().id(), image.jpeg());
		boolean relied = false;
		try {
			Recorded recorded = record(link, submissionKey, judged, photo);
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
	private Recorded record(OpenLink link, String submissionKey, Judged judged, String photo) {
		Recorded recorded = this.transaction.execute((status) -> {
			this.requests.lock(link.request().id());
			return this.attempts.find(link.request().id(), submissionKey)
				.map((earlier) -> new Recorded(verdict(earlier), false))
				.orElseGet(() -> new Recorded(recordLocked(link, submissionKey, judged, photo), true));
		});
		if (recorded.fresh()) {
			Verdict verdict = recorded.verdict();
			logger.info("A selfie was {}: {}", verdict.accepted() ? "accepted" : "refused",
					verdict.findings().stream().map((finding) -> finding.code().code()).toList());
		}
		return recorded;
	}

	private Verdict recordLocked(OpenLink before, String submissionKey, Judged judged, String photo) {
		OpenLink link = opened(this.sessions.lock(before));
		if (!link.run().id().equals(before.run().id())) {
			// The photo was uploaded for a run that has ended.
			throw new CaptureLinkNotOpened();
		}
		ModuleRun run = link.run();
		Optional<Decision> early = this.judge.settle(link, judged);
		int number = this.attempts.add(run.id(), submissionKey, judged, this.clock.instant());
		int left = early.isPresent() ? 0 : Math.max(0, link.window().maximumAttempts() - number);
		if (judged.accepted()) {
			this.photos.accept(photo);
			run = this.runs.accept(run.id(), judged.hints(), judged.score());
		}
		else if (left == 0) {
			run = this.runs.decide(run.id(), early.orElse(this.judge.exhausted(run)));
		}
		this.workflows.selfieSubmitted(run, judged.accepted(), left, link.window().expiry());
		this.events.publishEvent(new SelfieJudged(run.id().request(), judged.accepted(), judged.findings()));
		return new Verdict(judged.accepted(), left, judged.findings());
	}

	private static OpenLink opened(OpenLink link) {
		if (!link.opened()) {
			throw new CaptureLinkNotOpened();
		}
		return link;
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
