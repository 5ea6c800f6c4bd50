package io.selfieregistration.face.recognition;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class FaceTemplateTests {

	private final FaceTemplate template = template(1, 0.25f);

	@Test
	void survivesBytes() {
		byte[] bytes = this.template.toBytes();

		assertThat(bytes).hasSize(518).startsWith(0, 1, 0, 1, 0, 1, 0x3e, 0x80, 0, 0);
		assertThat(FaceTemplate.fromBytes(bytes)).isEqualTo(this.template).hasSameHashCodeAs(this.template);
		assertThat(FaceTemplate.fromBytes(bytes).modelId()).isEqualTo("dlib-resnet-128/1");
	}

	@Test
	void measuresEuclideanDistance() {
		assertThat(this.template.distanceTo(this.template)).isZero();
		assertThat(this.template.distanceTo(template(1, 0.5f))).isCloseTo(0.25 * Math.sqrt(128), within(1e-9));
	}

	@Test
	void comparesOnlyWithinOneModel() {
		FaceTemplate other = template(2, 0.25f);

		assertThat(this.template).isNotEqualTo(other);
		assertThatExceptionOfType(TemplatesNotComparable.class).isThrownBy(() -> this.template.distanceTo(other))
			.withMessage("Templates of dlib-resnet-128/1 and dlib-resnet-128/2 cannot be compared");
	}

	@ParameterizedTest
	@CsvSource({ "MOBILEFACENET, 774, mobilefacenet-192/1", "DLIB, 518, dlib-resnet-128/1" })
	void hasTheSizeOfItsModel(RecognitionModel network, int bytes, String id) {
		var template = new FaceTemplate(network.model(), new float[network.dimensions()]);

		assertThat(template.toBytes()).hasSize(bytes);
		assertThat(FaceTemplate.fromBytes(template.toBytes()).model()).isEqualTo(network.model());
		assertThat(template.modelId()).isEqualTo(id);
	}

	@Test
	void neverComparesTemplatesOfBothNetworks() {
		var other = new FaceTemplate(RecognitionModel.MOBILEFACENET.model(), new float[192]);

		assertThatExceptionOfType(TemplatesNotComparable.class).isThrownBy(() -> this.template.distanceTo(other));
		assertThatExceptionOfType(TemplatesNotComparable.class)
			.isThrownBy(() -> MatchPolicy.STANDARD.matches(other, this.template));
	}

	@Test
	void comparesTemplatesOfVendorOnlyWhenTheyHaveOneSize() {
		var one = new FaceTemplate(new FaceTemplate.Model(1000, 1), new float[2]);
		var other = new FaceTemplate(new FaceTemplate.Model(1000, 1), new float[3]);

		assertThat(one.distanceTo(one)).isZero();
		assertThatExceptionOfType(TemplatesNotComparable.class).isThrownBy(() -> one.distanceTo(other));
	}

	@Test
	void namesModelOfVendor() {
		var vendor = new FaceTemplate(new FaceTemplate.Model(1000, 3), new float[128]);

		assertThat(FaceTemplate.fromBytes(vendor.toBytes()).modelId()).isEqualTo("model-1000/3");
	}

	@Test
	void neverPrintsCoordinates() {
		assertThat(this.template).hasToString("FaceTemplate[dlib-resnet-128/1]");
	}

	@Test
	void cannotBeChangedFromOutside() {
		var coordinates = new float[128];
		var template = new FaceTemplate(RecognitionModel.DLIB.model(), coordinates);

		coordinates[0] = 1;
		template.toBytes()[10] = 1;

		assertThat(template.toBytes()).endsWith(new byte[512]);
	}

	@ParameterizedTest
	@ValueSource(floats = { Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY })
	void refusesCoordinateThatIsNoNumber(float coordinate) {
		assertThatIllegalArgumentException().isThrownBy(() -> template(1, coordinate));
	}

	@Test
	void refusesNumbersThatAreNotANumberInBytes() {
		byte[] bytes = this.template.toBytes();
		Arrays.fill(bytes, 6, 10, (byte) 0xff);

		assertThatIllegalArgumentException().isThrownBy(() -> FaceTemplate.fromBytes(bytes));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 6, 517, 519 })
	void refusesOtherLength(int length) {
		assertThatIllegalArgumentException().isThrownBy(() -> FaceTemplate.fromBytes(new byte[length]));
	}

	@Test
	void refusesUnknownFormat() {
		byte[] bytes = this.template.toBytes();
		bytes[1] = 2;

		assertThatIllegalArgumentException().isThrownBy(() -> FaceTemplate.fromBytes(bytes))
			.withMessage("Face templates of format 2 cannot be read");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 65536 })
	void refusesModelNumberThatDoesNotFit(int number) {
		assertThatIllegalArgumentException().isThrownBy(() -> new FaceTemplate.Model(number, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new FaceTemplate.Model(1, number));
	}

	@Test
	void refusesOtherNumberOfCoordinates() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new FaceTemplate(RecognitionModel.DLIB.model(), new float[127]));
	}

	private static FaceTemplate template(int version, float coordinate) {
		var coordinates = new float[128];
		Arrays.fill(coordinates, coordinate);
		return new FaceTemplate(new FaceTemplate.Model(1, version), coordinates);
	}

}
