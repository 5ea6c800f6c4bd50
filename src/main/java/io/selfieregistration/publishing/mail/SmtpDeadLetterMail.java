package io.selfieregistration.publishing.mail;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import io.selfieregistration.mail.EmailAddress;
import io.selfieregistration.mail.MailNotSent;
import io.selfieregistration.mail.MailServer;
import io.selfieregistration.mail.RecipientRefused;
import io.selfieregistration.publishing.DeadLetterMail;
import io.selfieregistration.publishing.WebhookAnswer;

import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Sends notices of dead letters by SMTP. */
@Component
class SmtpDeadLetterMail implements DeadLetterMail {

	/** SMTP reply code of an accepted e-mail. */
	private static final int OK = 250;

	private final MailServer server;

	SmtpDeadLetterMail(MailServer server) {
		this.server = server;
	}

	@Override
	public Optional<String> problem(URI address) {
		EmailAddress to = address(address).orElse(null);
		if (to == null) {
			return Optional.of("must name one e-mail address, such as mailto:ops@bank.example");
		}
		return this.server.mayTake(to) ? Optional.empty()
				: Optional.of("has a character beyond ASCII before the @, which the mail server cannot take");
	}

	@Override
	public WebhookAnswer send(URI address, String id, byte[] event) {
		long started = System.nanoTime();
		EmailAddress to = address(address).orElse(null);
		if (to == null) {
			return new WebhookAnswer(null, "the address names no mailbox", since(started), null);
		}
		try {
			this.server.send(to, null, (message) -> write(id, event, message));
			return new WebhookAnswer(OK, null, since(started), null);
		}
		catch (RecipientRefused | MailNotSent ex) {
			return new WebhookAnswer(null, "the mail server did not take the e-mail", since(started), null);
		}
	}

	/** RFC 6068: octets beyond ASCII may be percent-encoded, and header fields follow. */
	private static Optional<EmailAddress> address(URI mailto) {
		return mailto.getRawSchemeSpecificPart().contains("?") ? Optional.empty()
				: EmailAddress.of(mailto.getSchemeSpecificPart());
	}

	private static void write(String id, byte[] event, MimeMessage message) throws MessagingException {
		MimeMessageHelper helper = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
		helper.setSubject("A message could not be delivered");
		helper
			.setText("A message about one of your requests was not accepted by its receiver in any attempt. Nothing is"
					+ " lost: correct the receiver, and let an operator send the delivery again.\n\n"
					+ new String(event, StandardCharsets.UTF_8) + "\n");
		message.setHeader("webhook-id", id);
	}

	private static Duration since(long started) {
		return Duration.ofNanos(System.nanoTime() - started);
	}

}
