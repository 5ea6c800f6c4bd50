package io.selfieregistration.invitation.mail;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.VerificationWay;
import io.selfieregistration.invitation.CaptureLinkUndeliverable;
import io.selfieregistration.invitation.InvitationSender;
import io.selfieregistration.invitation.InvitationTexts;
import io.selfieregistration.invitation.InvitationTexts.Email;
import io.selfieregistration.invitation.Outbox;
import io.selfieregistration.mail.EmailAddress;
import io.selfieregistration.mail.MailServer;
import io.selfieregistration.mail.RecipientRefused;
import io.selfieregistration.request.Request;

import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Sends capture links by SMTP, as text and as HTML. */
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

	private static final String FIELD = "email";

	private final MailServer server;

	private final InvitationTexts texts;

	private final Outbox outbox;

	MailInvitations(MailServer server, InvitationTexts texts, Outbox outbox) {
		this.server = server;
		this.texts = texts;
		this.outbox = outbox;
	}

	@Override
	public boolean serves(ApplicationSettings settings) {
		return settings.verificationWay() == VerificationWay.WEB
				&& settings.notificationType() == NotificationType.EMAIL;
	}

	@Override
	public Optional<ContactProblem> problem(String email, String phone) {
		if (email == null) {
			return Optional.of(ContactProblem.missing(FIELD));
		}
		EmailAddress address = EmailAddress.of(email).orElse(null);
		if (address == null) {
			return Optional.of(new ContactProblem(FIELD, "must be an e-mail address"));
		}
		// There is no server behind the outbox, and most do not offer SMTPUTF8.
		boolean taken = this.outbox.enabled() ? !address.needsUtf8() : this.server.mayTake(address);
		return taken ? Optional.empty() : Optional.of(new ContactProblem(FIELD,
				"has a character beyond ASCII before the @, which the mail server cannot take"));
	}

	@Override
	public void send(Application application, Request request, URI link, Duration expiresIn)
			throws CaptureLinkUndeliverable {
		requireReachable(request);
		Email email = this.texts.email(application, request, link, expiresIn);
		if (this.outbox.enabled()) {
			this.outbox.add(NotificationType.EMAIL, request.email(), email.subject(), text(email));
			return;
		}
		try {
			this.server.send(EmailAddress.of(request.email()).orElseThrow(), email.from(),
					(message) -> write(email, message));
		}
		catch (RecipientRefused ex) {
			throw new CaptureLinkUndeliverable(ex.getMessage());
		}
	}

	private static void write(Email email, MimeMessage message) throws MessagingException {
		MimeMessageHelper helper = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
		helper.setSubject(email.subject());
		helper.setText(text(email), html(email));
		message.setHeader("Content-Language", email.language());
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

}
