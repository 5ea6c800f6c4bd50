package io.selfieregistration.mail;

import java.util.Optional;

import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import org.eclipse.angus.mail.smtp.SMTPTransport;

import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Sends by the same server as another one, with addresses beyond ASCII. Without SMTPUTF8
 * of the server it sends nothing, because the mail client would leave out what the server
 * does not offer and send such an address all the same.
 */
class Utf8MailSender extends JavaMailSenderImpl {

	private static final String EXTENSION = "SMTPUTF8";

	Utf8MailSender(JavaMailSenderImpl other) {
		setHost(other.getHost());
		setPort(other.getPort());
		setProtocol(other.getProtocol());
		setUsername(other.getUsername());
		setPassword(other.getPassword());
		setDefaultEncoding(other.getDefaultEncoding());
		getJavaMailProperties().putAll(other.getJavaMailProperties());
		getJavaMailProperties().setProperty("mail.mime.allowutf8", "true");
	}

	/**
	 * Asks the server.
	 * @return empty if it cannot be reached
	 */
	Optional<Boolean> isOffered() {
		try {
			connectTransport().close();
			return Optional.of(true);
		}
		catch (Utf8NotOffered ex) {
			return Optional.of(false);
		}
		catch (MessagingException ex) {
			return Optional.empty();
		}
	}

	@Override
	protected Transport connectTransport() throws MessagingException {
		Transport transport = super.connectTransport();
		if (!(transport instanceof SMTPTransport smtp) || !smtp.supportsExtension(EXTENSION)) {
			transport.close();
			throw new Utf8NotOffered();
		}
		return transport;
	}

	/** The server cannot take addresses beyond ASCII. */
	static class Utf8NotOffered extends MessagingException {

		Utf8NotOffered() {
			super("The mail server does not offer " + EXTENSION);
		}

	}

}
