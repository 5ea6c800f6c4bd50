package io.selfieregistration.mail;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

import io.selfieregistration.mail.Utf8MailSender.Utf8NotOffered;
import io.selfieregistration.platform.NetworkFault;

import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * The mail server of {@code spring.mail}. Replies of the server may quote the address, so
 * only the reply code is passed on.
 */
@Component
public class MailServer {

	private static final Duration KNOWN_FOR = Duration.ofMinutes(10);

	private static final Duration UNKNOWN_FOR = Duration.ofMinutes(1);

	private final JavaMailSenderImpl plain;

	private final Utf8MailSender utf8;

	private final EmailAddress from;

	private final Clock clock;

	private final ReentrantLock asking = new ReentrantLock();

	private volatile Offer offer = new Offer(true, Instant.MIN);

	MailServer(JavaMailSenderImpl mail, MailSettings settings, Clock clock) {
		this.plain = mail;
		this.utf8 = new Utf8MailSender(mail);
		this.from = EmailAddress.of(settings.from()).orElseThrow();
		this.clock = clock;
	}

	/**
	 * Whether the server may take a message for this address. Only an address beyond
	 * ASCII makes a difference; a server that cannot be asked now may take it later.
	 */
	public boolean mayTake(EmailAddress address) {
		if (address.needsUtf8() && !this.offer.until().isAfter(this.clock.instant()) && this.asking.tryLock()) {
			try {
				Optional<Boolean> answer = this.utf8.isOffered();
				this.offer = new Offer(answer.orElse(true),
						this.clock.instant().plus(answer.isPresent() ? KNOWN_FOR : UNKNOWN_FOR));
			}
			finally {
				this.asking.unlock();
			}
		}
		return !address.needsUtf8() || this.offer.utf8();
	}

	/**
	 * Sends a message to one address, which is never altered on the way to the server.
	 * @param senderName shown before the address of the sender, or null
	 * @throws RecipientRefused if the server refuses the recipient for good
	 * @throws MailNotSent if a later attempt may succeed
	 */
	public void send(EmailAddress to, String senderName, Content content) throws RecipientRefused {
		JavaMailSenderImpl sender = to.needsUtf8() ? this.utf8 : this.plain;
		try {
			MimeMessage message = sender.createMimeMessage();
			content.writeTo(message);
			InternetAddress from = address(this.from);
			from.setPersonal(senderName, StandardCharsets.UTF_8.name());
			message.setFrom(from);
			message.setRecipient(RecipientType.TO, address(to));
			message.setHeader("Auto-Submitted", "auto-generated");
			sender.send(message);
		}
		catch (MailException ex) {
			if (!isSent(ex)) {
				throw refusal(ex);
			}
		}
		catch (MessagingException | UnsupportedEncodingException ex) {
			throw new IllegalStateException("An e-mail cannot be written", ex);
		}
	}

	/** The setter, because the constructors would parse the address anew. */
	private static InternetAddress address(EmailAddress address) {
		InternetAddress internet = new InternetAddress();
		internet.setAddress(address.text());
		return internet;
	}

	/**
	 * Whether the server took the message, and only the farewell failed: it is in no list
	 * of failed messages then.
	 */
	private static boolean isSent(MailException failure) {
		return failure instanceof MailSendException sending && sending.getFailedMessages().isEmpty();
	}

	/**
	 * Only an answer to RCPT, or one about the mailbox after DATA, is about the
	 * recipient; an answer to MAIL FROM or to the login is about us.
	 */
	private static MailNotSent refusal(MailException failure) throws RecipientRefused {
		Throwable cause = (failure instanceof MailSendException sending)
				? sending.getFailedMessages().values().iterator().next() : failure.getCause();
		Throwable root = cause;
		int reply = 0;
		for (; cause != null; cause = next(cause)) {
			root = cause;
			if (cause instanceof Utf8NotOffered) {
				throw new RecipientRefused("The mail server does not offer SMTPUTF8, which the address needs");
			}
			if (cause instanceof SMTPAddressFailedException refused) {
				reply = refused.getReturnCode();
				// 53x asks for a login or encryption.
				if (reply >= 500 && reply / 10 != 53) {
					throw new RecipientRefused("The mail server refused the recipient for good, SMTP " + reply);
				}
			}
			else if (cause instanceof SMTPSendFailedException refused && reply == 0) {
				reply = refused.getReturnCode();
				if (reply >= 550 && reply <= 553 && !refused.getCommand().startsWith("MAIL")) {
					throw new RecipientRefused("The mail server refused the message for good, SMTP " + reply);
				}
			}
		}
		return new MailNotSent((reply != 0) ? "The mail server answered SMTP " + reply
				: (failure instanceof MailAuthenticationException) ? "The mail server refused the login"
						: StringUtils.capitalize(NetworkFault.describe("mail server", root)));
	}

	private static Throwable next(Throwable cause) {
		return (cause instanceof MessagingException messaging && messaging.getNextException() != null)
				? messaging.getNextException() : cause.getCause();
	}

	/** Writes subject, headers and body of a message. */
	public interface Content {

		void writeTo(MimeMessage message) throws MessagingException;

	}

	/** Whether the server may offer SMTPUTF8, and until when that is taken as known. */
	private record Offer(boolean utf8, Instant until) {
	}

}
