package io.selfieregistration.mail;

import java.net.InetAddress;
import java.net.ServerSocket;

import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Speaks SMTP with a server that records the envelope byte by byte. */
class MailServerTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "mark@example.com | mark@example.com", "Mark+tag@EXAMPLE.com | Mark+tag@EXAMPLE.com",
					"user@šbc.com | user@xn--bc-kta.com", "user@faß.de | user@xn--fa-hia.de",
					"user@☕.example | user@xn--53h.example", "\"a b@c\"@example.com | \"a b@c\"@example.com",
					"\"a>b\"@example.com | \"a>b\"@example.com", "\"x:y;\"@example.com | \"x:y;\"@example.com" })
	void putsTheSameMailboxIntoTheEnvelope(String address, String recipient) throws Exception {
		for (String extension : new String[] { "HELP", "SMTPUTF8" }) {
			try (SmtpDialogue server = SmtpDialogue.offering(extension)) {
				send(server.client(), address);

				assertThat(server.lines("MAIL")).containsExactly("MAIL FROM:<no-reply@bank.example>");
				assertThat(server.lines("RCPT")).containsExactly("RCPT TO:<" + recipient + ">");
				assertThat(server.lines("To:")).singleElement().asString().contains(recipient);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "š@example.com", "用户@例え.テスト", "\"š b\"@example.com" })
	void sendsLocalPartBeyondAsciiBySmtpUtf8(String address) throws Exception {
		EmailAddress to = EmailAddress.of(address).orElseThrow();
		try (SmtpDialogue server = SmtpDialogue.offering("SMTPUTF8")) {
			MailServer client = server.client();
			assertThat(client.mayTake(to)).isTrue();

			send(client, address);

			assertThat(server.lines("MAIL")).containsExactly("MAIL FROM:<no-reply@bank.example> SMTPUTF8");
			assertThat(server.lines("RCPT")).containsExactly(SmtpDialogue.utf8("RCPT TO:<" + to.text() + ">"));
			assertThat(server.lines("To:")).singleElement().asString().contains(SmtpDialogue.utf8(to.text()));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "š@example.com", "用户@例え.テスト", "\"š b\"@example.com" })
	void sendsNothingToAServerThatCannotTakeTheAddress(String address) throws Exception {
		try (SmtpDialogue server = SmtpDialogue.offering("HELP")) {
			MailServer client = server.client();

			assertThat(client.mayTake(EmailAddress.of(address).orElseThrow())).isFalse();
			assertThatExceptionOfType(RecipientRefused.class).isThrownBy(() -> send(client, address))
				.withMessageContaining("SMTPUTF8");

			assertThat(server.lines("MAIL")).isEmpty();
			assertThat(server.lines("RCPT")).isEmpty();
		}
	}

	@Test
	void asksTheServerOnceWhatItOffers() throws Exception {
		try (SmtpDialogue server = SmtpDialogue.offering("HELP")) {
			MailServer client = server.client();
			EmailAddress address = EmailAddress.of("š@example.com").orElseThrow();

			assertThat(client.mayTake(EmailAddress.of("user@šbc.com").orElseThrow())).isTrue();
			assertThat(server.lines("EHLO")).as("an address in ASCII needs no question").isEmpty();
			assertThat(client.mayTake(address)).isFalse();
			assertThat(client.mayTake(address)).isFalse();

			assertThat(server.lines("EHLO")).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 500, 501, 503, 550, 551, 552, 553, 554, 555, 556 })
	void takesPermanentAnswersAboutTheRecipientAsFinal(int reply) throws Exception {
		try (SmtpDialogue server = SmtpDialogue.offering().answering("RCPT", reply + " <mark@example.com> no")) {
			assertThatExceptionOfType(RecipientRefused.class)
				.isThrownBy(() -> send(server.client(), "mark@example.com"))
				.withMessage("The mail server refused the recipient for good, SMTP " + reply);
		}
	}

	@ParameterizedTest
	@CsvSource({ "RCPT, 421", "RCPT, 450", "RCPT, 451", "RCPT, 452", "RCPT, 530", "MAIL, 501", "MAIL, 550", "MAIL, 553",
			"MAIL, 451", "DATA, 451", "., 451", "., 554" })
	void takesEverythingElseAsTemporary(String command, int reply) throws Exception {
		try (SmtpDialogue server = SmtpDialogue.offering().answering(command, reply + " <mark@example.com> no")) {
			assertThatExceptionOfType(MailNotSent.class).isThrownBy(() -> send(server.client(), "mark@example.com"))
				.withMessage("The mail server answered SMTP " + reply);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 550, 552, 553 })
	void takesLatePermanentAnswersAboutTheMailboxAsFinal(int reply) throws Exception {
		try (SmtpDialogue server = SmtpDialogue.offering().answering(".", reply + " no")) {
			assertThatExceptionOfType(RecipientRefused.class)
				.isThrownBy(() -> send(server.client(), "mark@example.com"))
				.withMessage("The mail server refused the message for good, SMTP " + reply);
		}
	}

	@Test
	void hasSentWhatTheServerTookThoughItHangsUpBeforeTheFarewell() throws Exception {
		try (SmtpDialogue server = SmtpDialogue.offering().hangingUpAt("QUIT")) {
			send(server.client(), "mark@example.com");

			assertThat(server.lines("QUIT")).hasSize(1);
		}
	}

	@Test
	void doesNotTakeAMessageAsSentIfTheServerHangsUpBeforeItTookIt() throws Exception {
		for (String command : new String[] { "EHLO", "MAIL", "RCPT", "DATA", "." }) {
			try (SmtpDialogue server = SmtpDialogue.offering().hangingUpAt(command)) {
				assertThatExceptionOfType(MailNotSent.class)
					.isThrownBy(() -> send(server.client(), "mark@example.com"));
			}
		}
	}

	@Test
	void cannotReachAServerThatIsDown() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		MailServer client = SmtpDialogue.client(port);

		assertThat(client.mayTake(EmailAddress.of("š@example.com").orElseThrow())).as("not known").isTrue();
		for (String address : new String[] { "mark@example.com", "š@example.com" }) {
			assertThatExceptionOfType(MailNotSent.class).isThrownBy(() -> send(client, address))
				.withMessage("The mail server cannot be reached");
		}
	}

	private static void send(MailServer client, String address) throws RecipientRefused {
		client.send(EmailAddress.of(address).orElseThrow(), "Müller & Söhne", (MimeMessage message) -> {
			message.setSubject("Hello");
			message.setText("Hello");
		});
	}

}
