import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Receives results at RECEIVER, verifies their signatures as Standard Webhooks describes,
 * with WEBHOOK_SECRET, and prints them. Run it by {@code java ResultReceiver.java}. In
 * production, use one of the libraries of standardwebhooks.com, and remember webhook-id:
 * a result may arrive twice.
 */
public final class ResultReceiver {

	private static final Duration TOLERANCE = Duration.ofMinutes(5);

	private static final byte[] KEY = Base64.getDecoder()
		.decode(System.getenv("WEBHOOK_SECRET").substring("whsec_".length()));

	private ResultReceiver() {
	}

	public static void main(String[] args) throws IOException {
		URI address = URI.create(System.getenv("RECEIVER"));
		HttpServer server = HttpServer.create(new InetSocketAddress(address.getHost(), address.getPort()), 0);
		server.createContext(address.getPath(), ResultReceiver::receive);
		server.start();
		System.out.println("Waiting for results at " + address);
	}

	private static void receive(HttpExchange call) throws IOException {
		try (call) {
			byte[] body = call.getRequestBody().readAllBytes();
			if (!isSigned(call, body)) {
				System.out.println("Refused a result with a wrong signature");
				call.sendResponseHeaders(401, -1);
				return;
			}
			System.out.println("Received " + new String(body, StandardCharsets.UTF_8));
			call.sendResponseHeaders(204, -1);
		}
	}

	private static boolean isSigned(HttpExchange call, byte[] body) {
		String id = call.getRequestHeaders().getFirst("webhook-id");
		String timestamp = call.getRequestHeaders().getFirst("webhook-timestamp");
		String signatures = call.getRequestHeaders().getFirst("webhook-signature");
		if (id == null || timestamp == null || signatures == null || !timestamp.matches("\\d{1,12}")) {
			return false;
		}
		Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
		if (Duration.between(sent, Instant.now()).abs().compareTo(TOLERANCE) > 0) {
			return false;
		}
		byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac(id + "." + timestamp + ".", body)))
			.getBytes(StandardCharsets.UTF_8);
		return Stream.of(signatures.split(" "))
			.anyMatch((signature) -> MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8)));
	}

	private static byte[] mac(String head, byte[] body) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
			mac.update(head.getBytes(StandardCharsets.UTF_8));
			return mac.doFinal(body);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This JVM has no HMAC-SHA256", ex);
		}
	}

}
