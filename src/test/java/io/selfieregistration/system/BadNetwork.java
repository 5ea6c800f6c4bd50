package io.selfieregistration.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What lies between a phone in the underground and the server: passes everything on, but
 * for the selfies, each of which meets the next of the troubles that a test wants.
 */
final class BadNetwork implements AutoCloseable {

	private static final String SELFIE = "POST /api/capture/selfie ";

	private static final int BYTES_BEFORE_CUT = 20_000;

	private final ServerSocket door;

	private final URI server;

	private final Deque<Trouble> troubles = new ConcurrentLinkedDeque<>();

	private final CountDownLatch delayIsOver = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	BadNetwork(URI server, Trouble... troubles) {
		this.server = server;
		this.troubles.addAll(List.of(troubles));
		try {
			this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.submit(this::listen);
	}

	/** The same address, by way of this network. */
	String address(String address) {
		URI uri = URI.create(address);
		return "http://localhost:" + this.door.getLocalPort() + uri.getPath() + "#" + uri.getFragment();
	}

	/** Lets pass what is delayed. */
	void endDelay() {
		this.delayIsOver.countDown();
	}

	int troublesLeft() {
		return this.troubles.size();
	}

	private void listen() {
		while (!this.door.isClosed()) {
			try {
				Socket client = this.door.accept();
				this.threads.submit(() -> serve(client));
			}
			catch (IOException ex) {
				// The test is over
			}
		}
	}

	private void serve(Socket client) {
		try (client; Socket upstream = new Socket(this.server.getHost(), this.server.getPort())) {
			InputStream from = client.getInputStream();
			String head = readHead(from);
			Trouble trouble = head.startsWith(SELFIE) ? this.troubles.pollFirst() : null;
			if (trouble == Trouble.CUTS_UPLOAD) {
				from.readNBytes(BYTES_BEFORE_CUT);
				client.setSoLinger(true, 0);
				return;
			}
			if (trouble == Trouble.DELAYS) {
				this.delayIsOver.await();
			}
			OutputStream to = upstream.getOutputStream();
			to.write(head.replaceFirst("(?i)\r\nconnection: [^\r]*", "")
				.replaceFirst("\r\n", "\r\nConnection: close\r\n")
				.getBytes(StandardCharsets.ISO_8859_1));
			to.write(from.readNBytes(contentLength(head)));
			to.flush();
			byte[] answer = upstream.getInputStream().readAllBytes();
			if (trouble == Trouble.LOSES_ANSWER) {
				client.setSoLinger(true, 0);
				return;
			}
			client.getOutputStream().write(answer);
		}
		catch (IOException ex) {
			// The browser hung up, as browsers do
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static String readHead(InputStream from) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		String end = "\r\n\r\n";
		for (int next = from.read(); next >= 0; next = from.read()) {
			head.write(next);
			if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
				return head.toString(StandardCharsets.ISO_8859_1);
			}
		}
		throw new IOException("No request");
	}

	private static int contentLength(String head) {
		return head.lines()
			.map((line) -> line.toLowerCase(Locale.ROOT))
			.filter((line) -> line.startsWith("content-length:"))
			.map((line) -> Integer.parseInt(line.substring("content-length:".length()).strip()))
			.findFirst()
			.orElse(0);
	}

	@Override
	public void close() {
		try {
			this.door.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.shutdownNow();
	}

	/** What can happen to one upload. */
	enum Trouble {

		/** The connection breaks in the middle of the selfie. */
		CUTS_UPLOAD,

		/** The server has judged the selfie, and nobody hears of it. */
		LOSES_ANSWER,

		/** Nothing arrives for some time. */
		DELAYS

	}

}
