package io.selfieregistration.publishing.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.application.SettingsCheck.SettingProblem;
import io.selfieregistration.mail.SmtpDialogue;
import io.selfieregistration.publishing.mail.DeadLetterMails;

import static org.assertj.core.api.Assertions.assertThat;

class PublishingSettingsCheckTests {

	/** 10.1.0.0/16 is an allowed network. */
	private final PublishingSettingsCheck check = new PublishingSettingsCheck(
			new AddressGuard(List.of("10.1.0.0/16"), new Names()), DeadLetterMails.by(SmtpDialogue.client(9)));

	@ParameterizedTest
	@ValueSource(strings = { "https://public.example/results", "https://public.example:8443/results",
			"https://public.example:443/a?b=c", "https://8.8.8.8/results", "https://not-yet.example/results",
			"http://onpremise.example:8080/results", "https://onpremise.example:9443/results",
			"http://10.1.2.3/results", "https://bücher.example/results", "https://faß.example:8443/results?a=b" })
	void letsReceiverBeThatCanBeCalled(String url) {
		assertThat(notify(url)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://public.example/results", "https://public.example:25/results",
			"https://user:secret@public.example/results", "https://public.example/results#part",
			"https://private.example/results", "https://mixed.example/results", "https://10.2.3.4/results",
			"http://onpremise-too.example/results", "https://127.0.0.1/results", "https://localhost/results",
			"https://localhost./results", "https://a.LOCALHOST/results", "https://[::1]/results",
			"https://[::ffff:10.2.3.4]/results", "https://[fd00::1]/results", "https://[64:ff9b::a02:304]/results",
			"https://169.254.169.254/latest", "https://metadata.google.internal/", "https://0.0.0.0/",
			"https://100.64.0.1/", "https://198.18.0.1/", "https://224.0.0.1/", "file:///etc/passwd",
			"gopher://public.example/", "ftp://public.example/", "jar:https://public.example/a!/b",
			"https://１２７.0.0.1/results", "https://127。0。0。1/results", "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/results",
			"https://user@bücher.example/results", "https://̀b.example/", "https://bücher.example:25/",
			"mailto:ops@bank.example", "/results", "//public.example/results" })
	void refusesReceiverThatNoMessageCouldEverGoTo(String url) {
		assertThat(notify(url)).extracting(SettingProblem::field).containsExactly("notification_url");
	}

	@Test
	void saysWhyInOneSentence() {
		assertThat(notify("https://private.example/results")).extracting(SettingProblem::toString)
			.containsExactly(
					"'notification_url' cannot be called: the address of the receiver is not public and not allowed");
		assertThat(notify("http://public.example/results")).extracting(SettingProblem::toString)
			.containsExactly(
					"'notification_url' cannot be called: the receiver must be called by https on a usual port");
	}

	@ParameterizedTest
	@CsvSource({ "PUSH, notification_url", "PING, notification_url", "POLL,", "REDIRECT, redirect_urls" })
	void needsAddressForEachWayThatHasOne(ResultNotificationWay way, String needed) {
		assertThat(this.check.check("default",
				ApplicationSettingsFixture.named("Test Bank").resultNotification(way, null).build()))
			.extracting(SettingProblem::field)
			.isEqualTo((needed != null) ? List.of(needed) : List.of());
	}

	@ParameterizedTest
	@ValueSource(strings = { "mailto:ops@bank.example", "mailto:o.p+s@mail.bank.example", "mailto:ops@bücher.example",
			"mailto:ops@b%C3%BCcher.example", "https://public.example/dead" })
	void letsDeadLettersGoByMailAndByHttps(String address) {
		assertThat(this.check.check("default",
				ApplicationSettingsFixture.named("Test Bank").deadLetter(URI.create(address)).build()))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "mailto:ops", "mailto:a@b.example,c@d.example", "mailto:a?to=c@d.example",
			"mailto:a@b.example.", "mailto:a@b.example?bcc=c@d.example", "mailto:a@b.example%0d%0aBcc:c@d.example",
			"http://public.example/dead", "https://private.example/dead", "tel:+4930123456" })
	void refusesDeadLetterAddressThatIsNeither(String address) {
		assertThat(this.check.check("default",
				ApplicationSettingsFixture.named("Test Bank").deadLetter(URI.create(address)).build()))
			.extracting(SettingProblem::field)
			.containsExactly("dead_letter");
	}

	@ParameterizedTest
	@CsvSource({ "https://bank.example/back, true", "https://bank.example:9000/back?a=b, true",
			"http://localhost:3000/back, true", "http://127.0.0.1/back, true", "http://onpremise.example/back, true",
			"http://public.example/back, false", "https://bank.example/back#part, false",
			"https://user@bank.example/back, false", "bank:back, false", "/back, false", "javascript:alert(1), false" })
	void letsPersonsGoToSafeAddressesOnly(String url, boolean allowed) {
		assertThat(this.check.check("default",
				ApplicationSettingsFixture.named("Test Bank").redirectUrls(URI.create(url)).build()))
			.hasSize(allowed ? 0 : 1);
	}

	private List<SettingProblem> notify(String url) {
		return this.check.check("default",
				ApplicationSettingsFixture.named("Test Bank")
					.resultNotification(ResultNotificationWay.PUSH, URI.create(url))
					.build());
	}

	/** The names of these tests; addresses stand for themselves. */
	private static final class Names implements DnsResolver {

		@Override
		public InetAddress[] resolve(String host) throws UnknownHostException {
			return switch (host) {
				case "public.example", "bank.example", "xn--bcher-kva.example", "xn--fa-hia.example" ->
					addresses("8.8.8.8");
				case "private.example", "onpremise-too.example" -> addresses("10.2.3.4");
				case "metadata.google.internal" -> addresses("169.254.169.254");
				case "mixed.example" -> addresses("8.8.8.8", "10.2.3.4");
				case "onpremise.example" -> addresses("10.1.2.3");
				case "not-yet.example" -> throw new UnknownHostException(host);
				default -> InetAddress.getAllByName(host);
			};
		}

		@Override
		public String resolveCanonicalHostname(String host) {
			return host;
		}

		private static InetAddress[] addresses(String... addresses) throws UnknownHostException {
			InetAddress[] answer = new InetAddress[addresses.length];
			for (int index = 0; index < addresses.length; index++) {
				answer[index] = InetAddress.getByName(addresses[index]);
			}
			return answer;
		}

	}

}
