package io.selfieregistration.system;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import io.selfieregistration.application.NotificationType;
import io.selfieregistration.system.SystemFixtures.Integrators;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Limits hold exactly, however many calls come at once. */
@SystemTest
class RateLimitIT {

	private static final int CALLS = 20;

	private static final ObjectMapper JSON = new ObjectMapper();

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@Autowired
	private Integrators integrators;

	@Test
	void startsAsManyRequestsAsTheLimitSays() throws Exception {
		try (Integrator limited = this.integrators.with(NotificationType.LINK)
			.set((settings) -> settings.requestsPerMinute(5))
			.start()) {
			List<Integer> statuses = atOnce(
					() -> post(limited, "/api/v1/requests", "{\"user_id\":\"ada\"}").statusCode());

			assertThat(Collections.frequency(statuses, 202)).as("%s", statuses).isEqualTo(5);
			assertThat(Collections.frequency(statuses, 429)).as("%s", statuses).isEqualTo(CALLS - 5);
			assertThat(limited.client().get().uri("/api/v1/requests").retrieve().body(JsonNode.class).get("requests"))
				.hasSize(5);
		}
	}

	@Test
	void letsOnePollThroughInAnInterval() throws Exception {
		try (Integrator integrator = this.integrators.byLink()) {
			String handle = integrator.start().get("auth_req_id").asText();

			List<String> codes = atOnce(() -> JSON
				.readTree(post(integrator, "/api/v1/results", "{\"auth_req_id\":\"" + handle + "\"}").body())
				.get("code")
				.asText());

			assertThat(Collections.frequency(codes, "authorization_pending")).as("%s", codes).isEqualTo(1);
			assertThat(Collections.frequency(codes, "slow_down")).as("%s", codes).isEqualTo(CALLS - 1);
		}
	}

	/** With a connection for each call at a time, as the client of others has five. */
	private HttpResponse<String> post(Integrator integrator, String path, String body) throws Exception {
		return this.http.send(HttpRequest.newBuilder(integrator.baseUrl().resolve(path))
			.header("Authorization",
					"Basic " + Base64.getEncoder()
						.encodeToString(integrator.credentials().getBytes(StandardCharsets.UTF_8)))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	private static <T> List<T> atOnce(Callable<T> call) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(CALLS);
		try {
			CountDownLatch ready = new CountDownLatch(CALLS);
			List<Future<T>> calls = new ArrayList<>();
			for (int number = 0; number < CALLS; number++) {
				calls.add(threads.submit(() -> {
					ready.countDown();
					ready.await();
					return call.call();
				}));
			}
			List<T> answers = new ArrayList<>();
			for (Future<T> each : calls) {
				answers.add(each.get());
			}
			return answers;
		}
		finally {
			threads.shutdownNow();
		}
	}

}
