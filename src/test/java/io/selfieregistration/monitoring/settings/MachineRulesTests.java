package io.selfieregistration.monitoring.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class MachineRulesTests {

	private static final List<String> MOUNTS = List.of("overlay / overlay rw,relatime 0 0",
			"tmpfs /tmp tmpfs rw,nosuid,nodev,noexec 0 0", "tmpfs /tmp/exec tmpfs rw,nosuid 0 0",
			"tmpfs /twice tmpfs rw,noexec 0 0", "tmpfs /twice tmpfs rw 0 0");

	@ParameterizedTest
	@CsvSource({ "450, 2, 0, 0", "449, 2, 0, 1", "1228, 2, 0, 0", "1228, 8, 0, 1", "1228, 8, 2, 0", "1228, 2, 8, 1" })
	void needsHeapForAsManySelfiesAsAreJudgedAtOnce(int heap, int cores, int concurrency, int problems) {
		Settings settings = new Settings(
				new Binder(new MapConfigurationPropertySource(Map.of("selfie.face.concurrency", concurrency))));

		assertThat(MachineRules.heap(settings, DataSize.ofMegabytes(heap), cores)).hasSize(problems)
			.allSatisfy((problem) -> assertThat(problem).contains(heap + " MB"));
	}

	@ParameterizedTest
	@CsvSource({ "/tmp, 1", "/tmp/selfie, 1", "/tmp/exec, 0", "/tmpfs, 0", "/var/tmp, 0", "/twice, 0" })
	void needsTemporaryDirectoryFromWhichLibrariesRun(String directory, int problems) {
		assertThat(MachineRules.temporaryDirectory(Path.of(directory), MOUNTS)).hasSize(problems)
			.allSatisfy((problem) -> assertThat(problem).contains("without exec at /tmp;"));
	}

	/**
	 * A file that is gone stands for one that this user, who may be root, cannot read.
	 */
	@Test
	void namesFileThatCannotBeRead(@TempDir Path directory) throws IOException {
		Files.writeString(directory.resolve("selfie.operator.password"), "secret");
		Path unreadable = Files.writeString(directory.resolve("spring.datasource.password"), "secret");
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new ConfigTreePropertySource("secrets", directory));

		Files.delete(unreadable);

		assertThat(MachineRules.unreadableFiles(environment)).singleElement()
			.asString()
			.startsWith("spring.datasource.password cannot be read from its file in " + directory);
	}

}
