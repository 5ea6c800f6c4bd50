package io.selfieregistration.contract;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.application.ApplicationKey.Purpose;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.Branding;
import io.selfieregistration.application.DurationText;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.application.ResponseType;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.application.VerificationWay;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps {@code docs/integration.md} true. */
class IntegrationDocumentationTests {

	private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

	private static final String NONE = "none";

	/** Types by name, in their order. */
	private static final Map<String, Class<?>> SETTINGS = new LinkedHashMap<>();

	static {
		for (RecordComponent component : ApplicationSettings.class.getRecordComponents()) {
			SETTINGS.put(new SnakeCaseStrategy().translate(component.getName()), component.getType());
		}
	}

	private final String page = Files.readString(Path.of("docs/integration.md"));

	IntegrationDocumentationTests() throws IOException {
	}

	@Test
	void listsEverySettingOfAnApplicationInOrder() {
		assertThat(names("setting", "default")).containsExactlyElementsOf(SETTINGS.keySet());
	}

	@Test
	void tellsTheDefaultOfEverySettingThatIsLeftOut() throws IOException {
		ApplicationSettings settings = JSON.readValue("{\"name\":\"x\"}", ApplicationSettings.class);
		JsonNode defaults = JSON.valueToTree(settings);
		Map<String, String> told = rows("setting", "default").stream()
			.collect(Collectors.toMap((row) -> code(row.get(0)), (row) -> row.get(1)));

		assertThat(told.remove("name")).isEqualTo("required");
		assertThat(told).allSatisfy((setting, shown) -> assertThat(normal(shown, SETTINGS.get(setting)))
			.isEqualTo(value(defaults.get(setting))));
	}

	@ParameterizedTest
	@EnumSource(NotificationType.class)
	void tellsHowLongLinksOfEachTypeCanBeOpened(NotificationType type) {
		String row = this.page.lines().filter((line) -> line.startsWith("| `link_expiry`")).findFirst().orElseThrow();
		Duration expiry = switch (type) {
			case EMAIL -> Duration.ofHours(number("([0-9]+) hours for `email`", row));
			case SMS -> Duration.ofMinutes(number("([0-9]+) minutes for `sms`", row));
			case QR, SDK -> Duration.ofMinutes(number("([0-9]+) minutes for `qr` and `sdk`", row));
			case LINK -> Duration.ofMinutes(number("\\| `([0-9]+)m`", row));
		};

		assertThat(expiry).isEqualTo(type.linkExpiry());
	}

	@Test
	void listsEveryWordOfTheSettings() {
		assertThat(names("`notification_type`", "needs")).containsExactlyElementsOf(words(NotificationType.values()));
		assertThat(names("`verification_way`", "by")).containsExactlyElementsOf(words(VerificationWay.values()));
		assertThat(names("`result_notification_way`", "you"))
			.containsExactlyElementsOf(words(ResultNotificationWay.values()));
		assertThat(names("`response_type`", "content type")).containsExactlyElementsOf(words(ResponseType.values()));
		assertThat(names("purpose", "form"))
			.containsExactlyElementsOf(Arrays.stream(Purpose.values()).map(Purpose::code).toList());
	}

	@Test
	void listsEveryCodeOfAnErrorWithItsStatus() throws IOException {
		JsonNode description = JSON.readTree(Path.of("docs", "api", "openapi.json").toFile());
		TreeSet<String> described = new TreeSet<>();
		for (JsonNode path : description.get("paths")) {
			for (JsonNode operation : path) {
				operation.path("responses")
					.properties()
					.forEach((response) -> resolved(description, response.getValue()).findValues("code")
						.forEach((code) -> code.path("enum")
							.forEach((word) -> described.add(word.asText() + " " + response.getKey()))));
			}
		}

		assertThat(described).hasSizeGreaterThan(30);
		assertThat(rows("code", "status").stream().map((row) -> code(row.get(0)) + " " + row.get(1)))
			.containsExactlyInAnyOrderElementsOf(described);
	}

	private static JsonNode resolved(JsonNode description, JsonNode response) {
		return response.has("$ref") ? description.at(response.get("$ref").asText().substring(1)) : response;
	}

	@ParameterizedTest
	@ValueSource(strings = { "selfie.sms", "selfie.outbox", "selfie.webhook" })
	void listsEveryKeyOfTheServiceWithItsDefault(String prefix) throws Exception {
		List<String> told = this.page.lines()
			.filter((line) -> line.startsWith("| `" + prefix + "."))
			.map((line) -> line.split(" \\| ", 3))
			.map((row) -> row[0].substring(2) + " " + row[1])
			.toList();

		assertThat(told).containsExactlyElementsOf(keys(prefix));
	}

	private static List<String> keys(String prefix) throws ClassNotFoundException {
		ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
		scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
		for (BeanDefinition found : scan.findCandidateComponents("io.selfieregistration")) {
			Class<?> type = Class.forName(found.getBeanClassName());
			if (type.getAnnotation(ConfigurationProperties.class).prefix().equals(prefix)) {
				return Arrays.stream(type.getDeclaredConstructors()[0].getParameters())
					.map((key) -> "`" + prefix + "." + new KebabCaseStrategy().translate(key.getName()) + "` "
							+ defaultOf(key))
					.toList();
			}
		}
		throw new AssertionError("There are no settings " + prefix);
	}

	private static String defaultOf(Parameter parameter) {
		DefaultValue value = parameter.getAnnotation(DefaultValue.class);
		return (value == null || value.value().length == 0) ? NONE : "`" + String.join(",", value.value()) + "`";
	}

	/** Durations are written as people do. */
	private static String normal(String told, Class<?> type) {
		return (type == Duration.class && !told.equals(NONE)) ? "`" + DurationText.parse(code(told)) + "`" : told;
	}

	private static String value(JsonNode value) {
		boolean nothing = value == null || (value.isContainerNode() && value.isEmpty())
				|| value.equals(JSON.valueToTree(Branding.NONE));
		return nothing ? NONE : "`" + value.asText() + "`";
	}

	private List<String> names(String first, String second) {
		return rows(first, second).stream().map((row) -> code(row.get(0))).toList();
	}

	private List<List<String>> rows(String first, String second) {
		List<List<String>> rows = this.page.lines()
			.dropWhile((line) -> !line.startsWith("| " + first + " | " + second + " |"))
			.skip(2)
			.takeWhile((line) -> line.startsWith("|"))
			.map((line) -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
			.toList();
		assertThat(rows).as("rows of the table '%s'", first).isNotEmpty();
		return rows;
	}

	private static List<String> words(Enum<?>[] values) {
		return Arrays.stream(values).map((value) -> value.name().toLowerCase(Locale.ROOT)).toList();
	}

	private static long number(String pattern, String text) {
		return Pattern.compile(pattern)
			.matcher(text)
			.results()
			.map((result) -> Long.valueOf(result.group(1)))
			.findFirst()
			.orElseThrow();
	}

	private static String code(String cell) {
		assertThat(cell).startsWith("`").endsWith("`");
		return cell.substring(1, cell.length() - 1);
	}

}
