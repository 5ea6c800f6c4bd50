package io.selfieregistration.capture;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.selfieregistration.face.FaceAnalysisBusy;
import io.selfieregistration.application.QualityPolicy;
import io.selfieregistration.face.FaceAssessment;
import io.selfieregistration.face.SelfieAssessment;
import io.selfieregistration.face.SelfieAssessor;
import io.selfieregistration.face.SelfieImageRejected;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureLinks;
import io.selfieregistration.invitation.CaptureLinks.OpenLink;
import io.selfieregistration.invitation.CaptureToken;
import io.selfieregistration.photo.ObjectStoreUnavailable;
import io.selfieregistration.photo.Photos;
import io.selfieregistration.request.Decision;
import io.selfieregistration.request.Request;
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
 * the attempt, the template, the decision and the message to the process. Only then is
 * the person told. If the node dies in between, the sweeps remove what nobody relies on,
 * or bring the message to the process.
 */
@Service
public class SelfieSubmissions {

	private static final Logger logger = LoggerFactory.getLogger(SelfieSubmissions.class);

	private final CaptureLinks links;

	private final Requests requests;

	private final AttemptStore attempts;

	private final SelfieAssessor assessor;

	private final Photos photos;

	private final FacialTemplates templates;

	private final Workflows workflows;

	private final Clock clock;

	private final ApplicationEventPublisher events;

	private final CaptureMetrics metrics;

	private final RequestTraces traces;

	private final TransactionTemplate transaction;

	/** Requests whose selfie this node is judging: nobody needs two at once. */
	private final Set<RequestId> inProgress = ConcurrentHashMap.newKeySet();

	SelfieSubmissions(CaptureLinks links, Requests requests, AttemptStore attempts, SelfieAssessor assessor,
			Photos photos, FacialTemplates templates, Workflows workflows, Clock clock,
			ApplicationEventPublisher events, CaptureMetrics metrics, RequestTraces traces,
			PlatformTransactionManager transactions) {
		this.links = links;
		this.requests = requests;
		this.attempts = attempts;
		this.assessor = assessor;
		this.photos = photos;
		this.templates = templates;
		this.workflows = workflows;
		this.clock = clock;
		this.events = events;
		this.metrics = metrics;
		this.traces = traces;
		this.transaction = new TransactionTemplate(transactions);
	}

	/** How many more selfies may be submitted with a link, 0 or more. */
	public int attemptsLeft(OpenLink link) {
		return Math.max(0, link.window().maximumAttempts() - this.attempts.count(link.request().id()));
	}

	/**
	 * Judges a selfie and, if it is good, accepts it. May be repeated with the same key:
	 * the selfie counts once, and the verdict is the same.
	 * @param submissionKey the same for all tries to submit the same selfie
	 * @param upload bytes as they came
	 * @throws CaptureLinkUnusable if the link opens nothing, also because another selfie
	 * was faster
	 * @throws CaptureLinkNotOpened if the link was not opened
	 * @throws SelfieImageRejected if the upload is no usable picture; it does not count
	 * as an attempt
	 * @throws SubmissionInProgress if another selfie for the request is being judged
	 * @throws FaceAnalysisBusy if there are too many at once; nothing was changed
	 * @throws ObjectStoreUnavailable if the photo cannot be kept; nothing was changed
	 */
	public Verdict submit(CaptureToken token, String submissionKey, byte[] upload) {
		RequestId id = this.links.requestOf(token);
		if (!this.inProgress.add(id)) {
			throw new SubmissionInProgress();
		}
		RequestTraces.Span span = this.traces.begin(id, "submit selfie");
		try {
			Optional<Attempt> earlier = this.attempts.find(id, submissionKey);
			if (earlier.isPresent()) {
				return verdict(earlier.get());
			}
			OpenLink link = this.links.follow(token);
			if (!link.window().opened()) {
				throw new CaptureLinkNotOpened();
			}
			SelfieAssessment assessment = assess(upload);
			return accepted(assessment.face(), link) ? accept(token, submissionKey, link.request(), assessment)
					: record(link.request().id(), token, submissionKey, assessment.face(), null).verdict();
		}
		finally {
			span.end();
			this.inProgress.remove(id);
		}
	}

	private SelfieAssessment assess(byte[] upload) {
		try {
			return this.assessor.assess(upload);
		}
		catch (SelfieImageRejected ex) {
			this.metrics.countUnusable(ex);
			throw ex;
		}
	}

	private Verdict accept(CaptureToken token, String submissionKey, Request request, SelfieAssessment assessment) {
		String photo = this.photos.upload(request, assessment.image().jpeg());
		boolean relied = false;
		try {
			Recorded recorded = record(request.id(), token, submissionKey, assessment.face(), photo);
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
	 * Writes an attempt and what follows from it, unless another node wrote it meanwhile
	 * or somebody decided the request since.
	 * @param photo key of the uploaded photo of an accepted selfie, or null
	 */
	private Recorded record(RequestId id, CaptureToken token, String submissionKey, FaceAssessment face, String photo) {
		Recorded recorded = this.transaction.execute((status) -> {
			this.requests.lock(id);
			return this.attempts.find(id, submissionKey)
				.map((earlier) -> new Recorded(verdict(earlier), false))
				.orElseGet(() -> new Recorded(recordLocked(token, submissionKey, face, photo), true));
		});
		if (recorded.fresh()) {
			Verdict verdict = recorded.verdict();
			logger.info("A selfie was {}: {}", verdict.accepted() ? "accepted" : "refused",
					verdict.findings().stream().map((finding) -> finding.code().code()).toList());
		}
		return recorded;
	}

	private Verdict recordLocked(CaptureToken token, String submissionKey, FaceAssessment face, String photo) {
		OpenLink link = this.links.followAndLock(token);
		if (!link.window().opened()) {
			throw new CaptureLinkNotOpened();
		}
		RequestId id = link.request().id();
		int number = this.attempts.count(id) + 1;
		int left = Math.max(0, link.window().maximumAttempts() - number);
		boolean accepted = accepted(face, link);
		Attempt attempt = new Attempt(id, number, submissionKey, accepted, face.findings(), face.measures(),
				this.clock.instant().truncatedTo(ChronoUnit.MICROS));
		this.attempts.add(attempt);
		if (accepted) {
			this.photos.accept(photo);
			this.templates.accept(link.request(), face.template().orElseThrow());
			this.requests.decide(id, Decision.ACCEPTED);
		}
		else if (left == 0) {
			this.requests.decide(id, Decision.ATTEMPTS_EXHAUSTED);
		}
		this.workflows.selfieSubmitted(id, accepted, left, link.window().expiry());
		this.events.publishEvent(new SelfieJudged(id, accepted, face.findings()));
		return new Verdict(accepted, left, face.findings());
	}

	private static boolean accepted(FaceAssessment face, OpenLink link) {
		return face.accepted() && (link.qualityPolicy() != QualityPolicy.STRICT || face.findings().isEmpty());
	}

	private Verdict verdict(Attempt attempt) {
		int maximum = this.links.maximumAttempts(attempt.requestId());
		return new Verdict(attempt.accepted(), Math.max(0, maximum - attempt.number()), attempt.findings());
	}

	/**
	 * What was written of a selfie.
	 *
	 * @param fresh false if it had been written before
	 */
	private record Recorded(Verdict verdict, boolean fresh) {
	}

}
