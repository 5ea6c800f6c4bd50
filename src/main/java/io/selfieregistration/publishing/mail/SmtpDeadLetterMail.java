package io.selfieregistration.publishing.mail;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import io.selfieregistration.publishing.DeadLetterMail;
import io.selfieregistration.publishing.WebhookAnswer;

import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Sends notices of dead letters by SMTP. */
@Component
class SmtpDeadLetterMail implements DeadLetterMail {

	/** SMTP reply code of an accepted e-mail. */
	private static final int OK = 250;

	private final JavaMailSender mail;

	private final DeadLetterMailSettings settings;

	SmtpDeadLetterMail(JavaMailSender mail, DeadLetterMailSettings settings) {
		this.mail = mail;
		this.settings = settings;
	}

	@Override
	public WebhookAnswer send(URI address, String id, byte[] event) {
		long started = System.nanoTime();
		try {
			this.mail.send(message(address, id, event));
			return new WebhookAnswer(OK, null, since(started), null);
		}
		catch (MailException | MessagingException ex) {
			// The reply of the server may quote the address.
			return new WebhookAnswer(null, "the mail server did not take the e-mail", since(started), null);
		}
	}

	private MimeMessage message(URI address, String id, byte[] event) throws MessagingException {
		MimeMessage message = this.mail.createMimeMessage();
		MimeMessageHelper helper = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
		helper.setFrom(this.settings.from());
		helper.setTo(address.getSchemeSpecificPart());
		helper.setSubject("A message could not be delivered");
		helper
			.setText("A message about one of your requests was not accepted by its receiver in any attempt. Nothing is"
					+ " lost: correct the receiver, and let an operator send the delivery again.\n\n"
					+ new String(event, StandardCharsets.UTF_8) + "\n");
		message.setHeader("Auto-Submitted", "auto-generated");
		message.setHeader("webhook-id", id);
		return message;
	}

	private static Duration since(long started) {
		return Duration.ofNanos(System.nanoTime() - started);
	}

}
