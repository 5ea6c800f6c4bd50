package io.selfieregistration.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Makes calls byte by byte over a socket, as no client library would. */
final class RawCalls {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: ([0-9]+)");

	private static final int CHUNK = 64 * 1024;

	private final int port;

	private final String address;

	RawCalls(int port) {
		this(port, "127.0.0.1");
	}

	/**
	 * @param address of this machine from which the calls come
	 */
	RawCalls(int port, String address) {
		this.port = port;
		this.address = address;
	}

	/**
	 * @param headers each with its line end; {@code Host} and {@code Content-Length} are
	 * added
	 */
	Answer exchange(String requestLine, String headers, byte[] body) {
		byte[] head = (requestLine + "\r\nHost: localhost\r\nConnection: close\r\n" + headers + "Content-Length: "
				+ body.length + "\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8);
		byte[] call = Arrays.copyOf(head, head.length + body.length);
		System.arraycopy(body, 0, call, head.length, body.length);
		return raw(call);
	}

	Answer raw(byte[] call) {
		try (Socket socket = connect()) {
			socket.getOutputStream().write(call);
			return answer(socket);
		}
		catch (IOException ex) {
			throw new AssertionError("There is no answer", ex);
		}
	}

	/**
	 * Announces a body and sends the head only, as who would send it waits to be asked.
	 */
	Answer announce(String requestLine, String headers, long bytes) {
		return raw((requestLine + "\r\nHost: localhost\r\nConnection: close\r\n" + headers + "Content-Length: " + bytes
				+ "\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Sends a body in chunks for as long as the service takes them.
	 * @return how many bytes it took
	 */
	long pour(String requestLine, String headers, byte[] beginning, long most) {
		try (Socket socket = connect()) {
			OutputStream out = socket.getOutputStream();
			out.write((requestLine + "\r\nHost: localhost\r\nConnection: close\r\n" + headers
					+ "Transfer-Encoding: chunked\r\n\r\n")
				.getBytes(StandardCharsets.UTF_8));
			byte[] chunk = new byte[CHUNK];
			Arrays.fill(chunk, (byte) 'a');
			System.arraycopy(beginning, 0, chunk, 0, beginning.length);
			long sent = 0;
			try {
				while (sent < most) {
					out.write((Integer.toHexString(CHUNK) + "\r\n").getBytes(StandardCharsets.US_ASCII));
					out.write(chunk);
					out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
					sent += CHUNK;
					Arrays.fill(chunk, (byte) 'a');
				}
			}
			catch (IOException ex) {
				// The service has hung up
				return sent;
			}
			return sent;
		}
		catch (IOException ex) {
			throw new AssertionError("There is no connection", ex);
		}
	}

	/**
	 * Announces a body, sends its beginning only, and waits until the service is done
	 * with it.
	 */
	void breakOff(String requestLine, String headers, long bytes, byte[] beginning) {
		try (Socket socket = connect()) {
			socket.getOutputStream()
				.write((requestLine + "\r\nHost: localhost\r\nConnection: close\r\n" + headers + "Content-Length: "
						+ bytes + "\r\n\r\n")
					.getBytes(StandardCharsets.UTF_8));
			socket.getOutputStream().write(beginning);
			socket.shutdownOutput();
			socket.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			throw new AssertionError("There is no connection", ex);
		}
	}

	/** Returns whether the service hangs up on a call that it cannot follow. */
	boolean isCutOff(byte[] call) {
		try (Socket socket = connect()) {
			socket.getOutputStream().write(call);
			return socket.getInputStream().readAllBytes().length == 0;
		}
		catch (IOException ex) {
			throw new AssertionError("There is no connection", ex);
		}
	}

	private Socket connect() throws IOException {
		Socket socket = new Socket("127.0.0.1", this.port, InetAddress.getByName(this.address), 0);
		socket.setSoTimeout(30_000);
		return socket;
	}

	/** Reads as far as the answer says, as the service may still wait for the body. */
	private static Answer answer(Socket socket) throws IOException {
		ByteArrayOutputStream read = new ByteArrayOutputStream();
		byte[] buffer = new byte[CHUNK];
		for (int count = socket.getInputStream().read(buffer); count >= 0; count = socket.getInputStream()
			.read(buffer)) {
			read.write(buffer, 0, count);
			String answer = read.toString(StandardCharsets.ISO_8859_1);
			int end = answer.indexOf("\r\n\r\n");
			Matcher length = LENGTH.matcher(answer.substring(0, Math.max(0, end)));
			if (end >= 0 && (length.find() ? answer.length() >= end + 4 + Integer.parseInt(length.group(1))
					: answer.endsWith("\r\n0\r\n\r\n"))) {
				break;
			}
		}
		return Answer.of(read.toString(StandardCharsets.UTF_8));
	}

	static String basic(String credentials) {
		return "Authorization: Basic "
				+ Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)) + "\r\n";
	}

	/** What came back. */
	record Answer(int status, Map<String, String> headers, String text) {

		private static Answer of(String answer) {
			String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
			Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			head.lines()
				.skip(1)
				.forEach((line) -> headers.merge(line.split(": ", 2)[0], line.split(": ", 2)[1],
						(one, other) -> one + ", " + other));
			return new Answer(Integer.parseInt(head.split(" ", 3)[1]), headers,
					answer.substring(answer.indexOf("\r\n\r\n") + 4));
		}

		String header(String name) {
			return this.headers.getOrDefault(name, "");
		}

		/** What does not tell of this answer only. */
		Map<String, String> securityHeaders() {
			Map<String, String> security = new TreeMap<>(this.headers);
			security.keySet()
				.removeAll(
						List.of("Date", "Content-Type", "Content-Length", "Transfer-Encoding", "Connection", "Vary"));
			return security;
		}

		/** The body, without the lengths of its chunks. */
		JsonNode json() {
			try {
				return JSON.readTree(this.text.substring(this.text.indexOf('{'), this.text.lastIndexOf('}') + 1));
			}
			catch (IOException ex) {
				throw new AssertionError(this.text, ex);
			}
		}

	}

}
