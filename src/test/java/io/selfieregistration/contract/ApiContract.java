package io.selfieregistration.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The API as its description has it. Checks answers against the description, and notes
 * which of the described answers were seen.
 */
final class ApiContract {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

	private final JsonNode document;

	private final Set<String> seen = new TreeSet<>();

	private final Map<String, JsonSchema> compiled = new HashMap<>();

	ApiContract(JsonNode document) {
		this.document = document;
	}

	/** All described operations. */
	List<Described> operations() {
		List<Described> operations = new ArrayList<>();
		this.document.get("paths")
			.properties()
			.forEach(
					(path) -> path.getValue()
						.properties()
						.forEach((operation) -> operations
							.add(new Described(operation.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey(),
									operation.getValue()))));
		return operations;
	}

	/**
	 * Every answer that an operation describes of its own, such as
	 * {@code GET /api/v1/requests 200}; without those that any call can have.
	 */
	Set<String> described() {
		Set<String> described = new TreeSet<>();
		operations().forEach((operation) -> operation.statuses()
			.stream()
			.filter((status) -> !operation.node().get("responses").get(status).has("$ref"))
			.forEach((status) -> described.add(operation.method() + " " + operation.path() + " " + status)));
		return described;
	}

	Set<String> seen() {
		return this.seen;
	}

	/** Checks an answer, and notes that it was seen. */
	void verify(String method, String path, ResponseEntity<byte[]> answer) {
		String name = method + " " + path + " " + answer.getStatusCode().value();
		Described operation = operations().stream()
			.filter((candidate) -> candidate.method().equals(method) && candidate.path().equals(path))
			.findFirst()
			.orElseThrow(() -> new AssertionError(method + " " + path + " is not described"));
		JsonNode described = resolve(
				operation.node().path("responses").path(Integer.toString(answer.getStatusCode().value())));
		assertThat(described.isMissingNode()).as("%s is described; it says %s", name, text(answer)).isFalse();
		JsonNode content = described.path("content");
		MediaType type = answer.getHeaders().getContentType();
		if (content.isEmpty()) {
			assertThat(answer.getBody()).as("body of %s", name).isNull();
		}
		else {
			assertThat(type).as("content type of %s", name).isNotNull();
			JsonNode media = content.path(type.getType() + "/" + type.getSubtype());
			assertThat(media.isMissingNode()).as("%s may be %s", name, type).isFalse();
			if (type.getSubtype().endsWith("json")) {
				assertThat(violations(name + " " + type.getSubtype(), media.get("schema"), json(answer)))
					.as("%s: %s", name, text(answer))
					.isEmpty();
			}
		}
		if (answer.getStatusCode().value() == 401) {
			assertThat(answer.getHeaders().getFirst("WWW-Authenticate")).as("challenge of %s", name)
				.startsWith("Basic ");
		}
		assertThat(answer.getHeaders().getFirst("X-Content-Type-Options")).as("headers of %s", name)
			.isEqualTo("nosniff");
		this.seen.add(name);
	}

	JsonNode resolve(JsonNode schema) {
		JsonNode reference = schema.path("$ref");
		return reference.isMissingNode() ? schema : this.document.at(reference.asText().substring(1));
	}

	private Set<ValidationMessage> violations(String name, JsonNode schema, JsonNode value) {
		return this.compiled.computeIfAbsent(name, (key) -> {
			ObjectNode whole = ((ObjectNode) schema).deepCopy();
			whole.set("components", this.document.get("components"));
			return this.schemas.getSchema(whole);
		}).validate(value);
	}

	static JsonNode json(ResponseEntity<byte[]> answer) {
		try {
			return JSON.readTree((answer.getBody() != null) ? answer.getBody() : new byte[0]);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(text(answer), ex);
		}
	}

	private static String text(ResponseEntity<byte[]> answer) {
		return (answer.getBody() != null) ? new String(answer.getBody(), java.nio.charset.StandardCharsets.UTF_8) : "";
	}

	/** One operation of the description. */
	record Described(String method, String path, JsonNode node) {

		Set<String> statuses() {
			Set<String> statuses = new TreeSet<>();
			for (Iterator<Map.Entry<String, JsonNode>> all = this.node.get("responses").properties().iterator(); all
				.hasNext();) {
				statuses.add(all.next().getKey());
			}
			return statuses;
		}

		boolean takesJson() {
			return this.node.path("requestBody").path("content").has("application/json");
		}

		/** The path with something that is nowhere in place of each variable. */
		String somewhere() {
			return this.path.replace("{workspace}", "default").replaceAll("\\{[a-z_]+}", "nowhere");
		}

		boolean ofOperators() {
			return this.node.path("security").toString().contains("operator");
		}

		@Override
		public String toString() {
			return this.method + " " + this.path;
		}

	}

}
