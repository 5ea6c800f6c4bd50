package io.selfieregistration.monitoring.settings;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What this service and its libraries say of their settings. */
final class ConfigurationMetadata {

	private static final String RESOURCE = "META-INF/spring-configuration-metadata.json";

	private final SortedMap<String, Setting> settings;

	private ConfigurationMetadata(SortedMap<String, Setting> settings) {
		this.settings = settings;
	}

	static ConfigurationMetadata load() throws IOException {
		SortedMap<String, Setting> settings = new TreeMap<>();
		ClassLoader loader = ConfigurationMetadata.class.getClassLoader();
		for (URL resource : Collections.list(loader.getResources(RESOURCE))) {
			try (InputStream in = resource.openStream()) {
				for (JsonNode property : new ObjectMapper().readTree(in).path("properties")) {
					Setting setting = new Setting(property.path("name").asText(), property.path("type").asText(),
							text(property.path("defaultValue")), property.path("description").asText());
					settings.putIfAbsent(setting.name(), setting);
				}
			}
		}
		return new ConfigurationMetadata(settings);
	}

	private static String text(JsonNode value) {
		return value.isMissingNode() ? null : value.asText();
	}

	/** Those of this service, in the order of their names. */
	Map<String, Setting> own() {
		return this.settings.subMap("selfie.", "selfie/");
	}

	/** The setting, or the one that it is an entry of. */
	Optional<Setting> find(String name) {
		String prefix = name;
		while (true) {
			Setting setting = this.settings.get(prefix);
			if (setting != null && (prefix.equals(name) || setting.holdsEntries())) {
				return Optional.of(setting);
			}
			int dot = prefix.lastIndexOf('.');
			if (dot < 0) {
				return Optional.empty();
			}
			prefix = prefix.substring(0, dot);
		}
	}

	Set<String> canonicalNames() {
		return this.settings.keySet().stream().map(ConfigurationMetadata::canonical).collect(Collectors.toSet());
	}

	/** All ways to write a name are the same then. */
	static String canonical(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
	}

	/**
	 * @param defaultValue {@code null} if there is none
	 */
	record Setting(String name, String type, String defaultValue, String description) {

		boolean holdsEntries() {
			return this.type.startsWith("java.util.Map") || this.type.equals("java.util.Properties");
		}

	}

}
