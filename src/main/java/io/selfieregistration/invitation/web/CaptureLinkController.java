package io.selfieregistration.invitation.web;

import java.net.URI;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import io.selfieregistration.application.Application;
import io.selfieregistration.invitation.CaptureLinks;
import io.selfieregistration.request.RequestDecided;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestUnknown;
import io.selfieregistration.request.Requests;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Makes a new capture link for an application that hands it on itself; for requests that
 * were started in the engine this is the way to their link.
 */
@RestController
class CaptureLinkController {

	private final Requests requests;

	private final CaptureLinks links;

	CaptureLinkController(Requests requests, CaptureLinks links) {
		this.requests = requests;
		this.links = links;
	}

	@PostMapping("/api/v1/requests/{id}/capture-link")
	CaptureLinkAnswer renew(@AuthenticationPrincipal Application application, @PathVariable String id)
			throws RequestUnknown, RequestDecided {
		RequestId requestId = RequestId.parse(id).orElseThrow(RequestUnknown::new);
		this.requests.find(application.id(), requestId);
		URI link = this.links.renew(requestId);
		return new CaptureLinkAnswer(link.toString(), application.linkExpiry().toSeconds());
	}

	/**
	 * A new link; the earlier ones of the request open nothing any more.
	 *
	 * @param expiresIn seconds in which the link can be opened
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record CaptureLinkAnswer(String captureUrl, long expiresIn) {
	}

}
