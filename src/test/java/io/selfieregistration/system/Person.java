package io.selfieregistration.system;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

import static org.awaitility.Awaitility.await;

/** A person's phone without the page: calls what the page calls. */
public final class Person {

	private final String token;

	private final RestClient client;

	/**
	 * @param captureUrl the link that the person got
	 */
	public Person(String captureUrl) {
		this(captureUrl, Duration.ofMinutes(3));
	}

	/**
	 * @param patience how long the person waits for an answer
	 */
	Person(String captureUrl, Duration patience) {
		URI link = URI.create(captureUrl);
		this.token = Secrets.remember(link.getFragment());
		this.client = CallerClient.builder(patience)
			.baseUrl(link.getScheme() + "://" + link.getAuthority() + "/api/capture")
			.defaultHeader("Capture-Token", this.token)
			.build();
	}

	public String token() {
		return this.token;
	}

	/** Looks at the link, once its next step is there. */
	public ResponseEntity<JsonNode> look() {
		return onceReady(this::lookEarly);
	}

	/** Looks at the link at once, as a person does who comes early. */
	public ResponseEntity<JsonNode> lookEarly() {
		return this.client.get().retrieve().toEntity(JsonNode.class);
	}

	/** Opens the link, once its next step is there. */
	public ResponseEntity<JsonNode> open() {
		return onceReady(this::openEarly);
	}

	public ResponseEntity<JsonNode> openEarly() {
		return this.client.post().uri("/open").retrieve().toEntity(JsonNode.class);
	}

	private static ResponseEntity<JsonNode> onceReady(Callable<ResponseEntity<JsonNode>> call) {
		return await().atMost(Duration.ofSeconds(30))
			.until(call, (answer) -> !answer.getBody().path("code").asText().equals("link_not_ready")
					&& !answer.getBody().path("state").asText().equals("waiting"));
	}

	public ResponseEntity<JsonNode> agree(String language, String version, String textHash) {
		Map<String, Object> body = new HashMap<>();
		body.put("language", language);
		body.put("version", version);
		body.put("text_hash", textHash);
		return onceReady(() -> this.client.post()
			.uri("/consent")
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.toEntity(JsonNode.class));
	}

	public ResponseEntity<JsonNode> refuse() {
		look();
		return this.client.post().uri("/consent/refusal").retrieve().toEntity(JsonNode.class);
	}

	public ResponseEntity<JsonNode> handOff() {
		ResponseEntity<JsonNode> answer = onceReady(
				() -> this.client.post().uri("/hand-off").retrieve().toEntity(JsonNode.class));
		if (answer.getBody().has("link")) {
			Secrets.remember(URI.create(answer.getBody().get("link").asText()).getFragment());
		}
		return answer;
	}

	public ResponseEntity<JsonNode> extend() {
		return this.client.post().uri("/extension").retrieve().toEntity(JsonNode.class);
	}

	public ResponseEntity<JsonNode> sendNewLink() {
		return this.client.post().uri("/new-link").retrieve().toEntity(JsonNode.class);
	}

	/** Says that the camera runs, and what status the answer has. */
	public int cameraStarted() {
		return this.client.post().uri("/camera").retrieve().toBodilessEntity().getStatusCode().value();
	}

	/** Asks what to change before the camera. */
	public ResponseEntity<JsonNode> preview(byte[] frame, double enlargement) {
		return this.client.post()
			.uri("/preview")
			.contentType(MediaType.IMAGE_JPEG)
			.header("Frame-Enlargement", Double.toString(enlargement))
			.body(frame)
			.retrieve()
			.toEntity(JsonNode.class);
	}

	public ResponseEntity<JsonNode> submit(byte[] jpeg) {
		return submit(jpeg, UUID.randomUUID().toString());
	}

	public ResponseEntity<JsonNode> submit(byte[] jpeg, String key) {
		return this.client.post()
			.uri("/selfie")
			.contentType(MediaType.IMAGE_JPEG)
			.header("Idempotency-Key", key)
			.body(jpeg)
			.retrieve()
			.toEntity(JsonNode.class);
	}

}
