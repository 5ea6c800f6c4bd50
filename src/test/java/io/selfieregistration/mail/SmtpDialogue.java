package io.selfieregistration.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * A mail server on a socket that records every line it gets, one character for each byte,
 * and answers what the test wants.
 */
public final class SmtpDialogue implements AutoCloseable {

	private final ServerSocket server;

	private final String[] extensions;

	private final Map<String, String> answers = new ConcurrentHashMap<>();

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private SmtpDialogue(String... extensions) throws IOException {
		this.extensions = extensions;
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread thread = new Thread(this::accept, "smtp-dialogue");
		thread.setDaemon(true);
		thread.start();
	}

	public static SmtpDialogue offering(String... extensions) throws IOException {
		return new SmtpDialogue(extensions);
	}

	/**
	 * Answers a command with this line from now on.
	 * @param command its first word; {@code .} is the end of the data
	 */
	public SmtpDialogue answering(String command, String line) {
		this.answers.put(command, line);
		return this;
	}

	/** Resets the connection in place of an answer to this command. */
	public SmtpDialogue hangingUpAt(String command) {
		return answering(command, "");
	}

	/** What the service sends by, with the settings that an operator has. */
	public MailServer client() {
		return client(this.server.getLocalPort());
	}

	/** Sends by what listens on this port, if anything does. */
	public static MailServer client(int port) {
		JavaMailSenderImpl sender = new JavaMailSenderImpl();
		sender.setHost("127.0.0.1");
		sender.setPort(port);
		Properties settings = sender.getJavaMailProperties();
		for (String limit : List.of("connectiontimeout", "timeout", "writetimeout")) {
			settings.setProperty("mail.smtp." + limit, "10000");
		}
		return new MailServer(sender, new MailSettings("no-reply@bank.example"), Clock.systemUTC());
	}

	/** Lines that begin with this word, as bytes. */
	public List<String> lines(String word) {
		return this.lines.stream().filter((line) -> line.startsWith(word)).toList();
	}

	/** A text as the bytes of its UTF-8, one character for each. */
	public static String utf8(String text) {
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try (Socket socket = this.server.accept()) {
				serve(socket.getInputStream(), socket.getOutputStream());
				// Resets the connection in place of a proper end.
				socket.setSoLinger(true, 0);
			}
			catch (IOException ex) {
				// The client went, or the test is over.
			}
		}
	}

	private void serve(InputStream in, OutputStream out) throws IOException {
		write(out, "220 dialogue");
		boolean data = false;
		for (String line = read(in); line != null; line = read(in)) {
			this.lines.add(line);
			String command = line.split("[ :]", 2)[0];
			if (data && !line.equals(".")) {
				continue;
			}
			data = false;
			String answer = this.answers.get(command);
			if ("".equals(answer)) {
				return;
			}
			if (answer != null) {
				write(out, answer);
			}
			else if (command.equals("EHLO")) {
				write(out, "250-dialogue");
				for (String extension : this.extensions) {
					write(out, "250-" + extension);
				}
				write(out, "250 8BITMIME");
			}
			else if (command.equals("DATA")) {
				data = true;
				write(out, "354 go on");
			}
			else {
				write(out, command.equals("QUIT") ? "221 bye" : "250 fine");
			}
		}
	}

	private static String read(InputStream in) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int octet = in.read(); octet >= 0; octet = in.read()) {
			if (octet == '\n') {
				return line.toString(StandardCharsets.ISO_8859_1).replace("\r", "");
			}
			line.write(octet);
		}
		return null;
	}

	private static void write(OutputStream out, String line) throws IOException {
		out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
		out.flush();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
