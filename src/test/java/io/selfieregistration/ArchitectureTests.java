package io.selfieregistration;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;
import org.springframework.stereotype.Component;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

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
	static final ArchRule delegatesArePackagePrivate = classes().that()
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

	@ArchTest
	static final ArchRule packagesHaveNoCycle = slices().matching("io.selfieregistration.(**)")
		.should()
		.beFreeOfCycles()
		.because("a package is understood, and moved, with what is below it only");

	@ArchTest
	static final ArchRule noBeanIsLookedUpLate = noClasses().that()
		.doNotHaveSimpleName("FaceConfiguration")
		.and()
		.doNotHaveSimpleName("TracedRequests")
		.and()
		.doNotHaveSimpleName("HttpWebhookSender")
		.should()
		.dependOnClassesThat()
		.haveSimpleName("ObjectProvider")
		.because("a late bean hides a cycle; an optional one (metrics, tracing) has none");

	@ArchTest
	static final ArchRule digestsComeFromOnePlace = noClasses().that()
		.resideOutsideOfPackage("..platform..")
		.should()
		.callMethod(MessageDigest.class, "getInstance", String.class)
		.because("Sha256 is the one place");

	@ArchTest
	static final ArchRule typesAreNotForTestsAlone = classes().that()
		.areTopLevelClasses()
		.should(new ArchCondition<>("be used by another type, by Spring, or by a service file") {

			private boolean isUsed(JavaClass type, JavaClass outside) {
				return type.getDirectDependenciesToSelf()
					.stream()
					.anyMatch((dependency) -> !dependency.getOriginClass().getName().startsWith(outside.getName()));
			}

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean used = FOUND_BY_NAME.contains(type.getSimpleName()) || type.isMetaAnnotatedWith(Component.class)
						|| type.isAnnotatedWith(ConfigurationProperties.class) || isUsed(type, type)
						|| type.getPackage()
							.getClasses()
							.stream()
							.filter((nested) -> nested.getName().startsWith(type.getName() + "$"))
							.anyMatch((nested) -> isUsed(nested, type));
				if (!used) {
					events.add(SimpleConditionEvent.violated(type, type.getName() + " is used by nothing"));
				}
			}

		})
		.because("what only tests use belongs to the tests");

	@ArchTest
	static final ArchRule secretsAndContactsAreNotPrinted = classes().that()
		.areRecords()
		.should(new ArchCondition<>("leave secrets and contacts out of toString()") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean printed = type.getFields()
					.stream()
					.anyMatch((field) -> KEPT_QUIET.matcher(field.getName()).find()
							&& (field.getRawType().isEquivalentTo(String.class)
									|| field.getRawType().isEquivalentTo(URI.class)));
				// Only the one that the compiler adds is final.
				if (printed && type.getMethod("toString").getModifiers().contains(JavaModifier.FINAL)) {
					events.add(SimpleConditionEvent.violated(type, type.getName() + " prints what it keeps"));
				}
			}

		})
		.because("bodies of calls are written to the log when Spring's own log is set to debug");

	private static final Pattern KEPT_QUIET = Pattern
		.compile("(?i)secret$|token$|password|encryptionKey|captureUrl|authReqId|email|phone|userId");

	/**
	 * Named in service files, in spring.factories, in the manifest, or package
	 * documentation.
	 */
	private static final Set<String> FOUND_BY_NAME = Set.of("package-info", "SelfieRegistrationApplication",
			"RegistrationPlugin", "ModuleFunctions", "EngineJsonLimits", "EngineDatabaseFaults", "TracingSwitch",
			"SettingsReview", "DerivedSettings", "StackTraceLimit", "SettingsRefusedAnalyzer",
			"DatabaseUnreachableAnalyzer", "FaceSelfTestAnalyzer", "EncryptionKeyMissingAnalyzer");

	@ArchTest
	void packagesStaySmall(JavaClasses classes) {
		Map<String, Long> sizes = classes.stream()
			.filter((type) -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
			.collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
		// One class a measure, as ISO/IEC 29794-5 names them.
		sizes.remove("io.selfieregistration.face.quality");

		assertThat(sizes).as("types in each package")
			.allSatisfy((name, size) -> assertThat(size).isLessThanOrEqualTo(20));
	}

	/** Without blank lines, imports and packages, and however they are indented. */
	@Test
	void sixLinesStandInOnePlaceOnly() throws IOException {
		Map<List<String>, Path> places = new HashMap<>();
		Map<List<String>, List<Path>> repeated = new LinkedHashMap<>();
		try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
			for (Path file : sources.filter((found) -> found.toString().endsWith(".java")).sorted().toList()) {
				List<String> lines = Files.readAllLines(file)
					.stream()
					.map(String::strip)
					.filter((line) -> !line.isEmpty() && !line.startsWith("import ") && !line.startsWith("package "))
					.toList();
				for (int start = 0; start + 6 <= lines.size(); start++) {
					List<String> run = lines.subList(start, start + 6);
					Path earlier = places.putIfAbsent(run, file);
					if (earlier != null) {
						repeated.put(run, List.of(earlier, file));
					}
				}
			}
		}

		assertThat(repeated).isEmpty();
	}

	@Test
	void classesStayShort() throws IOException {
		try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
			assertThat(sources.filter((file) -> file.toString().endsWith(".java"))).allSatisfy((file) -> {
				String source = Files.readString(file);
				assertThat(source.lines().count() <= 300 || source.contains("Longer than others"))
					.as("%s is short, or its Javadoc says why it is longer than others", file)
					.isTrue();
				assertThat(source).as("types are spelled out").doesNotContainPattern("\\bvar [a-z]");
			});
		}
	}

	@Test
	void featuresOnlyUseWhatTheyDeclare() {
		ApplicationModules modules = ApplicationModules.of(SelfieRegistrationApplication.class).verify();
		new Documenter(modules).writeDocumentation();
	}

}
