package io.selfieregistration.invitation.mail;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.VerificationWay;
import io.selfieregistration.invitation.CaptureLinkUndeliverable;
import io.selfieregistration.invitation.InvitationSender;
import io.selfieregistration.request.Request;

import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * Sends capture links by SMTP, as text and as HTML. What the mail server answers may
 * quote the address, so only its reply code goes on.
 */
@Component
class MailInvitations implements InvitationSender {

	private final JavaMailSender mail;

	private final MailSettings settings;

	private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

	MailInvitations(JavaMailSender mail, MailSettings settings) {
		this.mail = mail;
		this.settings = settings;
		this.texts.setBasename("messages/invitation");
		this.texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
		this.texts.setFallbackToSystemLocale(false);
	}

	@Override
	public boolean serves(ApplicationSettings settings) {
		return settings.verificationWay() == VerificationWay.WEB
				&& settings.notificationType() == NotificationType.EMAIL;
	}

	@Override
	public void send(Application application, Request request, URI link, Duration expiresIn)
			throws CaptureLinkUndeliverable {
		if (request.email() == null) {
			throw new CaptureLinkUndeliverable("The request names no e-mail address");
		}
		try {
			this.mail.send(message(application, request, link, expiresIn));
		}
		catch (MailException ex) {
			int reply = replyCode(ex);
			if (reply >= 550 && reply <= 553) {
				throw new CaptureLinkUndeliverable("The mail server refused the recipient for good, SMTP " + reply);
			}
			throw new MailNotSent(reply, ex);
		}
		catch (MessagingException | UnsupportedEncodingException ex) {
			throw new CaptureLinkUndeliverable("The e-mail address of the request cannot be used");
		}
	}

	private MimeMessage message(Application application, Request request, URI link, Duration expiresIn)
			throws MessagingException, UnsupportedEncodingException {
		Locale locale = (request.locale() != null) ? Locale.forLanguageTag(request.locale()) : Locale.ENGLISH;
		String expiry = expiry(expiresIn, locale);
		MimeMessage message = this.mail.createMimeMessage();
		MimeMessageHelper helper = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
		helper.setFrom(this.settings.from(), application.name());
		helper.setTo(request.email());
		helper.setSubject(this.texts.getMessage("subject", new Object[] { application.name() }, locale));
		String html = this.texts.getMessage("html", new Object[] { HtmlUtils.htmlEscape(application.name()),
				HtmlUtils.htmlEscape(link.toString()), HtmlUtils.htmlEscape(expiry), locale.toLanguageTag() }, locale);
		helper.setText(this.texts.getMessage("text", new Object[] { application.name(), link, expiry }, locale), html);
		message.setHeader("Auto-Submitted", "auto-generated");
		return message;
	}

	private String expiry(Duration expiresIn, Locale locale) {
		long minutes = Math.max(1, expiresIn.plusSeconds(30).toMinutes());
		return (minutes >= 120) ? this.texts.getMessage("hours", new Object[] { minutes / 60 }, locale)
				: this.texts.getMessage("minutes", new Object[] { minutes }, locale);
	}

	/**
	 * @return the SMTP reply code, or 0 if the server gave none
	 */
	private static int replyCode(MailException failure) {
		Throwable cause = failure.getCause();
		if (failure instanceof MailSendException sending && !sending.getFailedMessages().isEmpty()) {
			cause = sending.getFailedMessages().values().iterator().next();
		}
		int code = 0;
		while (cause != null) {
			if (cause instanceof SMTPAddressFailedException refused) {
				code = refused.getReturnCode();
			}
			else if (cause instanceof SMTPSendFailedException refused && code == 0) {
				code = refused.getReturnCode();
			}
			cause = (cause instanceof MessagingException messaging && messaging.getNextException() != null)
					? messaging.getNextException() : cause.getCause();
		}
		return code;
	}

	/** Temporary trouble with the mail server; says what, but not for whom. */
	static class MailNotSent extends RuntimeException {

		MailNotSent(int reply, MailException cause) {
			super((reply != 0) ? "The mail server answered SMTP " + reply
					: "The mail server cannot be reached: " + cause.getClass().getSimpleName());
		}

	}

}
