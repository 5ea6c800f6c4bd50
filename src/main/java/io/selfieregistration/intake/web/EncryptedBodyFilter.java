package io.selfieregistration.intake.web;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import io.selfieregistration.application.Application;
import io.selfieregistration.intake.EncryptedRequests;
import io.selfieregistration.intake.EncryptedRequests.EncryptionRequired;
import io.selfieregistration.intake.EncryptedRequests.NotDecrypted;
import io.selfieregistration.web.ArrivedCallFilter;
import io.selfieregistration.web.Calls;
import io.selfieregistration.web.ProblemAnswer;
import io.selfieregistration.web.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.StringUtils;

/**
 * Decrypts the bodies of applications, for every call that reads JSON, and refuses plain
 * ones of applications that require encryption. What follows, such as the hash for the
 * idempotency key, sees the JSON.
 */
class EncryptedBodyFilter extends ArrivedCallFilter {

	private static final MediaType JOSE = MediaType.parseMediaType(EncryptedRequests.CONTENT_TYPE);

	private final EncryptedRequests requests;

	EncryptedBodyFilter(EncryptedRequests requests) {
		this.requests = requests;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest call) {
		return !Calls.pathOf(call).startsWith("/api/v1/");
	}

	@Override
	protected void doFilterInternal(HttpServletRequest call, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		if (caller == null || !(caller.getPrincipal() instanceof Application application)) {
			chain.doFilter(call, response);
			return;
		}
		HttpServletRequest plain;
		try {
			plain = decrypt(application, call);
		}
		catch (NotDecrypted | EncryptionRequired ex) {
			ProblemAnswer answer = Problems.answerTo(ex);
			Problems.write(response, HttpStatus.valueOf(answer.status()), answer.code(), answer.detail());
			return;
		}
		chain.doFilter(plain, response);
	}

	private HttpServletRequest decrypt(Application application, HttpServletRequest call) throws IOException {
		String type = call.getContentType();
		if (StringUtils.hasText(type) && MediaType.parseMediaType(type).isCompatibleWith(JOSE)) {
			byte[] body = call.getInputStream().readAllBytes();
			return new Decrypted(call, this.requests.open(application, new String(body, StandardCharsets.ISO_8859_1)));
		}
		boolean hasBody = call.getContentLengthLong() > 0 || call.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
		if (hasBody && application.settings().requireEncryptedRequests()) {
			throw new EncryptionRequired();
		}
		return call;
	}

	/** The call with its JSON. */
	private static final class Decrypted extends HttpServletRequestWrapper {

		private final byte[] json;

		private Decrypted(HttpServletRequest call, byte[] json) {
			super(call);
			this.json = json;
		}

		@Override
		public ServletInputStream getInputStream() {
			return new Body(new ByteArrayInputStream(this.json));
		}

		@Override
		public BufferedReader getReader() {
			return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
		}

		@Override
		public int getContentLength() {
			return this.json.length;
		}

		@Override
		public long getContentLengthLong() {
			return this.json.length;
		}

		@Override
		public String getContentType() {
			return MediaType.APPLICATION_JSON_VALUE;
		}

		@Override
		public String getHeader(String name) {
			return isType(name) ? getContentType()
					: isLength(name) ? Integer.toString(this.json.length) : super.getHeader(name);
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			return (isType(name) || isLength(name)) ? Collections.enumeration(Collections.singleton(getHeader(name)))
					: super.getHeaders(name);
		}

		private static boolean isType(String name) {
			return HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name);
		}

		private static boolean isLength(String name) {
			return HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name);
		}

	}

	private static final class Body extends ServletInputStream {

		private final ByteArrayInputStream bytes;

		private Body(ByteArrayInputStream bytes) {
			this.bytes = bytes;
		}

		@Override
		public int read() {
			return this.bytes.read();
		}

		@Override
		public int read(byte[] buffer, int offset, int length) {
			return this.bytes.read(buffer, offset, length);
		}

		@Override
		public boolean isFinished() {
			return this.bytes.available() == 0;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new UnsupportedOperationException("The body is in memory already");
		}

	}

}
