package io.selfieregistration.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the size of every request body, also when the length is missing or wrong. Stands
 * before whatever could read one. It reads nothing itself, so callers who are refused by
 * their credentials get that answer, and their body stays where it is.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 15)
class RequestBodyLimit extends OncePerRequestFilter {

	private static final long LIMIT = 64 * 1024L;

	private final List<BodyLimit> others;

	RequestBodyLimit(List<BodyLimit> others) {
		this.others = List.copyOf(others);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest call, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		LimitedCall limited = new LimitedCall(call, limitOf(Calls.pathOf(call)));
		try {
			chain.doFilter(limited, new Unanswered(response, limited));
		}
		catch (ServletException | IOException | RuntimeException ex) {
			if (limited.refusal == null) {
				throw ex;
			}
		}
		if (limited.refusal != null && !response.isCommitted()) {
			// By the error page, which writes the headers that all answers have
			call.setAttribute(ProblemErrorController.ANSWER, Problems.answerTo(limited.refusal));
			response.sendError(HttpStatus.PAYLOAD_TOO_LARGE.value());
		}
	}

	private long limitOf(String path) {
		return this.others.stream().filter((limit) -> limit.isOf(path)).findFirst().map(BodyLimit::bytes).orElse(LIMIT);
	}

	/** A call whose body ends in a refusal once more than the limit was read. */
	private static final class LimitedCall extends HttpServletRequestWrapper {

		private final long limit;

		private LimitedStream stream;

		private BufferedReader reader;

		private BodyTooLarge refusal;

		private LimitedCall(HttpServletRequest call, long limit) {
			super(call);
			this.limit = limit;
		}

		@Override
		public ServletInputStream getInputStream() throws IOException {
			if (getContentLengthLong() > this.limit) {
				throw tooLarge();
			}
			if (this.stream == null) {
				this.stream = new LimitedStream(super.getInputStream());
			}
			return this.stream;
		}

		@Override
		public BufferedReader getReader() throws IOException {
			if (this.reader == null) {
				Charset charset = (getCharacterEncoding() != null) ? Charset.forName(getCharacterEncoding())
						: StandardCharsets.ISO_8859_1;
				this.reader = new BufferedReader(new InputStreamReader(getInputStream(), charset));
			}
			return this.reader;
		}

		private BodyTooLarge tooLarge() {
			this.refusal = new BodyTooLarge(this.limit);
			return this.refusal;
		}

		private final class LimitedStream extends ServletInputStream {

			private final ServletInputStream body;

			private long left = LimitedCall.this.limit;

			private LimitedStream(ServletInputStream body) {
				this.body = body;
			}

			@Override
			public int read() throws IOException {
				return counted(this.body.read(), 1);
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
					throw tooLarge();
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

	}

	/**
	 * Takes no answer once the body was refused, as some readers take the refusal for
	 * JSON or a form that ends too early.
	 */
	private static final class Unanswered extends HttpServletResponseWrapper {

		private final LimitedCall call;

		private Unanswered(HttpServletResponse response, LimitedCall call) {
			super(response);
			this.call = call;
		}

		@Override
		public ServletOutputStream getOutputStream() throws IOException {
			return (this.call.refusal != null) ? new Nowhere() : super.getOutputStream();
		}

		@Override
		public PrintWriter getWriter() throws IOException {
			return (this.call.refusal != null) ? new PrintWriter(Writer.nullWriter()) : super.getWriter();
		}

		@Override
		public void flushBuffer() throws IOException {
			if (this.call.refusal == null) {
				super.flushBuffer();
			}
		}

	}

	private static final class Nowhere extends ServletOutputStream {

		@Override
		public void write(int character) {
			// The answer is another one
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			throw new UnsupportedOperationException("Nothing is written");
		}

		@Override
		public boolean isReady() {
			return true;
		}

	}

	/** The body exceeds the limit. */
	@ProblemStatus(status = 413, code = "payload_too_large")
	static final class BodyTooLarge extends IOException {

		private BodyTooLarge(long limit) {
			super("The body is larger than " + limit + " bytes");
		}

	}

}
