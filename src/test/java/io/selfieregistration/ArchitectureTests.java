package io.selfieregistration;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packagesOf = SelfieRegistrationApplication.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule engineStaysInProcessPackages = noClasses().that()
		.resideOutsideOfPackage("..process..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.camunda.bpm..")
		.because("moving to another engine must touch the process packages only");

	@ArchTest
	static final ArchRule feelStaysAtItsEdge = noClasses().that()
		.resideOutsideOfPackages("..rule.feel..", "..request.process..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.camunda.feel..")
		.because("rules have one strict evaluator; the process contract adds the one function that models call");

	@ArchTest
	static final ArchRule objectStoreClientStaysInMinio = noClasses().that()
		.resideOutsideOfPackage("..minio..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.minio..")
		.because("any S3 client must be able to stand in");

	@ArchTest
	static final ArchRule runtimeOfTheModelsStaysInOnnx = noClasses().that()
		.resideOutsideOfPackage("..onnx..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("ai.onnxruntime..")
		.because("a vendor's face analysis must be able to stand in");

	@ArchTest
	static final ArchRule httpStaysInWeb = noClasses().that()
		.resideOutsideOfPackage("..web..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("jakarta.servlet..", "org.springframework.web.bind..", "org.springframework.http..")
		.because("a feature does not know by which protocol it is called");

	@ArchTest
	static final ArchRule webhooksStayInHttp = noClasses().that()
		.resideOutsideOfPackage("..http..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.apache.hc..")
		.because("every call to a receiver goes through the guarded client");

	@ArchTest
	static final ArchRule sqlStaysAtItsEdge = noClasses().that()
		.resideOutsideOfPackages("..jdbc..", "..request.process..", "..monitoring..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.jdbc..", "java.sql..")
		.because("a feature does not know how it is stored; pending messages belong to transactions of the engine");

	@ArchTest
	static final ArchRule delegatesAreNobodysToCall = classes().that()
		.implement(JavaDelegate.class)
		.or()
		.implement(ExecutionListener.class)
		.should()
		.bePackagePrivate()
		.because("only the engine calls them");

	@ArchTest
	static final ArchRule nothingPrints = noClasses().should()
		.accessField(System.class, "out")
		.orShould()
		.accessField(System.class, "err")
		.because("what is said goes to the log, where it can be kept from being personal");

	@Test
	void featuresOnlyUseWhatTheyDeclare() {
		ApplicationModules modules = ApplicationModules.of(SelfieRegistrationApplication.class).verify();
		new Documenter(modules).writeDocumentation();
	}

}
