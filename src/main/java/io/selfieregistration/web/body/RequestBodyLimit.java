package io.selfieregistration.web.body;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import io.selfieregistration.web.ArrivedCallFilter;
import io.selfieregistration.web.BodyLimit;
import io.selfieregistration.web.Calls;
import io.selfieregistration.web.Problems;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Limits the size of every request body, also when the length is missing or wrong. Stands
 * before whatever could read one. It reads nothing itself, so callers who are refused by
 * their credentials get that answer, and their body stays where it is.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 15)
class RequestBodyLimit extends ArrivedCallFilter {

	static final long LIMIT = 64 * 1024L;

	private static final BodyLimit OTHERS = new BodyLimit("", LIMIT);

	/** The longest path first. */
	private final List<BodyLimit> limits;

	RequestBodyLimit(List<BodyLimit> limits) {
		this.limits = limits.stream()
			.sorted(Comparator.comparingInt((BodyLimit limit) -> limit.path().length()).reversed())
			.toList();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest call, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		LimitedCall arrived = WebUtils.getNativeRequest(call, LimitedCall.class);
		LimitedCall limited = (arrived != null) ? arrived : new LimitedCall(call, limitOf(Calls.pathOf(call)));
		try {
			chain.doFilter((arrived != null) ? call : limited, new Unanswered(response, limited));
		}
		catch (ServletException | IOException | RuntimeException ex) {
			if (limited.refusal() == null) {
				throw ex;
			}
		}
		if (!call.isAsyncStarted() && limited.refusal() != null && !response.isCommitted()) {
			Problems.send(call, response, Problems.answerTo(limited.refusal()));
		}
	}

	private BodyLimit limitOf(String path) {
		return this.limits.stream().filter((limit) -> limit.isOf(path)).findFirst().orElse(OTHERS);
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
			return (this.call.refusal() != null) ? new Nowhere() : super.getOutputStream();
		}

		@Override
		public PrintWriter getWriter() throws IOException {
			return (this.call.refusal() != null) ? new PrintWriter(Writer.nullWriter()) : super.getWriter();
		}

		@Override
		public void flushBuffer() throws IOException {
			if (this.call.refusal() == null) {
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

}
