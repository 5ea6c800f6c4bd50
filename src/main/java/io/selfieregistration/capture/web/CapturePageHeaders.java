package io.selfieregistration.capture.web;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.selfieregistration.application.Applications;
import io.selfieregistration.web.Calls;

import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;

/**
 * Writes the security headers of the capture page. Only the origins of the application
 * named in the address may frame the page, the page is not cached, and other sites may
 * load the embedding script. Runs after the header writers of the filter chain and
 * overrides them.
 */
final class CapturePageHeaders implements HeaderWriter {

	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; "
			+ "form-action 'none'; object-src 'none'; frame-ancestors ";

	private final Applications applications;

	CapturePageHeaders(Applications applications) {
		this.applications = applications;
	}

	@Override
	public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
		String path = Calls.pathOf(request);
		boolean page = path.endsWith("/") || path.endsWith(".html");
		List<String> origins = page ? origins(request.getParameter("app")) : List.of();
		response.setHeader("Content-Security-Policy",
				POLICY + (origins.isEmpty() ? "'none'" : String.join(" ", origins)));
		if (origins.isEmpty()) {
			response.setHeader("X-Frame-Options", "DENY");
		}
		else {
			// The page that opened this tab may receive the outcome
			response.setHeader("Cross-Origin-Opener-Policy", "unsafe-none");
		}
		if (response.getStatus() < 400) {
			response.setHeader(HttpHeaders.CACHE_CONTROL, page ? "no-store" : "no-cache");
		}
		if (path.endsWith("/capture-sdk.js")) {
			response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
		}
	}

	private List<String> origins(String applicationId) {
		if (applicationId == null) {
			return List.of();
		}
		return this.applications.find(applicationId)
			.map((application) -> application.settings().sdkOrigins())
			.orElse(List.of());
	}

}
