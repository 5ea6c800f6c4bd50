package io.selfieregistration.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The Postman collection has every call of the API. */
class PostmanTests {

	private static final Path DIRECTORY = Path.of("docs", "api");

	private final ObjectMapper json = new ObjectMapper();

	@Test
	void callsEverythingThatIsDescribed() throws IOException {
		List<String> calls = calls(read("selfie-registration.postman_collection.json").get("item"));
		Set<String> missed = new TreeSet<>();
		for (ApiContract.Described operation : new ApiContract(read("openapi.json")).operations()) {
			String pattern = operation.method() + " " + operation.path().replaceAll("\\{[a-z_]+}", "[^/]+");
			if (calls.stream().noneMatch((call) -> call.matches(pattern))) {
				missed.add(operation.toString());
			}
		}
		assertThat(missed).as("calls that the collection does not have").isEmpty();
	}

	@Test
	void testsEveryCall() throws IOException {
		for (JsonNode folder : read("selfie-registration.postman_collection.json").get("item")) {
			assertThat(folder.get("item")).allMatch((item) -> item.get("event").toString().contains("pm.test("),
					"has a test");
		}
	}

	@Test
	void carriesNoSecret() throws IOException {
		for (JsonNode value : read("development.postman_environment.json").get("values")) {
			assertThat(value.get("type") == null || value.get("value").asText().isEmpty()).as("%s", value.get("key"))
				.isTrue();
		}
	}

	private static List<String> calls(JsonNode folders) {
		List<String> calls = new ArrayList<>();
		for (JsonNode folder : folders) {
			for (JsonNode item : folder.get("item")) {
				List<String> path = new ArrayList<>();
				item.get("request").get("url").get("path").forEach((part) -> path.add(part.asText()));
				calls.add(item.get("request").get("method").asText() + " /" + String.join("/", path));
			}
		}
		return calls;
	}

	private JsonNode read(String file) throws IOException {
		return this.json.readTree(DIRECTORY.resolve(file).toFile());
	}

}
