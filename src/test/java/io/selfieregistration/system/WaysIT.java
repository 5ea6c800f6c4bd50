package io.selfieregistration.system;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.support.ui.ExpectedConditions;

import io.selfieregistration.application.MessageTemplate;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every way that needs a person with a browser: from the message, the QR code and back to
 * the integrator's own page.
 */
@SystemTest
@BrowserTest
class WaysIT {

	private final String user = Secrets.remember("user-" + UUID.randomUUID());

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	@Test
	void goesFromMailInTheWordsOfTheApplicationToTheResult() throws Exception {
		String address = Secrets.remember(UUID.randomUUID() + "@people.example");
		MessageTemplate words = new MessageTemplate("Hi from {{application}}", "One <b>photo</b>, please",
				"Tap within {{expires_in}}:\n\n{{link}}\n\nThanks & bye");
		try (Integrator integrator = this.integrators.with(NotificationType.EMAIL)
			.set((settings) -> settings.emailTemplates(Map.of("en", words)))
			.start(); Phone phone = Phone.seeing(Portrait.good())) {
			JsonNode created = integrator.start(Map.of("user_id", this.user, "email", address, "locale", "en"));
			assertThat(created.has("capture_url")).isFalse();

			MimeMessage mail = await().until(() -> mails(address), (mails) -> !mails.isEmpty()).get(0);
			assertThat(mail.getSubject()).isEqualTo("Hi from Test Bank");
			String html = part(mail, "text/html");
			assertThat(html).contains("One &lt;b&gt;photo&lt;/b&gt;, please", "Thanks &amp; bye", "10 minutes");
			Matcher button = Pattern.compile("<a href=\"([^\"]+)\"").matcher(html);
			assertThat(button.find()).isTrue();
			assertThat(part(mail, "text/plain")).contains(button.group(1));
			phone.open(button.group(1)).letPhotoBeTaken().usePhoto().expect("Completed");

			assertThat(integrator.awaitResult(created.get("request_id").asText()).get("selfie_registered").asText())
				.isEqualTo("true");
		}
	}

	@Test
	void goesFromTheQrCodeToTheResult() throws Exception {
		try (Integrator integrator = this.integrators.with(NotificationType.QR).start();
				Phone phone = Phone.seeing(Portrait.good())) {
			JsonNode created = integrator.start(Map.of("user_id", this.user));
			String scanned = scan(created.get("qr_png").asText());
			assertThat(scanned).isEqualTo(created.get("capture_url").asText());
			assertThat(created.get("qr_svg").asText()).startsWith("<svg ").endsWith("</svg>");

			phone.open(scanned).letPhotoBeTaken().usePhoto().expect("Completed");

			assertThat(integrator.awaitResult(created.get("request_id").asText()).get("selfie_registered").asText())
				.isEqualTo("true");
		}
	}

	@Test
	void bringsThePersonBackWithSignedState() throws Exception {
		try (Integrator integrator = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.resultNotification(ResultNotificationWay.REDIRECT, null)
				.redirectUrls(URI.create("http://localhost:1/back")))
			.start()) {
			assertThat(post(integrator, Map.of("user_id", this.user, "redirect_url", "http://localhost:1/elsewhere")))
				.isEqualTo(422);
			assertThat(post(integrator, Map.of("user_id", this.user))).isEqualTo(422);
		}
		try (Integrator integrator = this.integrators.redirectingBack(); Phone phone = Phone.seeing(Portrait.good())) {
			JsonNode created = integrator.start(Map.of("user_id", this.user, "redirect_url",
					integrator.receiver().url("/back?order=7"), "state", "cart-7"));

			phone.open(created.get("capture_url").asText()).letPhotoBeTaken().usePhoto().expect("Completed");
			phone.browser().waitFor(ExpectedConditions.urlContains("/back?order=7&"), "the page of the shop");

			URI back = URI.create(phone.browser().driver().getCurrentUrl());
			Map<String, String> query = query(back);
			assertThat(query).containsEntry("order", "7")
				.containsEntry("request_id", created.get("request_id").asText());
			JwtClaims state = verified(query.get("state"), integrator.applicationId());
			assertThat(state.getStringClaimValue("state")).isEqualTo("cart-7");
			assertThat(state.getStringClaimValue("request_id")).isEqualTo(created.get("request_id").asText());
			assertThat(state.getIssuer()).isEqualTo(this.web.baseUrl().toString());
			assertThat(integrator.awaitResult(created.get("request_id").asText()).get("selfie_registered").asText())
				.isEqualTo("true");
		}
	}

	private int post(Integrator integrator, Map<String, ?> body) {
		return integrator.client()
			.post()
			.uri("/api/v1/requests")
			.body(body)
			.retrieve()
			.toBodilessEntity()
			.getStatusCode()
			.value();
	}

	/** By another library than the one that signed it. */
	private JwtClaims verified(String token, String audience) throws Exception {
		String keys = RestClient.create()
			.get()
			.uri(this.web.baseUrl() + "/.well-known/jwks.json")
			.retrieve()
			.body(String.class);
		return new JwtConsumerBuilder()
			.setVerificationKeyResolver(new JwksVerificationKeyResolver(new JsonWebKeySet(keys).getJsonWebKeys()))
			.setExpectedAudience(audience)
			.setRequireExpirationTime()
			.build()
			.processToClaims(token);
	}

	private static Map<String, String> query(URI address) {
		Map<String, String> query = new java.util.HashMap<>();
		for (String pair : address.getRawQuery().split("&")) {
			query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
		}
		return query;
	}

	private static String scan(String dataAddress) throws Exception {
		byte[] png = Base64.getDecoder().decode(dataAddress.substring("data:image/png;base64,".length()));
		BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
		return new QRCodeReader()
			.decode(new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(picture))))
			.getText();
	}

	private static List<MimeMessage> mails(String address) throws MessagingException {
		List<MimeMessage> mails = new ArrayList<>();
		for (MimeMessage mail : SystemContext.mail().getReceivedMessages()) {
			if (Stream.of(mail.getRecipients(Message.RecipientType.TO))
				.map(Address::toString)
				.anyMatch(address::equals)) {
				mails.add(mail);
			}
		}
		return mails;
	}

	private static String part(Object content, String type) throws Exception {
		if (content instanceof MimeMessage message) {
			return part(message.getContent(), type);
		}
		if (content instanceof MimeMultipart parts) {
			for (int index = 0; index < parts.getCount(); index++) {
				BodyPart part = parts.getBodyPart(index);
				String found = part.isMimeType(type) ? (String) part.getContent()
						: part.isMimeType("multipart/*") ? part(part.getContent(), type) : null;
				if (found != null) {
					return found;
				}
			}
		}
		return null;
	}

}
