package io.selfieregistration.web;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the size of request bodies, for API calls and for the engine, also when the
 * length is missing or wrong. Runs after the security filters, whose headers every
 * response carries.
 */
@Component
@Order(SecurityProperties.DEFAULT_FILTER_ORDER + 1)
class RequestBodyLimit extends OncePerRequestFilter {

	private static final long LIMIT = 64 * 1024L;

	/** Limit for the engine, where several models may be deployed at once. */
	private static final long ENGINE_LIMIT = 8 * 1024 * 1024L;

	/** The calls with pictures have limits of their own. */
	private static final List<String> LIMITED = List.of("/api/v1/", "/auth/", "/oauth2/", "/api/capture/consent");

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return LIMITED.stream().noneMatch(request.getRequestURI()::startsWith) && !isOfEngine(request);
	}

	private static boolean isOfEngine(HttpServletRequest request) {
		return request.getRequestURI().startsWith("/engine-rest/")
				|| request.getRequestURI().startsWith("/camunda/api/");
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		long limit = isOfEngine(request) ? ENGINE_LIMIT : LIMIT;
		if (request.getContentLengthLong() > limit) {
			ProblemAnswer answer = Problems.answerTo(new BodyTooLarge());
			Problems.write(response, HttpStatus.valueOf(answer.status()), answer.code(), answer.detail());
			return;
		}
		chain.doFilter(new HttpServletRequestWrapper(request) {

			@Override
			public ServletInputStream getInputStream() throws IOException {
				return new LimitedStream(super.getInputStream(), limit);
			}

		}, response);
	}

	/** A stream that fails once more than the limit was read. */
	private static final class LimitedStream extends ServletInputStream {

		private final ServletInputStream body;

		private long left;

		private LimitedStream(ServletInputStream body, long limit) {
			this.body = body;
			this.left = limit;
		}

		@Override
		public int read() throws IOException {
			return counted((this.left >= 0) ? this.body.read() : -1, 1);
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int read = this.body.read(buffer, offset, length);
			return counted(read, read);
		}

		private int counted(int result, int bytes) throws IOException {
			if (result >= 0) {
				this.left -= bytes;
			}
			if (this.left < 0) {
				throw new BodyTooLarge();
			}
			return result;
		}

		@Override
		public boolean isFinished() {
			return this.body.isFinished();
		}

		@Override
		public boolean isReady() {
			return this.body.isReady();
		}

		@Override
		public void setReadListener(ReadListener listener) {
			this.body.setReadListener(listener);
		}

	}

	/** The body exceeds the limit. */
	@ProblemStatus(status = 413, code = "payload_too_large")
	static final class BodyTooLarge extends IOException {

		private BodyTooLarge() {
			super("The body is larger than " + LIMIT + " bytes");
		}

	}

}
