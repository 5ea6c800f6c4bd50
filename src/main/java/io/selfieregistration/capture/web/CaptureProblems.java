package io.selfieregistration.capture.web;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import io.selfieregistration.capture.CaptureLinkNotOpened;
import io.selfieregistration.capture.ConsentRequired;
import io.selfieregistration.capture.GuidanceTooOften;
import io.selfieregistration.capture.SubmissionInProgress;
import io.selfieregistration.face.FaceAnalysisBusy;
import io.selfieregistration.face.SelfieImageRejected;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureLinkUnusable.Reason;
import io.selfieregistration.invitation.CaptureLinks;
import io.selfieregistration.invitation.HandedOffBefore;
import io.selfieregistration.invitation.SessionNotExtended;
import io.selfieregistration.photo.ObjectStoreUnavailable;
import io.selfieregistration.request.RedirectLinks;
import io.selfieregistration.request.RequestDecided;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.web.Problems;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns what the calls of the capture page can come to into problems with a code. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(basePackageClasses = CaptureController.class)
class CaptureProblems {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

	/** Where nothing is left to do for the person who holds the link. */
	private static final Set<Reason> DEAD_ENDS = EnumSet.of(Reason.LINK_EXPIRED, Reason.LINK_USED,
			Reason.REQUEST_CANCELLED, Reason.ATTEMPTS_EXHAUSTED, Reason.CONSENT_REFUSED,
			Reason.REGISTRATION_NOT_NEEDED);

	private final CaptureLinks links;

	private final RedirectLinks redirects;

	CaptureProblems(CaptureLinks links, RedirectLinks redirects) {
		this.links = links;
		this.redirects = redirects;
	}

	/** At a dead end the person is told the way back. */
	@ExceptionHandler
	ProblemDetail handle(CaptureLinkUnusable ex, HttpServletRequest http) {
		HttpStatus status = (ex.reason() == Reason.LINK_UNKNOWN) ? HttpStatus.NOT_FOUND : HttpStatus.GONE;
		ProblemDetail problem = Problems.of(status, ex.reason().code(), ex.getMessage());
		if (DEAD_ENDS.contains(ex.reason())) {
			wayBack(ex.reason(), http).ifPresent((url) -> problem.setProperty("redirect_url", url));
		}
		return problem;
	}

	private Optional<URI> wayBack(Reason reason, HttpServletRequest http) {
		try {
			RequestId id = this.links.requestOf(CaptureTokens.parse(http.getHeader(CaptureTokens.HEADER)));
			return (reason == Reason.LINK_USED) ? this.redirects.backWhenDone(id) : this.redirects.back(id);
		}
		catch (CaptureLinkUnusable ex) {
			return Optional.empty();
		}
	}

	@ExceptionHandler
	ProblemDetail handle(CaptureLinkNotOpened ex) {
		return Problems.of(HttpStatus.CONFLICT, "link_not_opened", ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail handle(ConsentRequired ex) {
		return Problems.of(HttpStatus.FORBIDDEN, "consent_required", ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail handle(RequestDecided ex) {
		return Problems.of(HttpStatus.CONFLICT, "request_decided", ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail handle(HandedOffBefore ex) {
		return Problems.of(HttpStatus.CONFLICT, "link_handed_off", ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail handle(SessionNotExtended ex) {
		return Problems.of(HttpStatus.CONFLICT, "session_not_extended", ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail handle(SelfieImageRejected ex) {
		HttpStatus status = switch (ex.reason()) {
			case TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE;
			case TYPE_UNSUPPORTED -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
			case EMPTY, UNREADABLE, DIMENSIONS_UNSUPPORTED -> HttpStatus.UNPROCESSABLE_ENTITY;
		};
		return Problems.of(status, ex.reason().code(), ex.getMessage());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> handle(SubmissionInProgress ex) {
		return Problems.later(HttpStatus.TOO_MANY_REQUESTS, "too_many_requests", ex.getMessage(), RETRY_AFTER);
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> handle(GuidanceTooOften ex) {
		return Problems.later(HttpStatus.TOO_MANY_REQUESTS, "too_many_requests", ex.getMessage(),
				Duration.ofSeconds(1));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> handle(FaceAnalysisBusy ex) {
		return Problems.later(HttpStatus.SERVICE_UNAVAILABLE, "busy",
				"Too many selfies are being checked right now. Please try again.", ex.retryAfter());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> handle(ObjectStoreUnavailable ex) {
		return Problems.later(HttpStatus.SERVICE_UNAVAILABLE, "busy",
				"The selfie cannot be kept right now. Please try again.", RETRY_AFTER);
	}

}
