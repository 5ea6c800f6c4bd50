package io.selfieregistration.capture.web;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import io.selfieregistration.capture.ConsentRequired;
import io.selfieregistration.capture.Consents;
import io.selfieregistration.capture.SelfieSubmissions;
import io.selfieregistration.capture.SubmissionInProgress;
import io.selfieregistration.capture.TooMuchComputing;
import io.selfieregistration.comparison.ComparisonsBlocked;
import io.selfieregistration.comparison.ComparisonsPaused;
import io.selfieregistration.face.FaceSettings;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureSessions;
import io.selfieregistration.invitation.CaptureSessions.KnownLink;
import io.selfieregistration.web.BodyLimit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Says whose bodies are read: those of known links, and pictures only after consent,
 * selfies only if there is time to judge them. All others are refused by the call itself,
 * which then does not read them.
 */
@Configuration(proxyBeanMethods = false)
class CaptureBodies {

	private static final long SMALL = 4 * 1024L;

	private final CaptureSessions sessions;

	private final Consents consents;

	private final SelfieSubmissions submissions;

	CaptureBodies(CaptureSessions sessions, Consents consents, SelfieSubmissions submissions) {
		this.sessions = sessions;
		this.consents = consents;
		this.submissions = submissions;
	}

	/** One byte more, so that the call itself says that a picture is too large. */
	@Bean
	BodyLimit selfieLimit(FaceSettings settings) {
		return new BodyLimit("/api/capture/selfie", settings.maxUploadSize().toBytes() + 1, this::ofSelfies);
	}

	@Bean
	BodyLimit frameLimit() {
		return new BodyLimit("/api/capture/preview", GuidanceController.MAXIMUM_BYTES + 1, this::ofFrames);
	}

	@Bean
	BodyLimit captureLimit() {
		return new BodyLimit("/api/capture", SMALL, this::withLink);
	}

	private Optional<String> withLink(HttpServletRequest call) {
		try {
			find(call);
			return Optional.of("");
		}
		catch (CaptureLinkUnusable ex) {
			return Optional.empty();
		}
	}

	private Optional<String> ofFrames(HttpServletRequest call) {
		try {
			KnownLink link = find(call);
			this.consents.require(link);
			return Optional.of(link.request().id().toString());
		}
		catch (CaptureLinkUnusable | ConsentRequired ex) {
			return Optional.empty();
		}
	}

	private Optional<String> ofSelfies(HttpServletRequest call) {
		try {
			KnownLink link = find(call);
			this.consents.require(link);
			this.submissions.requireTurn(link);
			return Optional.of(link.request().id().toString());
		}
		catch (CaptureLinkUnusable | ConsentRequired | TooMuchComputing | SubmissionInProgress | ComparisonsPaused
				| ComparisonsBlocked ex) {
			return Optional.empty();
		}
	}

	private KnownLink find(HttpServletRequest call) {
		return this.sessions.find(CaptureTokens.parse(call.getHeader(CaptureTokens.HEADER)));
	}

}
