package io.selfieregistration.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Serves the real capture page under its real content security policy, and plays the
 * capture API by a script: the answers to a call are given one after the other, the last
 * one again and again. Once a selfie is accepted, the last one refused or the consent,
 * the link opens nothing any more, unless {@link #answerOnceOver} says what follows.
 */
final class ScriptedCaptureServer implements AutoCloseable {

	static final String TOKEN = "dG9rZW4tb2YtdGhlLWNhcHR1cmUtbGluay0wMTIzNDU";

	static final String READ = "GET /api/capture";

	static final String OPEN = "POST /api/capture/open";

	static final String SUBMIT = "POST /api/capture/selfie";

	static final String PREVIEW = "POST /api/capture/preview";

	static final String CAMERA = "POST /api/capture/camera";

	static final String HAND_OFF = "POST /api/capture/hand-off";

	static final String EXTEND = "POST /api/capture/extension";

	static final String NEW_LINK = "POST /api/capture/new-link";

	static final String AGREE = "POST /api/capture/consent";

	static final String REFUSE = "POST /api/capture/consent/refusal";

	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; "
			+ "form-action 'none'; frame-ancestors 'none'";

	private static final Map<String, String> TYPES = Map.of("html", "text/html;charset=UTF-8", "css",
			"text/css;charset=UTF-8", "js", "text/javascript;charset=UTF-8", "json", "application/json", "svg",
			"image/svg+xml");

	private final Map<String, Deque<Answer>> script = new ConcurrentHashMap<>();

	private final List<Answer> onceOver = new CopyOnWriteArrayList<>();

	private final List<Call> calls = new CopyOnWriteArrayList<>();

	private final AtomicInteger framesInFlight = new AtomicInteger();

	private final AtomicInteger mostFramesInFlight = new AtomicInteger();

	private volatile CountDownLatch framesMayBeAnswered = new CountDownLatch(0);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	ScriptedCaptureServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
		answer(READ, Answer.capture("ready", 3));
		answer(OPEN, Answer.capture("opened", 3));
		answer(SUBMIT, Answer.accepted());
		answer(PREVIEW, Answer.none());
		answer(CAMERA, Answer.none());
		answer(HAND_OFF, Answer.handOff());
	}

	void answer(String call, Answer... answers) {
		this.script.put(call, new ArrayDeque<>(List.of(answers)));
	}

	/** What the link answers from the moment on at which the person's step is over. */
	void answerOnceOver(Answer... answers) {
		this.onceOver.clear();
		this.onceOver.addAll(List.of(answers));
	}

	/** Lets frames wait for their answer until the returned latch is counted down. */
	CountDownLatch holdFrames() {
		this.framesMayBeAnswered = new CountDownLatch(1);
		return this.framesMayBeAnswered;
	}

	/** How many frames there were at the same time, at most. */
	int mostFramesInFlight() {
		return this.mostFramesInFlight.get();
	}

	String origin() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	String link() {
		return origin() + "/capture/#" + TOKEN;
	}

	List<Call> calls() {
		return List.copyOf(this.calls);
	}

	List<Call> calls(String call) {
		return this.calls.stream().filter((each) -> each.name().equals(call)).toList();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			Call call = new Call(exchange.getRequestMethod() + " " + exchange.getRequestURI(),
					exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes());
			this.calls.add(call);
			if (call.name().contains("/api/")) {
				play(call, exchange);
			}
			else if (this.script.containsKey(call.name())) {
				send(exchange, next(call.name()));
			}
			else {
				serve(exchange);
			}
		}
	}

	private void play(Call call, HttpExchange exchange) throws IOException {
		if (!TOKEN.equals(call.headers().getFirst("Capture-Token"))) {
			send(exchange, Answer.problem(404, "link_unknown"));
			return;
		}
		if (call.name().equals(PREVIEW)) {
			awaitAnswer();
		}
		Answer answer = next(call.name());
		String end = answer.endAfter(call.name());
		if (end != null) {
			answer(READ, this.onceOver.isEmpty() ? new Answer[] { Answer.problem(410, end) }
					: this.onceOver.toArray(Answer[]::new));
		}
		if (answer.status() != Answer.DROPPED) {
			send(exchange, answer);
		}
	}

	private void awaitAnswer() {
		this.mostFramesInFlight.accumulateAndGet(this.framesInFlight.incrementAndGet(), Math::max);
		try {
			this.framesMayBeAnswered.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.framesInFlight.decrementAndGet();
		}
	}

	private synchronized Answer next(String call) {
		Deque<Answer> answers = this.script.getOrDefault(call, new ArrayDeque<>());
		if (answers.isEmpty()) {
			return Answer.problem(404, "not_found");
		}
		return (answers.size() > 1) ? answers.remove() : answers.peek();
	}

	private void serve(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		String file = path.endsWith("/") ? path + "index.html" : path;
		try (InputStream in = getClass().getResourceAsStream("/static" + file)) {
			if (in == null) {
				send(exchange, new Answer(404, "text/plain", "", null));
				return;
			}
			String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
			send(exchange, new Answer(200, type, new String(in.readAllBytes(), StandardCharsets.UTF_8), null));
		}
	}

	private void send(HttpExchange exchange, Answer answer) throws IOException {
		Headers headers = exchange.getResponseHeaders();
		headers.set("Content-Type", answer.type());
		headers.set("Content-Security-Policy", POLICY);
		headers.set("Permissions-Policy", "camera=(self)");
		headers.set("Referrer-Policy", "no-referrer");
		headers.set("X-Content-Type-Options", "nosniff");
		headers.set("Cache-Control", "no-store");
		if (answer.retryAfter() != null) {
			headers.set("Retry-After", answer.retryAfter());
		}
		byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(answer.status(), (body.length == 0) ? -1 : body.length);
		exchange.getResponseBody().write(body);
	}

	/** What arrived: {@code name} is the method and the whole address as received. */
	record Call(String name, Headers headers, byte[] body) {

		String idempotencyKey() {
			return this.headers.getFirst("Idempotency-Key");
		}

	}

	/** What to answer. */
	record Answer(int status, String type, String body, String retryAfter) {

		private static final int DROPPED = 0;

		static Answer capture(String state, int attemptsLeft) {
			return capture(state, attemptsLeft, "Demo Bank", null);
		}

		static Answer capture(String state, int attemptsLeft, String application, String locale) {
			return json("""
					{"application_name":"%s","locale":%s,"state":"%s","attempts_left":%d,
					 "open_before":"2035-03-14T15:09:26Z","session_ends_at":%s}""".formatted(application,
					(locale != null) ? '"' + locale + '"' : null, state, attemptsLeft,
					state.equals("opened") ? "\"2035-03-14T15:24:26Z\"" : null));
		}

		/** The next step is about to start. */
		static Answer waiting() {
			return json("""
					{"application_name":"Demo Bank","locale":null,"state":"waiting","attempts_left":null,
					 "open_before":null,"session_ends_at":null}""");
		}

		/** Nothing to say. */
		static Answer none() {
			return new Answer(204, "application/json", "", null);
		}

		/** A link for another device, with a QR code of four modules. */
		static Answer handOff() {
			return json("""
					{"link":"https://selfie.example/capture/#another-token-of-another-link-for-the-phone-0000",
					 "open_before":"2035-03-14T15:09:26Z","qr":{"size":10,"path":"M4 4h1v1h-1zM5 5h1v1h-1z"}}""");
		}

		/**
		 * What guidance says of a frame.
		 * @param findings codes of what refuses the picture; none if it is good
		 */
		static Answer guidance(String... findings) {
			return json("{\"good\":%s,\"findings\":%s,\"face\":%s}".formatted(findings.length == 0, findings(findings),
					(findings.length == 0) ? "{\"x\":0.5,\"y\":0.45,\"height\":0.5}" : "null"));
		}

		static Answer accepted() {
			return json("{\"accepted\":true,\"attempts_left\":2,\"findings\":[]}");
		}

		/**
		 * @param findings each as {@code code} or, when it is only a hint, {@code code?}
		 */
		static Answer refused(int attemptsLeft, String... findings) {
			return json("{\"accepted\":false,\"attempts_left\":%d,\"findings\":%s}".formatted(attemptsLeft,
					findings(findings)));
		}

		private static List<String> findings(String... findings) {
			return List.of(findings)
				.stream()
				.map((finding) -> "{\"code\":\"%s\",\"severity\":\"%s\"}".formatted(finding.replace("?", ""),
						finding.endsWith("?") ? "hint" : "refuse"))
				.toList();
		}

		/** The same with more fields. */
		Answer with(String fields) {
			return new Answer(this.status, this.type,
					this.body.replaceFirst("\\}\\s*$", Matcher.quoteReplacement("," + fields + "}")), this.retryAfter);
		}

		static Answer problem(int status, String code) {
			return new Answer(status, "application/problem+json",
					"{\"type\":\"about:blank\",\"status\":%d,\"code\":\"%s\"}".formatted(status, code), null);
		}

		/** The step is over, and a next one may follow on the same link. */
		static Answer pending(String code) {
			return problem(410, code).with("\"pending\":true");
		}

		/**
		 * Why the link opens nothing after this answer to a call; null if it still does.
		 */
		private String endAfter(String call) {
			if (this.status / 100 != 2) {
				return null;
			}
			return switch (call) {
				case REFUSE -> "consent_refused";
				case SUBMIT -> this.body.contains("\"accepted\":true") ? "link_used"
						: this.body.contains("\"attempts_left\":0") ? "attempts_exhausted" : null;
				default -> null;
			};
		}

		/** A page of something that stands in front of the server and knows no codes. */
		static Answer strange(int status) {
			return new Answer(status, "text/html", "<h1>Bad gateway</h1>", "1");
		}

		/** The call is heard, but the connection breaks before the answer. */
		static Answer dropped() {
			return new Answer(DROPPED, null, null, null);
		}

		/** The same with another text in one place. */
		Answer replacing(String text, String other) {
			return new Answer(this.status, this.type, this.body.replace(text, other), this.retryAfter);
		}

		Answer after(int seconds) {
			return new Answer(this.status, this.type, this.body, String.valueOf(seconds));
		}

		static Answer json(String body) {
			return new Answer(200, "application/json", body, null);
		}

	}

}
