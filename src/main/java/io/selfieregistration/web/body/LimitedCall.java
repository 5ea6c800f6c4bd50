package io.selfieregistration.web.body;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import io.selfieregistration.web.BodyLimit;
import io.selfieregistration.web.Calls;
import io.selfieregistration.web.body.BodyRefused.TooLarge;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;

/**
 * A call whose body ends in a refusal once more than the limit was read. When the body
 * has arrived, its bytes and the fields of its form are read from memory.
 */
final class LimitedCall extends HttpServletRequestWrapper {

	/** Where Tomcat says that fields of a form are missing, as it could not read them. */
	static final String FORM_BROKEN = "org.apache.catalina.parameter_parse_failed_reason";

	static final String FORM_TOO_LARGE = "POST_TOO_LARGE";

	private final BodyLimit limit;

	private byte[] arrived;

	private LimitedStream stream;

	private BufferedReader reader;

	private Map<String, String[]> fields;

	private BodyRefused refusal;

	LimitedCall(HttpServletRequest call, BodyLimit limit) {
		super(call);
		this.limit = limit;
	}

	BodyLimit limit() {
		return this.limit;
	}

	/** Returns why the body was not read to its end; null if nothing is wrong. */
	BodyRefused refusal() {
		return this.refusal;
	}

	void refuse(BodyRefused why) {
		this.refusal = why;
	}

	boolean hasArrived() {
		return this.arrived != null;
	}

	/**
	 * @param bytes one more than the limit if there are more
	 */
	void arrive(byte[] bytes) {
		this.arrived = bytes;
	}

	/** Returns the body as the connection brings it. */
	ServletInputStream connection() throws IOException {
		return super.getInputStream();
	}

	@Override
	public ServletInputStream getInputStream() throws IOException {
		if (getContentLengthLong() > this.limit.bytes()) {
			throw tooLarge();
		}
		if (this.stream == null) {
			this.stream = new LimitedStream(
					hasArrived() ? new ByteArrayInputStream(this.arrived) : super.getInputStream());
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

	@Override
	public String getParameter(String name) {
		String[] values = getParameterValues(name);
		return (values != null) ? values[0] : null;
	}

	@Override
	public String[] getParameterValues(String name) {
		return getParameterMap().get(name);
	}

	@Override
	public Enumeration<String> getParameterNames() {
		return Collections.enumeration(getParameterMap().keySet());
	}

	@Override
	public Map<String, String[]> getParameterMap() {
		if (!hasArrived() || !isForm()) {
			return super.getParameterMap();
		}
		if (this.fields == null) {
			this.fields = Collections.unmodifiableMap(parse());
		}
		return this.fields;
	}

	private boolean isForm() {
		return "POST".equals(getMethod()) && hasFormType(this);
	}

	/** Whether the body is said to be a form; what cannot be read says nothing. */
	static boolean hasFormType(HttpServletRequest call) {
		String type = call.getContentType();
		try {
			return StringUtils.hasText(type)
					&& MediaType.parseMediaType(type).isCompatibleWith(MediaType.APPLICATION_FORM_URLENCODED);
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	private Map<String, String[]> parse() {
		Map<String, String[]> all = new LinkedHashMap<>(super.getParameterMap());
		if (this.arrived.length > this.limit.bytes()) {
			setAttribute(FORM_BROKEN, FORM_TOO_LARGE);
			return all;
		}
		for (String pair : new String(this.arrived, StandardCharsets.ISO_8859_1).split("&")) {
			String[] parts = pair.split("=", 2);
			Optional<String> name = Calls.decode(parts[0]);
			Optional<String> value = Calls.decode((parts.length > 1) ? parts[1] : "");
			if (name.isEmpty() || value.isEmpty()) {
				setAttribute(FORM_BROKEN, "URL_DECODING");
			}
			else if (!pair.isEmpty()) {
				all.merge(name.get(), new String[] { value.get() },
						(one, other) -> Stream.concat(Arrays.stream(one), Arrays.stream(other)).toArray(String[]::new));
			}
		}
		return all;
	}

	private TooLarge tooLarge() {
		TooLarge why = new TooLarge(this.limit.bytes());
		this.refusal = why;
		return why;
	}

	private final class LimitedStream extends ServletInputStream {

		private final InputStream body;

		private long left = LimitedCall.this.limit.bytes();

		private boolean finished;

		private LimitedStream(InputStream body) {
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
			this.finished = result < 0;
			if (this.left < 0) {
				throw tooLarge();
			}
			return result;
		}

		@Override
		public boolean isFinished() {
			return this.finished;
		}

		@Override
		public boolean isReady() {
			// A read blocks until there are bytes
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new UnsupportedOperationException("The body is read without a thread before");
		}

	}

}
