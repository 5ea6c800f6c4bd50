package io.selfieregistration.invitation.web;

import java.net.URI;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import io.swagger.v3.oas.annotations.responses.ApiResponse;

import io.selfieregistration.application.Application;
import io.selfieregistration.invitation.CaptureLinks;
import io.selfieregistration.request.RequestDecided;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestUnknown;
import io.selfieregistration.request.Requests;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Issues a new capture link to an application that passes it on itself; for requests
 * started in the engine, this is how to get their link.
 */
@RestController
class CaptureLinkController {

	private final Requests requests;

	private final CaptureLinks links;

	CaptureLinkController(Requests requests, CaptureLinks links) {
		this.requests = requests;
		this.links = links;
	}

	/**
	 * Issues a new capture link that replaces the earlier ones, or has it sent if the
	 * application has links sent.
	 */
	@PostMapping("/api/v1/requests/{id}/capture-link")
	@ApiResponse(responseCode = "200", description = "The new link, to hand it on")
	@ApiResponse(responseCode = "202", description = "The new link is sent to the person")
	ResponseEntity<CaptureLinkAnswer> renew(@AuthenticationPrincipal Application application, @PathVariable String id)
			throws RequestUnknown, RequestDecided {
		RequestId requestId = RequestId.parse(id).orElseThrow(RequestUnknown::new);
		this.requests.find(application.id(), requestId);
		Optional<URI> link = this.links.renew(requestId);
		return ResponseEntity.status(link.isPresent() ? HttpStatus.OK : HttpStatus.ACCEPTED)
			.body(new CaptureLinkAnswer(application.settings().linkExpiry().toSeconds(),
					link.map(URI::toString).orElse(null)));
	}

	/**
	 * A new link; the earlier ones of the request are no longer usable.
	 *
	 * @param expiresIn seconds in which the link can be opened
	 * @param captureUrl absent when it is sent to the person
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record CaptureLinkAnswer(long expiresIn, String captureUrl) {

		@Override
		public String toString() {
			return "CaptureLinkAnswer[…]";
		}

	}

}
