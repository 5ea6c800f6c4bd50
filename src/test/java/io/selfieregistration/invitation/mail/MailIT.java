package io.selfieregistration.invitation.mail;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.invitation.CaptureLinkUndeliverable;
import io.selfieregistration.invitation.InvitationTexts;
import io.selfieregistration.invitation.Outbox;
import io.selfieregistration.invitation.OutboxFixture;
import io.selfieregistration.mail.MailNotSent;
import io.selfieregistration.mail.SmtpDialogue;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestFixture;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.Secrets;
import io.selfieregistration.system.SystemContext;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Sends capture links by e-mail, to the person of the request and to nobody else. */
@SystemTest
class MailIT {

	private static final URI LINK = URI.create("https://selfie.example/capture/#token");

	@Autowired
	private Integrators integrators;

	@Autowired
	private InvitationTexts texts;

	@Autowired
	private Outbox outbox;

	@Test
	void sendsLocalPartBeyondAsciiToAServerThatOffersSmtpUtf8() {
		String localPart = Secrets.remember("š" + UUID.randomUUID());
		try (Integrator integrator = this.integrators.with(NotificationType.EMAIL).start()) {
			integrator.start(Map.of("user_id", "user-" + UUID.randomUUID(), "email", localPart + "@example.com"));

			await().until(() -> mails(localPart + "@example.com"), (mails) -> !mails.isEmpty());
			assertThat(SystemContext.mail().getUserManager().getUserByEmail(localPart + "@example.com"))
				.as("the recipient of the envelope")
				.isNotNull();
		}
	}

	@Test
	void convertsTheDomainOfAnInternationalAddress() {
		String localPart = Secrets.remember(UUID.randomUUID().toString());
		try (Integrator integrator = this.integrators.with(NotificationType.EMAIL).start()) {
			integrator.start(Map.of("user_id", "user-" + UUID.randomUUID(), "email", localPart + "@šbc.com"));

			await().until(() -> mails(localPart + "@xn--bc-kta.com"), (mails) -> !mails.isEmpty());
			assertThat(mails(localPart + "@abc.com")).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "EMAIL | email | `` | contact_missing", "EMAIL | email | `  ` | contact_missing",
					"SMS | phone | `` | contact_missing", "SMS | phone | ` ` | contact_missing",
					"SMS | phone | +10000000 | contact_unusable" })
	void refusesRequestWhoseContactCannotBeUsedAndNamesTheField(NotificationType type, String field, String contact,
			String code) {
		try (Integrator integrator = this.integrators.with(type).start()) {
			ResponseEntity<JsonNode> answer = post(integrator, Map.of(field, contact));

			assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(422);
			assertThat(answer.getBody().get("code").asText()).isEqualTo(code);
			assertThat(answer.getBody().get("detail").asText()).contains("'" + field + "'");
			if (!contact.isBlank()) {
				assertThat(answer.getBody().toString()).doesNotContain(contact);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "user@example.com.", "a@b@example.com", "a@example.com\r\nBcc: b@example.com",
			"<a@example.com>", "a@example.com,b@example.com", "a@\u0300b.example" })
	void refusesWhatIsNoAddressInAnyApplication(String address) {
		try (Integrator integrator = this.integrators.byLink()) {
			ResponseEntity<JsonNode> answer = post(integrator, Map.of("email", address));

			assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(400);
			assertThat(answer.getBody().get("detail").asText()).contains("'email'");
		}
	}

	@Test
	void needsNoContactIfTheIntegratorPassesTheLinkOn() {
		try (Integrator integrator = this.integrators.byLink()) {
			assertThat(post(integrator, Map.of("email", "", "phone", "")).getStatusCode().value()).isEqualTo(202);
			assertThat(post(integrator, Map.of("email", "š@example.com")).getStatusCode().value()).isEqualTo(202);
		}
	}

	@Test
	void endsForGoodOnlyWhatCanNeverArrive() throws Exception {
		try (SmtpDialogue server = SmtpDialogue.offering()) {
			MailInvitations invitations = new MailInvitations(server.client(), this.texts, this.outbox);
			assertThatExceptionOfType(CaptureLinkUndeliverable.class)
				.isThrownBy(() -> send(invitations, "š@example.com"));
			assertThatExceptionOfType(CaptureLinkUndeliverable.class).isThrownBy(() -> send(invitations, null));
			assertThat(server.lines("RCPT")).isEmpty();
			server.answering("RCPT", "501 <mark@example.com> no");
			assertThatExceptionOfType(CaptureLinkUndeliverable.class)
				.isThrownBy(() -> send(invitations, "mark@example.com"))
				.withMessage("The mail server refused the recipient for good, SMTP 501");
			server.answering("RCPT", "451 <mark@example.com> later");
			assertThatExceptionOfType(MailNotSent.class).isThrownBy(() -> send(invitations, "mark@example.com"))
				.withMessage("The mail server answered SMTP 451");
		}
	}

	@Test
	void keepsInTheOutboxOnlyWhatRealSendingWouldTake() throws Exception {
		Outbox development = OutboxFixture.enabled();
		try (SmtpDialogue server = SmtpDialogue.offering("SMTPUTF8")) {
			MailInvitations invitations = new MailInvitations(server.client(), this.texts, development);

			for (String address : new String[] { "š@example.com", "mark@example.com.", "a@b@example.com" }) {
				assertThat(invitations.problem(address, null)).isPresent();
				assertThatExceptionOfType(CaptureLinkUndeliverable.class).isThrownBy(() -> send(invitations, address));
			}
			send(invitations, "user@šbc.com");

			assertThat(development.messages()).extracting(Outbox.Message::to).containsExactly("user@šbc.com");
			assertThat(server.lines("EHLO")).isEmpty();
		}
	}

	private static void send(MailInvitations invitations, String address) throws CaptureLinkUndeliverable {
		Application application = new Application("a", "default",
				ApplicationSettingsFixture.named("Test Bank").notificationType(NotificationType.EMAIL).build(), 1,
				Instant.now(), Instant.now(), null);
		Request request = RequestFixture.request().email(address).locale("en").build();
		invitations.send(application, request, LINK, Duration.ofMinutes(10));
	}

	private static ResponseEntity<JsonNode> post(Integrator integrator, Map<String, String> contacts) {
		Map<String, String> body = new HashMap<>(contacts);
		body.put("user_id", "user-" + UUID.randomUUID());
		return integrator.client().post().uri("/api/v1/requests").body(body).retrieve().toEntity(JsonNode.class);
	}

	private static List<MimeMessage> mails(String address) {
		return Stream.of(SystemContext.mail().getReceivedMessages()).filter((mail) -> isTo(mail, address)).toList();
	}

	private static boolean isTo(MimeMessage mail, String address) {
		try {
			return mail.getRecipients(Message.RecipientType.TO)[0].toString().equals(address);
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
