package io.selfieregistration.capture.web;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import io.selfieregistration.capture.CaptureLinkNotOpened;
import io.selfieregistration.capture.ConsentRequired;
import io.selfieregistration.capture.Guidance;
import io.selfieregistration.capture.GuidanceTooOften;
import io.selfieregistration.capture.web.CaptureController.FindingAnswer;
import io.selfieregistration.face.FacePreview;
import io.selfieregistration.face.FacePreview.Place;
import io.selfieregistration.face.SelfieImageRejected;
import io.selfieregistration.invitation.CaptureLinkNotReady;
import io.selfieregistration.invitation.CaptureLinkUnusable;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Guides the person in front of the camera: takes a small preview frame and answers what
 * to change.
 */
@RestController
class GuidanceController {

	/** About ten times the size of a frame of 240 x 320 px. */
	static final int MAXIMUM_BYTES = 128 * 1024;

	private static final double MAXIMUM_ENLARGEMENT = 16;

	private final Guidance guidance;

	GuidanceController(Guidance guidance) {
		this.guidance = guidance;
	}

	/**
	 * @param enlargement width of the selfie to the width of the frame
	 */
	@PostMapping("/api/capture/preview")
	ResponseEntity<GuidanceAnswer> judge(@RequestHeader(name = CaptureTokens.HEADER, required = false) String token,
			@RequestHeader(name = "Frame-Enlargement", required = false) String enlargement, HttpServletRequest request)
			throws CaptureLinkUnusable, CaptureLinkNotReady, CaptureLinkNotOpened, ConsentRequired, SelfieImageRejected,
			GuidanceTooOften, IOException {
		return this.guidance
			.judge(CaptureTokens.parse(token), () -> Uploads.read(request, MAXIMUM_BYTES),
					parseEnlargement(enlargement))
			.map((preview) -> ResponseEntity.ok(GuidanceAnswer.of(preview)))
			.orElseGet(() -> ResponseEntity.noContent().build());
	}

	/**
	 * An unreadable value counts as 1, the strictest one.
	 */
	private static double parseEnlargement(String text) {
		if (text == null || !text.matches("\\d{1,2}(\\.\\d{1,4})?")) {
			return 1;
		}
		return Math.max(1, Math.min(MAXIMUM_ENLARGEMENT, Double.parseDouble(text)));
	}

	/**
	 * The guidance for one frame.
	 *
	 * @param good whether a selfie taken now would be accepted, as far as the frame tells
	 * @param face null when there is none or more than one
	 */
	record GuidanceAnswer(boolean good, List<FindingAnswer> findings, Place face) {

		static GuidanceAnswer of(FacePreview preview) {
			return new GuidanceAnswer(preview.good(), FindingAnswer.of(preview.findings()),
					preview.face().orElse(null));
		}

	}

}
