package io.selfieregistration.capture.web;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.servlet.http.HttpServletRequest;

import io.selfieregistration.capture.CaptureLinkNotOpened;
import io.selfieregistration.capture.ConsentRequired;
import io.selfieregistration.capture.Consents;
import io.selfieregistration.capture.SelfieSubmissions;
import io.selfieregistration.capture.SubmissionInProgress;
import io.selfieregistration.capture.TooMuchComputing;
import io.selfieregistration.capture.Verdict;
import io.selfieregistration.capture.web.CaptureStates.CaptureState;
import io.selfieregistration.comparison.ComparisonsBlocked;
import io.selfieregistration.comparison.ComparisonsPaused;
import io.selfieregistration.face.FaceSettings;
import io.selfieregistration.face.Finding;
import io.selfieregistration.face.SelfieImageRejected;
import io.selfieregistration.invitation.CaptureLinkNotReady;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureSessions;
import io.selfieregistration.invitation.CaptureSessions.KnownLink;
import io.selfieregistration.invitation.CaptureToken;
import io.selfieregistration.result.RedirectLinks;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * API of the capture page. The token is sent in a header, which keeps it out of access
 * logs.
 */
@RestController
@RequestMapping("/api/capture")
class CaptureController {

	private static final Pattern SUBMISSION_KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	private final CaptureSessions sessions;

	private final SelfieSubmissions submissions;

	private final Consents consents;

	private final CaptureStates states;

	private final RedirectLinks redirects;

	private final int maximumBytes;

	CaptureController(CaptureSessions sessions, SelfieSubmissions submissions, Consents consents, CaptureStates states,
			RedirectLinks redirects, FaceSettings settings) {
		this.sessions = sessions;
		this.submissions = submissions;
		this.consents = consents;
		this.states = states;
		this.redirects = redirects;
		this.maximumBytes = (int) settings.maxUploadSize().toBytes();
	}

	@GetMapping
	CaptureState read(@RequestHeader(name = CaptureTokens.HEADER, required = false) String token,
			@RequestHeader(name = "Embedding-Application", required = false) String embeddingApplication)
			throws CaptureLinkUnusable {
		return this.states.of(this.sessions.look(this.sessions.find(CaptureTokens.parse(token))), embeddingApplication);
	}

	@PostMapping("/open")
	CaptureState open(@RequestHeader(name = CaptureTokens.HEADER, required = false) String token)
			throws CaptureLinkUnusable, CaptureLinkNotReady, ComparisonsPaused, ComparisonsBlocked {
		// No time passes, and no picture is taken, while it could not be compared.
		CaptureToken parsed = CaptureTokens.parse(token);
		this.submissions.requireComparison(this.sessions.find(parsed));
		return this.states.of(this.sessions.open(parsed));
	}

	@PostMapping("/selfie")
	SelfieAnswer submit(@RequestHeader(name = CaptureTokens.HEADER, required = false) String token,
			@RequestHeader(name = "Idempotency-Key", required = false) String key, HttpServletRequest request)
			throws CaptureLinkUnusable, CaptureLinkNotReady, CaptureLinkNotOpened, ConsentRequired, SelfieImageRejected,
			SubmissionInProgress, TooMuchComputing, ComparisonsPaused, ComparisonsBlocked, IOException {
		// Read the body only for a known link, after consent, and if there is time to
		// judge it.
		KnownLink link = this.sessions.find(CaptureTokens.parse(token));
		this.consents.require(link);
		this.submissions.requireTurn(link);
		String submissionKey = (key != null && SUBMISSION_KEY.matcher(key).matches()) ? key
				: UUID.randomUUID().toString();
		Verdict verdict = this.submissions.submit(link, submissionKey, Uploads.read(request, this.maximumBytes));
		boolean done = verdict.accepted() || verdict.attemptsLeft() == 0;
		return SelfieAnswer.of(verdict, done ? this.redirects.backWhenDone(link.request().id()).orElse(null) : null);
	}

	/**
	 * The verdict on a selfie.
	 *
	 * @param redirectUrl where the person goes when done
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record SelfieAnswer(boolean accepted, int attemptsLeft, List<FindingAnswer> findings,
			@JsonInclude(JsonInclude.Include.NON_NULL) URI redirectUrl) {

		static SelfieAnswer of(Verdict verdict, URI redirectUrl) {
			return new SelfieAnswer(verdict.accepted(), verdict.attemptsLeft(), FindingAnswer.of(verdict.findings()),
					redirectUrl);
		}

	}

	record FindingAnswer(String code, String severity) {

		static List<FindingAnswer> of(List<Finding> findings) {
			return findings.stream()
				.map((finding) -> new FindingAnswer(finding.code().code(), finding.severity().code()))
				.toList();
		}

	}

}
