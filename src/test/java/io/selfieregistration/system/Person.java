package io.selfieregistration.system;

import java.net.URI;
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
		this.client = RestClient.builder()
			.baseUrl(link.getScheme() + "://" + link.getAuthority() + "/api/capture")
			.defaultHeader("Capture-Token", this.token)
			.defaultStatusHandler((status) -> true, (request, response) -> {
			})
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
