package io.selfieregistration.contract;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.selfieregistration.contract.ApiContract.Described;

/** Values for calls of the described operations: valid, changed and hostile ones. */
final class FuzzValues {

	private static final ObjectMapper JSON = new ObjectMapper(
			JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	/** Nothing here may lead a call to another machine. */
	private static final List<String> HOSTILE = List.of("", " ", "\0", "a\0b", "\ud800", "x\udc00", "\u0007", "a\nb",
			"a\r\nSet-Cookie: a=b", "\u0085", "\u2028", "\ufeff", "\uffff", "e\u0301", "\u202e", "\ud83d\ude00", "..",
			"../..", "a/b", "DOMAIN\\user", "50%off", "%00", "%2e%2e", "https://idp/x#1", "' or 1=1 --", "\"", "\\",
			"${7*7}", "#{7*7}", "{{link}}", "<b>", "null", "true", "-1", "0x10", "1e400", "NaN", "2026-02-30",
			"+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "9".repeat(40),
			"a".repeat(65), "a".repeat(321), "a".repeat(5_000), "\u00e9".repeat(256), "P1D", "http://127.0.0.1:1/",
			"data:,", "mailto:a", "://", "http://[", "for i in 1..1000000 return i", "rule(\"nothing\")",
			"00000000-0000-0000-0000-000000000000", "------------------------------------", "de-DE-u-co-phonebk");

	private static final Map<String, List<String>> GOOD = Map.ofEntries(Map.entry("user_id", List.of("ada", "a/b")),
			Map.entry("email", List.of("ada@people.example")), Map.entry("phone", List.of("+4930123456")),
			Map.entry("locale", List.of("de", "pt-BR", "de-DE-u-co-phonebk")),
			Map.entry("workflow", List.of("verification", "onboarding")),
			Map.entry("verification_workflow", List.of("verification")),
			Map.entry("onboarding_workflow", List.of("onboarding")),
			Map.entry("notification_url", List.of("http://127.0.0.1:1/")),
			Map.entry("dead_letter", List.of("http://127.0.0.1:1/")),
			Map.entry("link_expiry", List.of("2m", "PT1H", "999999999d", "PT9223372036854775807S")),
			Map.entry("session_length", List.of("15m")), Map.entry("reminder", List.of("1m")),
			Map.entry("retention", List.of("30d")), Map.entry("gatepass_rule", List.of("user.age >= 18")),
			Map.entry("expression", List.of("true", "user.age >= 18")),
			Map.entry("purpose", List.of("api_secret", "webhook_secret", "encryption_key")),
			Map.entry("request",
					List.of("{\"user\":{\"user_id\":\"ada\"}}", "{\"auth_req_id\":\"a\"}", "{}", "[]", "1", "null",
							"{\"user\":{\"user_id\":\"\\u0000\"}}", "{\"user\":{\"metadata\":{\"a\":1e400}}}")),
			Map.entry("status", List.of("pending", "completed")), Map.entry("state", List.of("dead", "pending")),
			Map.entry("created_from", List.of("2026-01-01T00:00:00Z")));

	private static final Map<String, List<String>> HEADERS = Map.of("If-Match",
			List.of("\"1\"", "\"1\", \"2\"", "*", "W/\"1\"", "1", "\"", "\"99999999999999999999\"", ",", ""),
			"Idempotency-Key", List.of("one", "two", "a b", "a".repeat(255), "a".repeat(256), "\u00e9", ""),
			"api-version", List.of("0", "1", "2", "", "one"), "Authorization",
			List.of("Basic", "Basic !", "Basic YQ==", "Basic AAA6AAA=", "Bearer x", "Basic gDqA"));

	private final ApiContract contract;

	private final Random random;

	private final Map<String, List<String>> known;

	/**
	 * @param known values that exist, by the name of the field or by the path of the
	 * collection
	 */
	FuzzValues(ApiContract contract, Random random, Map<String, List<String>> known) {
		this.contract = contract;
		this.random = random;
		this.known = known;
	}

	/** A text for a variable in the path of a collection. */
	String text(String name, String collection) {
		List<String> here = this.known.getOrDefault(collection, this.known.getOrDefault(name, goodOf(name)));
		return (this.random.nextInt(4) > 0) ? one(here) : hostileText();
	}

	String parameter(JsonNode parameter) {
		return (this.random.nextInt(3) > 0)
				? valid(parameter.path("name").asText(), parameter.path("schema"), 0).asText() : hostileText();
	}

	String header(String name) {
		return one(HEADERS.getOrDefault(name, List.of("a")));
	}

	String hostileText() {
		return one(HOSTILE);
	}

	/** Percent-encodes a text, sometimes wrongly. */
	String encoded(String text) {
		return switch (this.random.nextInt(25)) {
			case 0 -> "50%25%c3%28";
			case 1 -> "50%25%ed%a0%80";
			case 2 -> "%00";
			default -> URLEncoder.encode(text, StandardCharsets.UTF_8);
		};
	}

	/** A body for an operation; empty if it takes none, and sometimes otherwise. */
	byte[] body(Described operation) {
		JsonNode content = operation.node().path("requestBody").path("content");
		if (content.isEmpty() || this.random.nextInt(40) == 0) {
			return new byte[0];
		}
		if (content.has("application/x-www-form-urlencoded") && this.random.nextInt(2) == 0) {
			return ("request=" + encoded(one(goodOf("request")))).getBytes(StandardCharsets.UTF_8);
		}
		JsonNode body = valid("body", content.elements().next().path("schema"), 0);
		for (int changes = this.random.nextInt(3); changes > 0; changes--) {
			change(body);
		}
		return damaged(text(body));
	}

	private byte[] damaged(String text) {
		int at = this.random.nextInt(Math.max(1, text.length()));
		return switch (this.random.nextInt(40)) {
			case 0 -> text.substring(0, at).getBytes(StandardCharsets.UTF_8);
			case 1 -> (text + " true").getBytes(StandardCharsets.UTF_8);
			case 2 -> text.getBytes(StandardCharsets.UTF_16);
			case 3 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
			case 4 ->
				(text.substring(0, at) + "\u00ff\u00fe" + text.substring(at)).getBytes(StandardCharsets.ISO_8859_1);
			case 5 ->
				text.replaceFirst("\\{", "{\"user_id\":\"one\",\"user_id\":\"two\",").getBytes(StandardCharsets.UTF_8);
			case 6 -> (text.substring(0, at) + (char) this.random.nextInt(128) + text.substring(at))
				.getBytes(StandardCharsets.UTF_8);
			case 7 -> ("[".repeat(2_000) + "]".repeat(2_000)).getBytes(StandardCharsets.UTF_8);
			case 8 -> "{\"user_id\":\"\ud800\"}".getBytes(StandardCharsets.UTF_16BE);
			case 9 -> ("{\"a\":\"" + "a".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8);
			default -> text.getBytes(StandardCharsets.UTF_8);
		};
	}

	private JsonNode valid(String name, JsonNode described, int depth) {
		JsonNode schema = this.contract.resolve(described);
		if (schema.has("enum")) {
			return schema.get("enum").get(this.random.nextInt(schema.get("enum").size()));
		}
		return switch (schema.path("type").asText("any")) {
			case "object" -> object(schema, depth);
			case "array" -> array(name, schema, depth);
			case "integer" -> NODES.numberNode(schema.path("minimum").asInt(1) + this.random.nextInt(3));
			case "number" -> NODES.numberNode(this.random.nextDouble());
			case "boolean" -> NODES.booleanNode(this.random.nextBoolean());
			case "string" -> NODES.textNode(one(this.known.getOrDefault(name, goodOf(name))));
			default -> NODES.numberNode(30);
		};
	}

	private ObjectNode object(JsonNode schema, int depth) {
		ObjectNode object = NODES.objectNode();
		List<String> required = new ArrayList<>();
		schema.path("required").forEach((name) -> required.add(name.asText()));
		schema.path("properties").properties().forEach((property) -> {
			if (depth < 4 && (required.contains(property.getKey()) || this.random.nextInt(3) == 0)) {
				object.set(property.getKey(), valid(property.getKey(), property.getValue(), depth + 1));
			}
		});
		if (schema.path("additionalProperties").isObject() && depth < 4) {
			object.set(one(List.of("de", "age", "primary")),
					valid("value", schema.get("additionalProperties"), depth + 1));
		}
		return object;
	}

	private ArrayNode array(String name, JsonNode schema, int depth) {
		ArrayNode array = NODES.arrayNode();
		for (int size = this.random.nextInt(3); size > 0 && depth < 4; size--) {
			array.add(valid(name, schema.path("items"), depth + 1));
		}
		return array;
	}

	/** Changes one thing somewhere in a body. */
	private void change(JsonNode node) {
		List<String> names = new ArrayList<>();
		node.fieldNames().forEachRemaining(names::add);
		if (!(node instanceof ObjectNode object)) {
			return;
		}
		if (names.isEmpty() || this.random.nextInt(8) == 0) {
			object.set(hostileText(), hostile());
			return;
		}
		String name = one(names);
		if (object.get(name).isObject() && this.random.nextInt(3) > 0) {
			change(object.get(name));
		}
		else if (this.random.nextInt(6) == 0) {
			object.remove(name);
		}
		else {
			object.set(name, hostile());
		}
	}

	private JsonNode hostile() {
		return switch (this.random.nextInt(14)) {
			case 0 -> NODES.nullNode();
			case 1 -> NODES.booleanNode(true);
			case 2 -> NODES.numberNode(Long.MIN_VALUE);
			case 3 -> NODES.numberNode(BigInteger.TEN.pow(200));
			case 4 -> NODES.numberNode(new BigDecimal("1e400"));
			case 5 -> NODES.numberNode(1.5);
			case 6 -> NODES.arrayNode().add(hostileText());
			case 7 -> NODES.objectNode().put(hostileText(), hostileText());
			case 8 -> nested(100);
			default -> NODES.textNode(hostileText());
		};
	}

	private static JsonNode nested(int depth) {
		JsonNode nested = NODES.numberNode(1);
		for (int level = 0; level < depth; level++) {
			nested = NODES.objectNode().set("a", nested);
		}
		return nested;
	}

	private List<String> goodOf(String name) {
		return GOOD.getOrDefault(name, List.of("some", "value"));
	}

	private <T> T one(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	private static String text(JsonNode body) {
		try {
			return JSON.writeValueAsString(body);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
