package io.selfieregistration.system;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.selfieregistration.face.Portrait;
import io.selfieregistration.system.SystemFixtures.Integrators;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** The main job by HTTP alone; {@code CaptureIT} does the same with a browser. */
@SystemTest
class MainJobIT {

	@Autowired
	private Integrators integrators;

	@Test
	void registersSelfieAndTellsResult() {
		try (Integrator integrator = this.integrators.byLink()) {
			JsonNode created = integrator.start();
			String id = created.get("request_id").asText();
			Person person = new Person(created.get("capture_url").asText());
			assertThat(person.open().getBody().get("state").asText()).isEqualTo("opened");

			assertThat(person.submit(Portrait.goodJpeg()).getBody().get("accepted").asBoolean()).isTrue();

			JsonNode result = integrator.awaitResult(id);
			assertThat(result.get("selfie_registered").asText()).isEqualTo("true");
			assertThat(integrator.awaitWebhook(id)).isEqualTo(result);
			assertThat(integrator.photo(id).getBody()).startsWith(0xFF, 0xD8);
		}
	}

}
