package io.selfieregistration.face.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.selfieregistration.face.PipelineWatch;
import io.selfieregistration.face.recognition.RecognitionModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ModelFileTests {

	@ParameterizedTest
	@EnumSource
	void isOnTheClassPathWithThePinnedBytes(ModelFile file) {
		assertThat(file.read(getClass().getClassLoader())).isNotEmpty();
	}

	@Test
	void namesTheWayOutWhenItIsMissing() {
		assertThatIllegalStateException().isThrownBy(() -> load(Path.of("nowhere")))
			.withMessage("The face model models/blazeface.json is missing from the class path: "
					+ "run \"npm ci\" in the project folder and build again.");
	}

	@Test
	void namesTheWayOutWhenItWasChanged(@TempDir Path folder) throws IOException {
		Files.createDirectory(folder.resolve("models"));
		Files.writeString(folder.resolve("models/blazeface.json"), "{}");

		assertThatIllegalStateException().isThrownBy(() -> load(folder))
			.withMessageStartingWith("The face model models/blazeface.json has the SHA-256 44136fa3")
			.withMessageEndingWith("run \"npm ci\" in the project folder and build again.");
	}

	private static OnnxFaceAnalysis load(Path folder) {
		return new OnnxFaceAnalysis(folder(folder), RecognitionModel.MOBILEFACENET, PipelineWatch.NONE);
	}

	private static ClassLoader folder(Path folder) {
		return new ClassLoader(null) {
			@Override
			public InputStream getResourceAsStream(String name) {
				try {
					return Files.newInputStream(folder.resolve(name));
				}
				catch (IOException ex) {
					return null;
				}
			}
		};
	}

}
