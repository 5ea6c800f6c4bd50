package io.selfieregistration.face;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packagesOf = FaceArchitectureTests.class, importOptions = DoNotIncludeTests.class)
class FaceArchitectureTests {

	@ArchTest
	static final ArchRule runtimeStaysInOnnx = noClasses().that()
		.resideOutsideOfPackage("..face.onnx..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("ai.onnxruntime..")
		.because("another runtime must touch one package only");

	@ArchTest
	static final ArchRule codecsStayInJpeg = noClasses().that()
		.resideOutsideOfPackage("..face.jpeg..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("javax.imageio..", "java.awt.image..", "com.drew..")
		.because("untrusted bytes must meet a codec behind the gate only");

	@ArchTest
	static final ArchRule measuresKnowNeitherEdge = noClasses().that()
		.resideInAPackage("..face.quality..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("..face.onnx..", "..face.jpeg..")
		.because("a measure is arithmetic on points and pixels");

	@ArchTest
	static final ArchRule faceKnowsNoOtherFeature = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.selfieregistration.request..", "io.selfieregistration.capture..",
				"io.selfieregistration.template..", "io.selfieregistration.photo..", "org.camunda..")
		.because("it is told pictures, not people");

}
