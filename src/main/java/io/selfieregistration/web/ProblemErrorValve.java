package io.selfieregistration.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.res.StringManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Answers what Tomcat refuses before it reaches the application, such as an address that
 * is no URI, with the body and the headers of all other problems.
 */
public class ProblemErrorValve extends ErrorReportValve {

	private static final String TOO_LARGE = StringManager.getManager(Http11InputBuffer.class)
		.getString("iib.requestheadertoolarge.error");

	private static final Logger logger = LoggerFactory.getLogger(ProblemErrorValve.class);

	@Override
	protected void report(Request request, Response response, Throwable throwable) {
		if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		HttpStatus status = status(request, response, throwable);
		ProblemAnswer answer = ProblemAnswer.of(status);
		response.setStatus(answer.status());
		WebSecurity.writeHeaders(request, response);
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setCharacterEncoding(StandardCharsets.UTF_8.name());
		try {
			// Null where the connection is already of no use
			if (response.getReporter() != null) {
				response.getReporter().write(Problems.json(status, answer.code(), answer.detail()));
				response.finishResponse();
			}
		}
		catch (IOException ex) {
			logger.debug("A caller did not wait for the answer", ex);
		}
	}

	/** Tomcat answers 400 to a head that is too large, whichever part of it is. */
	private static HttpStatus status(Request request, Response response, Throwable throwable) {
		if (throwable != null && TOO_LARGE.equals(throwable.getMessage())) {
			return (request.getRequestURI() == null) ? HttpStatus.URI_TOO_LONG
					: HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
		}
		HttpStatus known = HttpStatus.resolve(response.getStatus());
		return (known != null) ? known : HttpStatus.INTERNAL_SERVER_ERROR;
	}

}
