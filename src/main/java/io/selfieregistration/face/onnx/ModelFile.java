package io.selfieregistration.face.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import io.selfieregistration.platform.Sha256;

/**
 * The files of the networks on the class path, each pinned to the bytes that were
 * measured. Where they come from: {@code docs/models.md}.
 */
enum ModelFile {

	BLAZEFACE_GRAPH("blazeface.json", "cd7bbfc078270572beb39f9e5ae67aadbd50b5e67cff37e6d4f6b3ea39312e5f"),

	BLAZEFACE_WEIGHTS("blazeface.bin", "dc9a97fdc50bc43216554bdd69aa3e7b9361a519ee7bdd996a2f69a98a6f9b72"),

	FACE_MESH_GRAPH("facemesh.json", "b60ca26f404724f43bd2b1575761d8265180e1f053cc0731caa68462927309e7"),

	FACE_MESH_WEIGHTS("facemesh.bin", "3826da640b0a3021161605369ee6af293f75d518040355b960ec71a3390c1c0b"),

	IRIS_GRAPH("iris.json", "49038ac9dcc09aa05474d91d98e9db5b47af4830929bcf102ed5a56bfbabb465"),

	IRIS_WEIGHTS("iris.bin", "d7f296d184274213d4642681ae186112cbbec77fd2ab066257d3c56a1940bc71"),

	LANDMARK_MANIFEST("face_landmark_68_model-weights_manifest.json",
			"ca4886639f86e99b39fed0c155f81b63317225773bd9616716e887b0153389c9"),

	LANDMARK_WEIGHTS("face_landmark_68_model.bin", "4611ef65c87d836d03d684b30eec4d195d8b219fa1dd58fc58945831c6b9299b"),

	RECOGNITION_MANIFEST("face_recognition_model-weights_manifest.json",
			"cbaffa501b0b9275a12b63357a6843e7e30c054e1c9151e1a5f879b26e32986b"),

	RECOGNITION_WEIGHTS("face_recognition_model.bin",
			"b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589"),

	MOBILEFACENET("MobileFaceNet.tflite", "d8ba40c0127fb8ca9917e8fddc79bbbda063657bc92a496d34da0bc8a760443b");

	private static final String FOLDER = "models/";

	private final String fileName;

	private final String sha256;

	ModelFile(String fileName, String sha256) {
		this.fileName = fileName;
		this.sha256 = sha256;
	}

	String fileName() {
		return this.fileName;
	}

	/**
	 * The bytes of the file.
	 * @throws IllegalStateException if the file is missing or has other bytes
	 */
	byte[] read(ClassLoader classLoader) {
		try (InputStream stream = classLoader.getResourceAsStream(FOLDER + this.fileName)) {
			if (stream == null) {
				throw new IllegalStateException(
						"The face model %s%s is missing from the class path: ".formatted(FOLDER, this.fileName)
								+ "run \"npm ci\" in the project folder and build again.");
			}
			byte[] bytes = stream.readAllBytes();
			String actual = Sha256.hex(bytes);
			if (!actual.equals(this.sha256)) {
				throw new IllegalStateException(
						"The face model %s%s has the SHA-256 %s instead of %s: ".formatted(FOLDER, this.fileName,
								actual, this.sha256) + "run \"npm ci\" in the project folder and build again.");
			}
			return bytes;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The face model " + FOLDER + this.fileName + " cannot be read", ex);
		}
	}

}
