package io.selfieregistration.photo.web;

import jakarta.validation.constraints.Pattern;

import io.selfieregistration.application.Application;
import io.selfieregistration.photo.Photos;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestUnknown;
import io.selfieregistration.request.Requests;
import io.selfieregistration.web.ProblemStatus;

import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** API that returns the photo of a registered selfie to its application. */
@RestController
class PhotoController {

	private final Requests requests;

	private final Photos photos;

	PhotoController(Requests requests, Photos photos) {
		this.requests = requests;
		this.photos = photos;
	}

	/** Returns the photo of a registered selfie. */
	@GetMapping(path = "/api/v1/requests/{id}/photo", produces = MediaType.IMAGE_JPEG_VALUE)
	ResponseEntity<byte[]> read(@AuthenticationPrincipal Application application, @PathVariable String id,
			@RequestParam(required = false) @Pattern(regexp = "onboarding|verification",
					message = "must be onboarding or verification") String workflow)
			throws RequestUnknown, PhotoMissing {
		RequestId requestId = RequestId.parse(id).orElseThrow(RequestUnknown::new);
		Request request = this.requests.find(application.id(), requestId);
		Phase phase = (workflow != null) ? Phase.of(workflow) : request.phase();
		byte[] jpeg = this.photos.open(requestId, phase).orElseThrow(PhotoMissing::new);
		return ResponseEntity.ok()
			.contentType(MediaType.IMAGE_JPEG)
			.cacheControl(CacheControl.noStore())
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename("selfie-" + requestId + ".jpg").build().toString())
			.body(jpeg);
	}

	/** No selfie was registered for the request. */
	@ProblemStatus(status = 404, code = "photo_missing")
	private static final class PhotoMissing extends RuntimeException {

		private PhotoMissing() {
			super("The request has no photo");
		}

	}

}
