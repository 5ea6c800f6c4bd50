package io.selfieregistration.face;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

import io.selfieregistration.face.onnx.OnnxFaceAnalysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@ExtendWith(OutputCaptureExtension.class)
class FaceConfigurationTests {

	private static final FaceAnalysis VENDOR = (image) -> new FaceAssessment(
			List.of(Finding.refuse(ReasonCode.NO_FACE)), Map.of(), Optional.empty());

	private final ApplicationContextRunner context = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
		.withUserConfiguration(FaceFeature.class);

	@Test
	void bringsPipelineAndAssessor() {
		this.context.run((context) -> {
			assertThat(context).hasSingleBean(OnnxFaceAnalysis.class);
			assertThat(context.getBean(SelfieAssessor.class)
				.assess(Portrait.goodJpeg(), FaceFixtures.NOBODY)
				.face()
				.accepted()).isTrue();
		});
	}

	@ParameterizedTest
	@CsvSource({ "mobilefacenet, mobilefacenet-192/1, 0.95, 0.9, MS-Celeb-1M",
			"dlib, dlib-resnet-128/1, 0.55, 0.5, CC0" })
	void tellsModelAndLicenceOfTemplates(String setting, String model, String standard, String strict, String licence,
			CapturedOutput output) {
		this.context.withPropertyValues("selfie.face.recognition-model=" + setting).run((context) -> {
			FaceAssessment face = context.getBean(SelfieAssessor.class)
				.assess(Portrait.goodJpeg(), FaceFixtures.NOBODY)
				.face();

			assertThat(face.template())
				.hasValueSatisfying((template) -> assertThat(template.modelId()).isEqualTo(model));
			assertThat(output).contains("Facial templates are made by " + model)
				.contains("up to %s apart (strictly %s)".formatted(standard, strict))
				.contains(licence);
		});
	}

	@Test
	void givesWayToAnalysisOfVendor() {
		this.context.withBean("vendor", FaceAnalysis.class, () -> VENDOR).run((context) -> {
			var assessment = context.getBean(SelfieAssessor.class).assess(Portrait.goodJpeg(), FaceFixtures.NOBODY);

			assertThat(assessment.face().findings()).containsExactly(Finding.refuse(ReasonCode.NO_FACE));
			assertThat(context.getBeanFactory().containsSingleton("onnxFaceAnalysis")).isFalse();
		});
	}

	@Test
	void provesThatItJudgesAsItShould() {
		this.context.run((context) -> assertThat(context.getBean(FaceSelfTest.class).analysis())
			.isEqualTo(OnnxFaceAnalysis.class.getSimpleName()));
	}

	@Test
	void doesNotStartWithAnalysisThatFailsItsSelfTest() {
		FaceAnalysis broken = new FaceAnalysis() {

			@Override
			public FaceAssessment assess(SelfieImage image) {
				return VENDOR.assess(image);
			}

			@Override
			public Optional<String> selfTest() {
				return Optional.of("it sees ghosts");
			}

		};
		this.context.withBean("vendor", FaceAnalysis.class, () -> broken)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(FaceSelfTestFailed.class)
				.hasMessage("The face analysis failed its self-test: it sees ghosts"));
	}

	@Test
	void takesLimitsFromSettings() {
		this.context.withBean("vendor", FaceAnalysis.class, () -> VENDOR)
			.withPropertyValues("selfie.face.max-upload-size=1KB")
			.run((context) -> {
				var assessor = context.getBean(SelfieAssessor.class);

				assertThat(catchThrowableOfType(SelfieImageRejected.class,
						() -> assessor.assess(Portrait.goodJpeg(), FaceFixtures.NOBODY)))
					.extracting(SelfieImageRejected::reason)
					.isEqualTo(SelfieImageRejected.Reason.TOO_LARGE);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "selfie.face.max-upload-sise=1MB", "selfie.face.concurrency=-1", "selfie.face.deadline=0s",
			"selfie.face.kept-side-px=10", "selfie.face.max-pixels=0", "selfie.face.recognition-model=facenet" })
	void doesNotStartWithSettingThatMakesNoSense(String setting) {
		this.context.withBean("vendor", FaceAnalysis.class, () -> VENDOR)
			.withPropertyValues(setting)
			.run((context) -> assertThat(context).hasFailed());
	}

	/** The configurations of the root and of both edges. */
	@Configuration(proxyBeanMethods = false)
	@ComponentScan(basePackageClasses = FaceConfiguration.class)
	static class FaceFeature {

	}

}
