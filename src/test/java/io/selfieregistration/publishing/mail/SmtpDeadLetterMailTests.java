package io.selfieregistration.publishing.mail;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.mail.SmtpDialogue;
import io.selfieregistration.publishing.WebhookAnswer;

import static org.assertj.core.api.Assertions.assertThat;

class SmtpDeadLetterMailTests {

	private static final byte[] EVENT = "{\"type\":\"delivery.failed\"}".getBytes(StandardCharsets.UTF_8);

	@ParameterizedTest
	@CsvSource({ "mailto:ops@bank.example, ops@bank.example", "mailto:ops@šbc.com, ops@xn--bc-kta.com",
			"mailto:ops@%C5%A1bc.com, ops@xn--bc-kta.com", "mailto:%22a%20b%22@bank.example, \"a b\"@bank.example" })
	void writesToTheMailboxThatTheAddressNames(String address, String recipient) throws Exception {
		try (SmtpDialogue server = SmtpDialogue.offering()) {
			WebhookAnswer answer = new SmtpDeadLetterMail(server.client()).send(URI.create(address), "msg_1", EVENT);

			assertThat(answer.taken()).isTrue();
			assertThat(server.lines("RCPT")).containsExactly("RCPT TO:<" + recipient + ">");
			assertThat(server.lines("webhook-id:")).containsExactly("webhook-id: msg_1");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "mailto:š@bank.example", "mailto:%C5%A1@bank.example", "mailto:a?to=b@bank.example",
			"mailto:a@bank.example?bcc=b@bank.example", "mailto:a@bank.example%0D%0ABcc:b@bank.example",
			"mailto:a@bank.example." })
	void writesToNobodyElse(String address) throws Exception {
		try (SmtpDialogue server = SmtpDialogue.offering()) {
			SmtpDeadLetterMail mail = new SmtpDeadLetterMail(server.client());

			assertThat(mail.problem(URI.create(address))).isPresent();
			assertThat(mail.send(URI.create(address), "msg_1", EVENT).taken()).isFalse();

			assertThat(server.lines("RCPT")).isEmpty();
		}
	}

	@Test
	void saysThatTheServerDidNotTakeIt() throws Exception {
		try (SmtpDialogue server = SmtpDialogue.offering().answering("RCPT", "550 ops@bank.example is unknown")) {
			WebhookAnswer answer = new SmtpDeadLetterMail(server.client()).send(URI.create("mailto:ops@bank.example"),
					"msg_1", EVENT);

			assertThat(answer.failure()).isEqualTo("the mail server did not take the e-mail");
		}
	}

}
