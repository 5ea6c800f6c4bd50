package io.selfieregistration.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.photo.Photos;
import io.selfieregistration.system.InterruptibleProxy.Proxies;
import io.selfieregistration.system.SystemFixtures.Integrators;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The object store takes connections and says nothing. */
@SystemTest
@Tag("durability")
class ObjectStoreFaultIT {

	private static final Duration RECOVERY = Duration.ofSeconds(60);

	@Autowired
	private Integrators integrators;

	@Autowired
	private Proxies proxies;

	@Autowired
	private Photos photos;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Environment environment;

	@AfterEach
	void end() {
		this.proxies.objectStore().resume();
	}

	@Test
	void tellsThePersonBeforeLongAndLeavesNoObjectBehind() {
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start();
			String id = created.get("request_id").asText();
			Person person = new Person(created.get("capture_url").asText(), Duration.ofSeconds(5));
			person.open();
			String key = UUID.randomUUID().toString();

			this.proxies.objectStore().silence();
			ResponseEntity<JsonNode> answer = person.submit(Portrait.goodJpeg(), key);
			this.proxies.objectStore().resume();

			assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(503);
			assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isNotNull();
			await().atMost(RECOVERY)
				.until(() -> person.submit(Portrait.goodJpeg(), key),
						(next) -> next.getStatusCode().is2xxSuccessful() && next.getBody().get("accepted").asBoolean());
			integrator.awaitResult(id);
			this.jdbc.sql("""
					update photo set created_at = created_at - interval '1 hour'
					where request_id = :id and state = 'uploading'
					""").param("id", UUID.fromString(id)).update();
			this.photos.sweep();
			assertThat(this.jdbc.sql("select object_key from photo where request_id = :id")
				.param("id", UUID.fromString(id))
				.query(String.class)
				.list()).hasSize(1).isEqualTo(objects("default/" + id + "/"));
		}
	}

	@Test
	@BrowserTest
	void letsThePageGoOnByItself() {
		try (Integrator integrator = this.integrators.byLink(); Phone phone = Phone.seeing(Portrait.good())) {
			phone.open(integrator.start().get("capture_url").asText()).letPhotoBeTaken();
			this.proxies.objectStore().silence();

			phone.usePhoto();
			phone.browser().waitFor((driver) -> phone.text().contains("Trying again"), "the news that it is busy");
			this.proxies.objectStore().resume();

			phone.expect("Completed");
		}
	}

	private List<String> objects(String prefix) {
		MinioClient store = MinioClient.builder()
			.endpoint(this.environment.getProperty("selfie.object-store.endpoint"))
			.region("us-east-1")
			.credentials(this.environment.getProperty("selfie.object-store.access-key"),
					this.environment.getProperty("selfie.object-store.secret-key"))
			.build();
		List<String> names = new ArrayList<>();
		store
			.listObjects(ListObjectsArgs.builder()
				.bucket(this.environment.getProperty("selfie.object-store.bucket"))
				.prefix(prefix)
				.recursive(true)
				.build())
			.forEach((item) -> {
				try {
					names.add(item.get().objectName());
				}
				catch (Exception ex) {
					throw new AssertionError("The bucket cannot be listed", ex);
				}
			});
		return names;
	}

}
