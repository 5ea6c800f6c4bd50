package io.selfieregistration.publishing.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.publishing.OutgoingMessage;
import io.selfieregistration.publishing.WebhookAnswer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Receivers as they are in the field: well, badly and maliciously behaved. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HttpWebhookSenderTests {

	private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

	private static final byte[] BODY = "{\"user_id\":\"Jürgen\"}".getBytes(StandardCharsets.UTF_8);

	private final WireMockServer receiver = new WireMockServer(
			WireMockConfiguration.options().dynamicPort().dynamicHttpsPort().bindAddress("127.0.0.1"));

	private final ExecutorService connections = Executors.newCachedThreadPool();

	private final HttpWebhookSender sender = sender(List.of("127.0.0.0/8"), Duration.ofSeconds(20));

	@BeforeEach
	void start() {
		this.receiver.start();
	}

	@AfterEach
	void stop() throws IOException {
		this.sender.close();
		this.receiver.stop();
		this.connections.shutdownNow();
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 201, 202, 204, 299 })
	void takesEverySuccessForTaken(int status) {
		answer(aResponse().withStatus(status));

		WebhookAnswer answer = send();

		assertThat(answer.taken()).isTrue();
		assertThat(answer.status()).isEqualTo(status);
	}

	@ParameterizedTest
	@ValueSource(ints = { 300, 304, 400, 401, 404, 410, 429, 500, 503 })
	void takesNothingElseForTaken(int status) {
		answer(aResponse().withStatus(status).withBody("<html>an error page</html>"));

		WebhookAnswer answer = send();

		assertThat(answer.taken()).isFalse();
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.failure()).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void doesNotFollowRedirect(int status) {
		answer(aResponse().withStatus(status).withHeader("Location", base() + "/elsewhere"));
		this.receiver.stubFor(WireMock.any(urlEqualTo("/elsewhere")).willReturn(aResponse().withStatus(204)));

		assertThat(send().status()).isEqualTo(status);

		assertThat(this.receiver.findAll(WireMock.anyRequestedFor(urlEqualTo("/elsewhere")))).isEmpty();
	}

	@Test
	void sendsTheBodyAsItIsWithSignatureThatTheReceiverCanVerify() {
		answer(aResponse().withStatus(204).withHeader("Set-Cookie", "session=1"));

		send();
		send();

		List<LoggedRequest> received = this.receiver.findAll(postRequestedFor(urlEqualTo("/results")));
		assertThat(received).hasSize(2).allSatisfy((request) -> {
			assertThat(request.getBody()).isEqualTo(BODY);
			assertThat(request.getHeader("Content-Type")).startsWith("application/json");
			assertThat(request.getHeader("User-Agent")).isEqualTo("selfie-registration");
			assertThat(request.getHeader("Accept-Encoding")).isEqualTo("identity");
			assertThat(request.containsHeader("Cookie")).isFalse();
			HashMap<String, List<String>> headers = new HashMap<>();
			request.getHeaders().all().forEach((header) -> headers.put(header.key(), header.values()));
			assertThatCode(() -> new Webhook(SECRET).verify(request.getBodyAsString(),
					java.net.http.HttpHeaders.of(headers, (name, value) -> true)))
				.doesNotThrowAnyException();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE" })
	void tellsOfBrokenConnection(Fault fault) {
		answer(aResponse().withFault(fault));

		WebhookAnswer answer = send();

		assertThat(answer.taken()).isFalse();
		assertThat(answer.status()).isNull();
		assertThat(answer.failure()).isEqualTo("the connection to the receiver broke");
		assertThat(this.receiver.findAll(postRequestedFor(urlEqualTo("/results")))).as("one attempt is one call")
			.hasSize(1);
	}

	@Test
	void tellsOfReceiverThatIsNotThere() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}

		assertThat(send(this.sender, "http://127.0.0.1:" + port + "/results").failure())
			.isEqualTo("the receiver cannot be reached");
	}

	@Test
	void tellsOfNameThatDoesNotExist() {
		assertThat(send(this.sender, "https://receiver.invalid/results").failure())
			.isEqualTo("the name of the receiver cannot be resolved");
	}

	@Test
	void refusesCertificateThatNobodySigned() {
		answer(aResponse().withStatus(204));

		assertThat(send(this.sender, "https://127.0.0.1:" + this.receiver.httpsPort() + "/results").failure())
			.isEqualTo("no trusted TLS connection to the receiver");
		assertThat(this.receiver.getAllServeEvents()).isEmpty();
	}

	@Test
	void cutsReceiverThatNeverAnswers() throws Exception {
		try (ServerSocket server = serve((client) -> TimeUnit.DAYS.sleep(1));
				Closing impatient = new Closing(sender(List.of("127.0.0.0/8"), Duration.ofMillis(500)))) {
			assertThat(send(impatient.sender(), address(server)).failure())
				.isEqualTo("the receiver did not answer in time");
		}
	}

	@ParameterizedTest
	@CsvSource({ "'HTTP/1.1 2', , the receiver did not answer in time",
			"'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n', 200, the body of the response did not end in time",
			"'HTTP/1.1 503 No\r\nContent-Length: 100000\r\n\r\n', 503, the body of the response did not end in time" })
	void cutsReceiverThatDribbles(String start, Integer status, String failure) throws Exception {
		try (ServerSocket server = serve((client) -> dribble(client, start));
				Closing impatient = new Closing(sender(List.of("127.0.0.0/8"), Duration.ofMillis(500)))) {
			WebhookAnswer answer = send(impatient.sender(), address(server));

			assertThat(answer.status()).isEqualTo(status);
			assertThat(answer.failure()).isEqualTo(failure);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 100\r\n\r\nshort", "Transfer-Encoding: chunked\r\n\r\n64\r\ncut",
			"Transfer-Encoding: chunked\r\n\r\nno chunk", "Transfer-Encoding: chunked\r\n\r\n",
			"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n64\r\ncut" })
	void takesTheStatusForTheAnswerThoughTheBodyBreaksOff(String rest) throws Exception {
		for (int status : new int[] { 200, 204, 410, 503 }) {
			try (ServerSocket server = serve(
					(client) -> write(client, "HTTP/1.1 " + status + " Status\r\nRetry-After: 120\r\n" + rest))) {
				WebhookAnswer answer = send(this.sender, address(server));

				assertThat(answer.status()).isEqualTo(status);
				assertThat(answer.taken()).isEqualTo(status < 300);
				assertThat(answer.retryAfter()).isEqualTo(Duration.ofSeconds(120));
				assertThat(answer.failure()).isEqualTo((status == 204) ? null : "the body of the response broke off");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "deflate", "br", "zstd", "no-such-coding" })
	void doesNotUnpackTheBody(String coding) throws Exception {
		try (ServerSocket server = serve((client) -> write(client,
				"HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + "\r\nContent-Length: 5\r\n\r\nplain"))) {
			WebhookAnswer answer = send(this.sender, address(server));

			assertThat(answer.taken()).isTrue();
			assertThat(answer.failure()).isNull();
		}
	}

	@Test
	void readsNoMoreThanItNeedsOfAnAnswerWithoutEnd() throws Exception {
		AtomicLong written = new AtomicLong(-1);
		try (ServerSocket server = serve((client) -> writeForEver(client, written))) {
			WebhookAnswer answer = send(this.sender, address(server));
			assertThat(answer.taken()).isTrue();
			assertThat(answer.failure()).isEqualTo("the body of the response was not read to its end");

			await().untilAsserted(() -> assertThat(written.get()).isBetween(0L, 100_000_000L));
		}
	}

	@Test
	void refusesPlainHttpOutsideOfAllowedNetworks() throws IOException {
		try (Closing strict = new Closing(sender(List.of(), Duration.ofSeconds(20)))) {
			assertThat(send(strict.sender(), base() + "/results").failure())
				.isEqualTo("the address of the receiver is not public and not allowed");
		}
		assertThat(this.receiver.getAllServeEvents()).isEmpty();
	}

	@Test
	void refusesAddressThatIsNotPublicByHttpsToo() throws IOException {
		try (Closing strict = new Closing(sender(List.of("10.0.0.0/8"), Duration.ofSeconds(20)))) {
			for (String host : List.of("127.0.0.1", "localhost", "[::1]", "2130706433", "169.254.169.254")) {
				assertThat(send(strict.sender(), "https://" + host + ":" + this.receiver.httpsPort() + "/").failure())
					.as(host)
					.isIn("the address of the receiver is not public and not allowed",
							"the name of the receiver cannot be resolved");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://user:password@127.0.0.1/results", "https://user@127.0.0.1/results",
			"file:///etc/passwd", "ftp://127.0.0.1/results", "gopher://127.0.0.1/results", "jar:http://127.0.0.1/a!/b",
			"mailto:somebody@people.example", "HTTPS:opaque", "/results", "//127.0.0.1/results", "http:///results",
			"https:///results", "http://under_score/results", "https://0x7f.1/results" })
	void refusesAddressThatIsNoPlainWebAddress(String url) {
		WebhookAnswer answer = send(this.sender, url);

		assertThat(answer.taken()).isFalse();
		assertThat(answer.status()).isNull();
		assertThat(answer.failure()).isEqualTo("the address of the receiver cannot be called");
	}

	/**
	 * A name that was good when it was checked and points elsewhere now. There is one
	 * look, and the connection goes where it led.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "https", "http" })
	void looksOnceSoThatNoNameCanPointElsewhereInBetween(String scheme) throws Exception {
		List<String> looks = new CopyOnWriteArrayList<>();
		try (ServerSocket inside = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"));
				Closing guarded = new Closing(new HttpWebhookSender(Duration.ofSeconds(5),
						new AddressGuard(List.of("127.0.0.3/32"), new RebindingResolver(looks)), Clock.systemUTC()))) {
			inside.setSoTimeout(1);

			WebhookAnswer first = send(guarded.sender(),
					scheme + "://receiver.example:" + inside.getLocalPort() + "/results");
			WebhookAnswer second = send(guarded.sender(),
					scheme + "://receiver.example:" + inside.getLocalPort() + "/results");

			assertThat(first.failure()).as("goes to the address that was looked up first")
				.isEqualTo("the receiver cannot be reached");
			assertThat(second.failure()).isEqualTo("the address of the receiver is not public and not allowed");
			assertThat(looks).containsExactly("127.0.0.3", "127.0.0.2");
			assertThatExceptionOfType(SocketTimeoutException.class).as("no connection").isThrownBy(inside::accept);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "127.1", "2130706433", "0", "0.0.0.0", "localhost", "localhost.", "[::1]",
			"[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "[::]", "017700000001" })
	void makesNoConnectionToThisMachineHoweverItIsWritten(String host) throws Exception {
		try (ServerSocket inside = new ServerSocket(0, 1);
				Closing strict = new Closing(sender(List.of("10.0.0.0/8"), Duration.ofSeconds(5)))) {
			inside.setSoTimeout(1);
			for (String scheme : List.of("http", "https")) {
				assertThat(send(strict.sender(), scheme + "://" + host + ":" + inside.getLocalPort() + "/").taken())
					.isFalse();
			}
			assertThatExceptionOfType(SocketTimeoutException.class).as("no connection").isThrownBy(inside::accept);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "120", "Wed, 21 Oct 2037 07:28:00 GMT", "soon", "-5", "Wed, 21 Oct 2015 07:28:00 GMT" })
	void readsForHowLongTheReceiverWantsToBeLeftAlone(String header) {
		answer(aResponse().withStatus(429).withHeader("Retry-After", header));

		Duration wait = send().retryAfter();

		switch (header) {
			case "120" -> assertThat(wait).isEqualTo(Duration.ofSeconds(120));
			case "Wed, 21 Oct 2037 07:28:00 GMT" -> assertThat(wait).isGreaterThan(Duration.ofDays(365));
			default -> assertThat(wait).isNull();
		}
	}

	@Test
	void signsWithEverySecretAndCallsWithTheTokenOfTheReceiver() {
		answer(aResponse().withStatus(204));
		String other = "whsec_c2VjcmV0IG9mIHRoZSByZWNlaXZlcg==";

		this.sender.send(URI.create(base() + "/results"),
				new OutgoingMessage("msg_1", "application/jwt", BODY, List.of(SECRET, other), "token-1"));

		LoggedRequest request = this.receiver.findAll(postRequestedFor(urlEqualTo("/results"))).get(0);
		assertThat(request.getHeader("webhook-signature").split(" ")).hasSize(2);
		assertThat(request.getHeader("Content-Type")).isEqualTo("application/jwt");
		assertThat(request.getHeader("Authorization")).isEqualTo("Bearer token-1");
		HashMap<String, List<String>> headers = new HashMap<>();
		request.getHeaders().all().forEach((header) -> headers.put(header.key(), header.values()));
		for (String secret : List.of(SECRET, other)) {
			assertThatCode(() -> new Webhook(secret).verify(request.getBodyAsString(),
					java.net.http.HttpHeaders.of(headers, (name, value) -> true)))
				.doesNotThrowAnyException();
		}
	}

	private void answer(com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder answer) {
		this.receiver.stubFor(post("/results").willReturn(answer));
	}

	private String base() {
		return "http://127.0.0.1:" + this.receiver.port();
	}

	private WebhookAnswer send() {
		return send(this.sender, base() + "/results");
	}

	private static WebhookAnswer send(HttpWebhookSender sender, String url) {
		return sender.send(URI.create(url),
				new OutgoingMessage("msg_1", "application/json", BODY, List.of(SECRET), null));
	}

	private static HttpWebhookSender sender(List<String> allowedNetworks, Duration timeout) {
		return new HttpWebhookSender(timeout, new AddressGuard(allowedNetworks), Clock.systemUTC());
	}

	private ServerSocket serve(Behaviour behaviour) throws IOException {
		ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
		this.connections.submit(() -> {
			try (Socket client = server.accept()) {
				behaviour.serve(client);
			}
			return null;
		});
		return server;
	}

	private static String address(ServerSocket server) {
		return "http://127.0.0.1:" + server.getLocalPort() + "/results";
	}

	/** Closes after the request was read, so that the client is not reset. */
	private static void write(Socket client, String answer) throws IOException {
		client.getInputStream().read(new byte[8192]);
		client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
		client.shutdownOutput();
		client.getInputStream().readAllBytes();
	}

	/** One byte at a time, faster than any pause that a socket notices. */
	private static void dribble(Socket client, String start) throws Exception {
		OutputStream answer = client.getOutputStream();
		answer.write(start.getBytes(StandardCharsets.US_ASCII));
		while (true) {
			answer.write('0');
			answer.flush();
			TimeUnit.MILLISECONDS.sleep(50);
		}
	}

	private static void writeForEver(Socket client, AtomicLong written) throws IOException {
		OutputStream answer = client.getOutputStream();
		answer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
		long total = 0;
		try {
			while (true) {
				answer.write(chunk);
				total += chunk.length;
			}
		}
		catch (IOException ex) {
			written.set(total);
		}
	}

	/**
	 * Answers with an allowed address the first time, and with another one after that.
	 */
	private record RebindingResolver(List<String> looks) implements DnsResolver {

		@Override
		public InetAddress[] resolve(String host) throws UnknownHostException {
			String address = this.looks.isEmpty() ? "127.0.0.3" : "127.0.0.2";
			this.looks.add(address);
			return new InetAddress[] { InetAddress.getByName(address) };
		}

		@Override
		public String resolveCanonicalHostname(String host) {
			return host;
		}

	}

	private interface Behaviour {

		void serve(Socket client) throws Exception;

	}

	private record Closing(HttpWebhookSender sender) implements AutoCloseable {

		@Override
		public void close() throws IOException {
			this.sender.close();
		}

	}

}
