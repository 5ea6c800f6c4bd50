package io.selfieregistration.system;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.Result;
import io.minio.messages.Item;
import org.junit.jupiter.api.Test;

import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.encryption.Sealer;
import io.selfieregistration.encryption.TamperedSeal;
import io.selfieregistration.face.FaceFixtures;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.face.SelfieAssessor;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.template.FacialTemplates;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The main job as a person sees it: from the call of the integrator by a phone's browser
 * to the result, the photo and the template.
 */
@SystemTest
@BrowserTest
class CaptureIT {

	/** Two pictures of one person lie far closer together than the limit says. */
	private static final double SAME_PICTURE_MAX_DISTANCE = 0.3;

	private static final String USER_ID = "mark.twain@river.example";

	@Autowired
	private Integrators integrators;

	@Autowired
	private WebSettings web;

	@Autowired
	private SelfieAssessor assessor;

	@Autowired
	private FacialTemplates templates;

	@Autowired
	private Sealer sealer;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Environment environment;

	@Test
	void registersSelfieThatIsTakenWithBrowser() throws Exception {
		// given
		Instant start = Instant.now();
		try (Integrator integrator = this.integrators.byLink(); Phone phone = Phone.seeing(Portrait.good())) {
			JsonNode created = integrator.start(Map.of("user_id", USER_ID));
			String id = created.get("request_id").asText();

			// when
			phone.open(created.get("capture_url").asText());
			phone.screenshot("capture-guide");
			phone.letPhotoBeTaken().screenshot("capture-preview");
			assertThat(phone.text()).contains("we took the photo for you");
			phone.usePhoto().expect("Completed").screenshot("capture-completed");

			// then
			JsonNode webhook = integrator.awaitWebhook(id);
			assertThat(webhook).isEqualTo(integrator.awaitResult(id));
			assertIsResultOf(webhook, id, start);
			assertThat(integrator.webhooks(id)).hasSize(1);
			assertThat(phone.browser().consoleErrors()).as("errors but the answer that no step follows")
				.allMatch((error) -> error.contains("/api/capture") && error.contains("410"));
			assertThat(phone.browser().requests()).contains(this.web.address("/api/capture/selfie").toString())
				.filteredOn((url) -> url.startsWith("http"))
				.allMatch((url) -> url.startsWith(this.web.baseUrl() + "/"));
			assertPhotoIsSealed(id);
			assertThat(distanceToPortrait(this.templates.find("default", USER_ID).orElseThrow()))
				.isLessThan(SAME_PICTURE_MAX_DISTANCE);
			assertThat(distanceToPortrait(templateOf(integrator.photo(id).getBody())))
				.isLessThan(SAME_PICTURE_MAX_DISTANCE);
		}
	}

	/** Exactly the six fields, all of them text. */
	private void assertIsResultOf(JsonNode result, String id, Instant start) {
		assertThat(result.fieldNames()).toIterable()
			.containsExactly("request_id", "workflow", "user_id", "selfie_registered_at", "photo_url",
					"selfie_registered");
		assertThat(result).allMatch(JsonNode::isTextual);
		assertThat(result.get("request_id").asText()).isEqualTo(id);
		assertThat(result.get("workflow").asText()).isEqualTo("verification");
		assertThat(result.get("user_id").asText()).isEqualTo(USER_ID);
		assertThat(Long.parseLong(result.get("selfie_registered_at").asText())).isBetween(start.getEpochSecond(),
				Instant.now().getEpochSecond());
		URI photo = URI.create(result.get("photo_url").asText());
		assertThat(photo.getAuthority()).isEqualTo(this.web.baseUrl().getAuthority());
		assertThat(result.get("selfie_registered").asText()).isEqualTo("true");
	}

	/** What lies in the bucket is no picture, and becomes one with our key alone. */
	private void assertPhotoIsSealed(String id) throws Exception {
		String key = this.jdbc.sql("select object_key from photo where request_id = :id::uuid and state = 'stored'")
			.param("id", id)
			.query(String.class)
			.single();
		assertThat(objectKeys("default/" + id + "/1/")).containsExactly(key);
		byte[] raw = object(key);
		assertThat(new String(raw, StandardCharsets.ISO_8859_1)).doesNotContain("\u00ff\u00d8\u00ff", "JFIF");

		byte[] jpeg = this.sealer.open(raw, "photo", key);

		assertThat(jpeg).startsWith(0xff, 0xd8, 0xff).endsWith(0xff, 0xd9);
		assertThat(distanceToPortrait(templateOf(jpeg))).isLessThan(SAME_PICTURE_MAX_DISTANCE);
		assertThatExceptionOfType(TamperedSeal.class)
			.isThrownBy(() -> this.sealer.open(raw, "photo", key.replace("/1/", "/2/")));
	}

	private double distanceToPortrait(FaceTemplate template) throws Exception {
		return template.distanceTo(templateOf(Portrait.goodJpeg()));
	}

	private FaceTemplate templateOf(byte[] jpeg) throws Exception {
		return this.assessor.assess(jpeg, FaceFixtures.NOBODY).face().template().orElseThrow();
	}

	private List<String> objectKeys(String prefix) throws Exception {
		List<String> keys = new ArrayList<>();
		for (Result<Item> item : bucket()
			.listObjects(ListObjectsArgs.builder().bucket(bucketName()).prefix(prefix).recursive(true).build())) {
			keys.add(item.get().objectName());
		}
		return keys;
	}

	private byte[] object(String key) throws Exception {
		try (InputStream in = bucket().getObject(GetObjectArgs.builder().bucket(bucketName()).object(key).build())) {
			return in.readAllBytes();
		}
	}

	private MinioClient bucket() {
		return MinioClient.builder()
			.endpoint(this.environment.getRequiredProperty("selfie.object-store.endpoint"))
			.credentials(this.environment.getRequiredProperty("selfie.object-store.access-key"),
					this.environment.getRequiredProperty("selfie.object-store.secret-key"))
			.region("us-east-1")
			.build();
	}

	private String bucketName() {
		return this.environment.getRequiredProperty("selfie.object-store.bucket");
	}

}
