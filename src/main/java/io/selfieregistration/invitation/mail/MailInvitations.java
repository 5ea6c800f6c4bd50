package io.selfieregistration.invitation.mail;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

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
import io.selfieregistration.invitation.InvitationTexts;
import io.selfieregistration.invitation.InvitationTexts.Email;
import io.selfieregistration.invitation.Outbox;
import io.selfieregistration.request.Request;

import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * Sends capture links by SMTP, as text and as HTML. Replies of the mail server may quote
 * the address, so only the reply code is passed on.
 */
@Component
class MailInvitations implements InvitationSender {

	private static final String PAGE = """
			<!doctype html><html lang="%s" dir="%s"><head><meta charset="utf-8">\
			<meta name="viewport" content="width=device-width"><title>%s</title></head>\
			<body style="font-family:system-ui,sans-serif;line-height:1.5;margin:0;padding:24px;color:#1a1a1a;\
			background:#ffffff"><h1 style="font-size:22px;line-height:1.3">%s</h1>%s</body></html>
			""";

	private static final String BUTTON = """
			<a href="%s" style="display:inline-block;padding:14px 24px;border-radius:8px;background:#0b57d0;\
			color:#ffffff;text-decoration:none">%s</a>\
			""";

	private final JavaMailSender mail;

	private final MailSettings settings;

	private final InvitationTexts texts;

	private final Outbox outbox;

	MailInvitations(JavaMailSender mail, MailSettings settings, InvitationTexts texts, Outbox outbox) {
		this.mail = mail;
		this.settings = settings;
		this.texts = texts;
		this.outbox = outbox;
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
		Email email = this.texts.email(application, request, link, expiresIn);
		if (this.outbox.enabled()) {
			this.outbox.add(NotificationType.EMAIL, request.email(), email.subject(), text(email));
			return;
		}
		try {
			this.mail.send(message(request.email(), email));
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

	private MimeMessage message(String to, Email email) throws MessagingException, UnsupportedEncodingException {
		MimeMessage message = this.mail.createMimeMessage();
		MimeMessageHelper helper = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
		helper.setFrom(this.settings.from(), email.from());
		helper.setTo(to);
		helper.setSubject(email.subject());
		helper.setText(text(email), html(email));
		message.setHeader("Auto-Submitted", "auto-generated");
		message.setHeader("Content-Language", email.language());
		return message;
	}

	private static String text(Email email) {
		return email.title() + "\n\n" + email.body() + "\n";
	}

	private static String html(Email email) {
		StringBuilder paragraphs = new StringBuilder();
		for (String paragraph : email.body().strip().split("\\n\\s*\\n")) {
			paragraphs.append("<p>").append(paragraph(paragraph.strip(), email)).append("</p>");
		}
		return PAGE.formatted(HtmlUtils.htmlEscape(email.language()), email.rightToLeft() ? "rtl" : "ltr",
				HtmlUtils.htmlEscape(email.subject()), HtmlUtils.htmlEscape(email.title()), paragraphs);
	}

	/** Renders a link on a line of its own as a button. */
	private static String paragraph(String text, Email email) {
		String link = HtmlUtils.htmlEscape(email.link());
		if (text.equals(email.link())) {
			return BUTTON.formatted(link, HtmlUtils.htmlEscape(email.button()));
		}
		return HtmlUtils.htmlEscape(text)
			.replace(link, "<a href=\"" + link + "\">" + link + "</a>")
			.replace("\n", "<br>");
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

	/** Temporary failure of the mail server; names no recipient. */
	static class MailNotSent extends RuntimeException {

		MailNotSent(int reply, MailException cause) {
			super((reply != 0) ? "The mail server answered SMTP " + reply
					: "The mail server cannot be reached: " + cause.getClass().getSimpleName());
		}

	}

}
