package io.selfieregistration.publishing.web;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ResponseType;
import io.selfieregistration.publishing.ResultForms;
import io.selfieregistration.publishing.ResultForms.Form;
import io.selfieregistration.request.Request;
import io.selfieregistration.result.AuthReqIdUnknown;
import io.selfieregistration.result.PollAnswer;
import io.selfieregistration.result.Result;
import io.selfieregistration.result.ResultPending;
import io.selfieregistration.result.Results;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Polling API for results, modelled on OpenID CIBA. */
@RestController
class ResultController {

	private final Results results;

	private final ResultForms forms;

	private final ObjectMapper json;

	ResultController(Results results, ResultForms forms, ObjectMapper json) {
		this.results = results;
		this.forms = forms;
		this.json = json;
	}

	/** Polls the result of a request by its secret handle. */
	@ApiResponse(responseCode = "200", description = "The result, in the form that the application wants",
			content = { @Content(mediaType = "application/json", schema = @Schema(implementation = Result.class)),
					@Content(mediaType = "application/jose", schema = @Schema(type = "string")),
					@Content(mediaType = "application/jwt", schema = @Schema(type = "string")) })
	@PostMapping("/api/v1/results")
	ResponseEntity<?> poll(@AuthenticationPrincipal Application application, @Valid @RequestBody Poll body)
			throws AuthReqIdUnknown, ResultPending {
		PollAnswer answer = this.results.poll(application, body.authReqId());
		try {
			Form form = form(application, answer.request(), answer.done());
			return ResponseEntity.ok().contentType(MediaType.parseMediaType(form.contentType())).body(form.body());
		}
		catch (ResultPending ex) {
			if (ex.results().isEmpty() || application.settings().responseType() == ResponseType.PLAINTEXT) {
				throw ex;
			}
			Form form = form(application, answer.request(), ex.results());
			throw ex.withResult(new String(form.body(), StandardCharsets.US_ASCII));
		}
	}

	/**
	 * Renders the result of the last phase, with those of both phases if there are two.
	 */
	private Form form(Application application, Request request, List<Result> results) {
		ObjectNode result = this.json.valueToTree(results.get(results.size() - 1));
		if (request.phases() > 1) {
			result.set("results", this.json.valueToTree(results));
		}
		try {
			return this.forms.apply(application, this.json.writeValueAsBytes(result));
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("A result cannot be written", ex);
		}
	}

	/** The body of a poll. */
	@JsonNaming(SnakeCaseStrategy.class)
	record Poll(@NotBlank @Size(max = 200) String authReqId) {

		@Override
		public String toString() {
			return "Poll[…]";
		}

	}

}
