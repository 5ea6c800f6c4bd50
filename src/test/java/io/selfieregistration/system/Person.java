package io.selfieregistration.system;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

/** A person's phone without the page: calls what the page calls. */
public final class Person {

	private final String token;

	private final RestClient client;

	/**
	 * @param captureUrl the link that the person got
	 */
	public Person(String captureUrl) {
		URI link = URI.create(captureUrl);
		this.token = Secrets.remember(link.getFragment());
		this.client = CallerClient.builder()
			.baseUrl(link.getScheme() + "://" + link.getAuthority() + "/api/capture")
			.defaultHeader("Capture-Token", this.token)
			.build();
	}

	public String token() {
		return this.token;
	}

	public ResponseEntity<JsonNode> look() {
		return this.client.get().retrieve().toEntity(JsonNode.class);
	}

	public ResponseEntity<JsonNode> open() {
		return this.client.post().uri("/open").retrieve().toEntity(JsonNode.class);
	}

	public ResponseEntity<JsonNode> agree(String language, String version, String textHash) {
		Map<String, Object> body = new HashMap<>();
		body.put("language", language);
		body.put("version", version);
		body.put("text_hash", textHash);
		return this.client.post()
			.uri("/consent")
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.toEntity(JsonNode.class);
	}

	public ResponseEntity<JsonNode> refuse() {
		return this.client.post().uri("/consent/refusal").retrieve().toEntity(JsonNode.class);
	}

	public ResponseEntity<JsonNode> handOff() {
		ResponseEntity<JsonNode> answer = this.client.post().uri("/hand-off").retrieve().toEntity(JsonNode.class);
		if (answer.getBody().has("link")) {
			Secrets.remember(URI.create(answer.getBody().get("link").asText()).getFragment());
		}
		return answer;
	}

	public ResponseEntity<JsonNode> extend() {
		return this.client.post().uri("/extension").retrieve().toEntity(JsonNode.class);
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
