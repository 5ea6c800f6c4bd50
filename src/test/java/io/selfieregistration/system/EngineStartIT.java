package io.selfieregistration.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMailUtil;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The main job, started in the engine with no other call before it; the person gets the
 * link by e-mail.
 */
@SystemTest
@BrowserTest
class EngineStartIT {

	private static final Pattern LINK = Pattern.compile("https?://\\S+/capture/#(\\S+)");

	private final String userId = Secrets.remember("user-" + UUID.randomUUID() + "@users.example");

	private final String email = Secrets.remember("inbox-" + UUID.randomUUID() + "@mail.example");

	private final String businessKey = Secrets.remember("key-" + UUID.randomUUID() + "@keys.example");

	private final String nickname = Secrets.remember("nick-" + UUID.randomUUID());

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	@Autowired
	private DataSource dataSource;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void registersSelfieAndLeavesNoTraceOfThePersonInTheEngine() throws Exception {
		try (Integrator integrator = this.integrators.with(NotificationType.EMAIL).start();
				Phone phone = Phone.seeing(Portrait.good())) {
			// when
			JsonNode instance = startInEngine(integrator);
			String id = instance.get("businessKey").asText();
			Matcher link = linkIn(awaitMail());
			phone.open(link.group()).takePhoto().usePhoto().expect("Completed");

			// then
			JsonNode webhook = integrator.awaitWebhook(id);
			assertThat(webhook).isEqualTo(integrator.awaitResult(id));
			assertThat(webhook.get("user_id").asText()).isEqualTo(this.userId);
			assertThat(webhook.get("selfie_registered").asText()).isEqualTo("true");
			assertThat(ageOf(id)).isEqualTo("30");
			assertNoTraceInEngine(instance.get("id").asText(), id, link.group(1));
		}
	}

	private JsonNode startInEngine(Integrator integrator) {
		Map<String, Object> variables = Map.of("userId", text(this.userId), "applicationId",
				text(integrator.applicationId()), "email", text(this.email), "nickname", text(this.nickname), "age",
				Map.of("value", 30, "type", "Integer"));
		return RestClient.create(this.web.baseUrl().toString())
			.post()
			.uri("/engine-rest/process-definition/key/verification/start")
			.headers((headers) -> headers.setBasicAuth(SystemContext.OPERATOR, SystemContext.OPERATOR_PASSWORD))
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("businessKey", this.businessKey, "variables", variables))
			.retrieve()
			.body(JsonNode.class);
	}

	private MimeMessage awaitMail() {
		return await().until(this::receivedMails, (mails) -> !mails.isEmpty()).get(0);
	}

	private List<MimeMessage> receivedMails() throws MessagingException {
		List<MimeMessage> mails = new ArrayList<>();
		for (MimeMessage mail : SystemContext.mail().getReceivedMessages()) {
			if (Stream.of(mail.getAllRecipients()).map(Address::toString).anyMatch(this.email::equals)) {
				mails.add(mail);
			}
		}
		return mails;
	}

	/** Both texts of the mail are UTF-8 and have the same link. */
	private Matcher linkIn(MimeMessage mail) throws Exception {
		assertThat(mail.getSubject()).isEqualTo("Your selfie for Test Bank");
		List<Part> texts = texts(mail);
		assertThat(texts).hasSize(2)
			.allSatisfy((part) -> assertThat(part.getContentType()).containsIgnoringCase("charset=UTF-8"));
		assertThat(texts.get(0).isMimeType("text/plain")).isTrue();
		assertThat(texts.get(1).isMimeType("text/html")).isTrue();
		Matcher link = LINK.matcher((String) texts.get(0).getContent());
		assertThat(link.find()).as("there is a link in %s", GreenMailUtil.getHeaders(mail)).isTrue();
		assertThat((String) texts.get(1).getContent()).contains("href=\"" + link.group() + "\"");
		return link;
	}

	private static List<Part> texts(Part part) throws MessagingException, IOException {
		if (!(part.getContent() instanceof Multipart multipart)) {
			return List.of(part);
		}
		List<Part> texts = new ArrayList<>();
		for (int i = 0; i < multipart.getCount(); i++) {
			texts.addAll(texts(multipart.getBodyPart(i)));
		}
		return texts;
	}

	private String ageOf(String id) {
		return this.jdbc.sql("select metadata ->> 'age' from request where id = ?::uuid")
			.param(id)
			.query(String.class)
			.single();
	}

	/** The age is too short a text to be looked for in all tables. */
	private void assertNoTraceInEngine(String instance, String id, String token) {
		await().until(() -> count("act_ru_execution", "business_key_ = ?", id), (running) -> running == 0);
		PersonalDataScan scan = PersonalDataScan.of(this.dataSource);
		assertThat(scan.find(List.of(id))).contains("act_hi_procinst.business_key_", "act_hi_varinst.text_");

		assertThat(scan.find(List.of(this.userId, this.email, this.businessKey, this.nickname, token))).isEmpty();
		for (String table : List.of("act_ru_variable", "act_hi_varinst", "act_hi_detail")) {
			assertThat(count(table, "name_ in ('userId', 'email', 'nickname', 'age')")).as(table).isZero();
			assertThat(count(table, "proc_inst_id_ = ? and (long_ = 30 or text_ = '30')", instance)).as(table).isZero();
		}
	}

	private int count(String table, String condition, Object... parameters) {
		return this.jdbc.sql("select count(*) from " + table + " where " + condition)
			.params(parameters)
			.query(Integer.class)
			.single();
	}

	private static Map<String, String> text(String value) {
		return Map.of("value", value, "type", "String");
	}

}
