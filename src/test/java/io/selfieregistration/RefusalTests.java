package io.selfieregistration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;
import io.selfieregistration.web.Problems;

import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

/** A refusal is written once: on its exception. */
@AnalyzeClasses(packagesOf = SelfieRegistrationApplication.class, importOptions = DoNotIncludeTests.class)
class RefusalTests {

	@ArchTest
	static final ArchRule whatControllersDeclareHasStatusAndCode = methods().that()
		.areDeclaredInClassesThat()
		.areAnnotatedWith(RestController.class)
		.should(declareOnlyExceptionsWithProblemStatus())
		.because("the description of the API is made of what a controller declares");

	@ArchTest
	static final ArchRule exceptionsAreHandledInOnePlace = noMethods().that()
		.areDeclaredInClassesThat()
		.resideOutsideOfPackages("io.selfieregistration.web..", "io.selfieregistration.ciba.web..")
		.should()
		.beAnnotatedWith(ExceptionHandler.class)
		.because("an exception says by @ProblemStatus how it is answered, but OAuth has errors of its own");

	@ArchTest
	static final ArchRule exceptionsWithSeveralCodesSayWhichTheyHave = classes().that()
		.areAssignableTo(Throwable.class)
		.should(haveOneCodeOrBeProblems())
		.because("without that the first code would always be answered");

	@ArchTest
	static void oneCodeHasOneStatus(JavaClasses classes) {
		assertThat(codesWithSeveralStatuses(classes)).isEmpty();
	}

	@Test
	void namesExceptionThatHasNoStatus() {
		assertThat(failures(whatControllersDeclareHasStatusAndCode, Forgetful.class))
			.containsExactly("Forgetful.call() declares Bare, which has no @ProblemStatus");
	}

	@Test
	void namesHandlerOutsideOfWeb() {
		assertThat(failures(exceptionsAreHandledInOnePlace, Forgetful.class)).singleElement()
			.asString()
			.contains("Forgetful.handle(");
	}

	@Test
	void namesExceptionThatDoesNotSayItsCode() {
		assertThat(failures(exceptionsWithSeveralCodesSayWhichTheyHave, Vague.class, OfOneCode.class))
			.containsExactly("Vague has the codes [one, other] and does not implement Problem");
	}

	@Test
	void namesCodeThatHasTwoStatuses() {
		JavaClasses classes = new ClassFileImporter().importClasses(Vague.class, OfOneCode.class);

		assertThat(codesWithSeveralStatuses(classes)).containsExactly("one: {404=Vague, 409=OfOneCode}");
	}

	private static List<String> failures(ArchRule rule, Class<?>... examples) {
		return rule.evaluate(new ClassFileImporter().importClasses(examples)).getFailureReport().getDetails();
	}

	private static ArchCondition<JavaMethod> declareOnlyExceptionsWithProblemStatus() {
		return new ArchCondition<>("declare only exceptions with @ProblemStatus") {

			@Override
			public void check(JavaMethod method, ConditionEvents events) {
				method.getExceptionTypes()
					.stream()
					.map(JavaClass::reflect)
					.filter((type) -> type.getName().startsWith("io.selfieregistration"))
					.flatMap((type) -> withoutStatus(type).stream())
					.forEach((type) -> events
						.add(SimpleConditionEvent.violated(method, "%s.%s() declares %s, which has no @ProblemStatus"
							.formatted(method.getOwner().getSimpleName(), method.getName(), type.getSimpleName()))));
			}

		};
	}

	/** A sealed type stands for its subclasses. */
	private static List<Class<?>> withoutStatus(Class<?> type) {
		List<Class<?>> without = new ArrayList<>();
		if (type.isSealed()) {
			for (Class<?> subclass : type.getPermittedSubclasses()) {
				without.addAll(withoutStatus(subclass));
			}
		}
		else if (Problems.statuses(type).isEmpty()) {
			without.add(type);
		}
		return without;
	}

	private static ArchCondition<JavaClass> haveOneCodeOrBeProblems() {
		return new ArchCondition<>("have one code or implement Problem") {

			@Override
			public void check(JavaClass exception, ConditionEvents events) {
				Class<?> type = exception.reflect();
				Map<String, Integer> statuses = Problems.statuses(type);
				if (!type.isSealed() && statuses.size() > 1 && !Problem.class.isAssignableFrom(type)) {
					events.add(SimpleConditionEvent.violated(exception, "%s has the codes %s and does not implement %s"
						.formatted(type.getSimpleName(), statuses.keySet(), Problem.class.getSimpleName())));
				}
			}

		};
	}

	private static List<String> codesWithSeveralStatuses(JavaClasses classes) {
		Map<String, Map<Integer, String>> codes = new TreeMap<>();
		for (JavaClass exception : classes) {
			if (exception.isAssignableTo(Throwable.class)) {
				Problems.statuses(exception.reflect())
					.forEach((code, status) -> codes.computeIfAbsent(code, (key) -> new TreeMap<>())
						.put(status, exception.getSimpleName()));
			}
		}
		return codes.entrySet()
			.stream()
			.filter((code) -> code.getValue().size() > 1)
			.map((code) -> code.getKey() + ": " + code.getValue())
			.toList();
	}

	/** Does what a controller must not do. */
	@RestController
	private static final class Forgetful {

		@GetMapping("/nowhere")
		String call() throws Bare, OfOneCode, IOException {
			return "";
		}

		@ExceptionHandler
		String handle(Bare ex) {
			return "";
		}

	}

	private static final class Bare extends RuntimeException {

	}

	@ProblemStatus(status = 409, code = "one")
	private static final class OfOneCode extends RuntimeException {

	}

	@ProblemStatus(status = 404, code = "one")
	@ProblemStatus(status = 410, code = "other")
	private static final class Vague extends RuntimeException {

	}

}
