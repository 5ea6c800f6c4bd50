package io.selfieregistration.cockpit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.runtime.Incident;
import org.junit.jupiter.api.Test;

import io.selfieregistration.cockpit.OpenIncident;
import io.selfieregistration.platform.IncidentCause;

import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

class FailureCauseTests {

	private static final String RULE = "io.selfieregistration.rule.RuleBroken: The rule 'x > 1' cannot be decided";

	@Test
	void hasWordsForEachCauseOnThePageAndInTheDocument() throws IOException {
		Set<String> causes = new TreeSet<>(Set.of("database", "expression", "worker", "unknown"));
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(IncidentCause.class));
		scanner.findCandidateComponents("io.selfieregistration")
			.forEach((found) -> causes.add(ClassUtils.resolveClassName(found.getBeanClassName(), null)
				.getAnnotation(IncidentCause.class)
				.value()));

		assertThat(causes).contains("mail_server", "sms_gateway", "module_out_of_turn");
		assertThat(codes(Path.of("src/main/resources/plugin-webapp/selfie-registration/app/timeline.js"),
				"(?s)const CAUSES = \\{(.*?)\n\\};", "(?m)^  (\\w+): \\["))
			.isEqualTo(causes);
		assertThat(codes(Path.of("docs/cockpit.md"), "(?s)\n\\| `cause` (.*?)\n\n", "`(\\w+)`(?=[^\n|]*\\|[^|\n]*\\|)"))
			.isEqualTo(causes);
	}

	@Test
	void findsTheCauseBehindOthers() {
		assertCause("java.lang.IllegalStateException: Outer\n\tat a.B.c(B.java:1)\nCaused by: " + RULE
				+ "\n\tat a.B.c(B.java:1)\n", "rule", "The rule 'x > 1' cannot be decided");
	}

	@Test
	void findsTheCauseInAMessageOfFeel() {
		assertCause(
				"org.camunda.bpm.engine.ScriptEvaluationException: Unable to evaluate: failed to evaluate\n"
						+ "Caused by: javax.script.ScriptException: failed to evaluate expression 'f(x)' : " + RULE,
				"rule", "The rule 'x > 1' cannot be decided");
	}

	@Test
	void tellsTheInnermostMessageOfAnExpression() {
		assertCause(
				"org.camunda.bpm.engine.ScriptEvaluationException: Unable\n\tat a.B.c(B.java:1)\n"
						+ "Caused by: javax.script.ScriptException: condition script returns null\n",
				"expression", "condition script returns null");
	}

	@Test
	void tellsTheMessageOfTheEngineIfTheCauseIsUnknown() {
		assertCause("java.lang.NullPointerException\n\tat a.B.c(B.java:1)\n", "unknown", "Of the engine");
		assertCause("com.example.Gone: Not here\n", "unknown", "Of the engine");
		assertCause(null, "unknown", "Of the engine");
	}

	private static void assertCause(String trace, String code, String message) {
		assertThat(FailureCause.of(new OpenIncident("1", Instant.EPOCH, 1, Incident.FAILED_JOB_HANDLER_TYPE, "2", "3",
				"verification", "4", "step", "Of the engine", trace)))
			.isEqualTo(new FailureCause(code, message));
	}

	private static Set<String> codes(Path file, String part, String code) throws IOException {
		MatchResult section = Pattern.compile(part).matcher(Files.readString(file)).results().findFirst().orElseThrow();
		return Pattern.compile(code)
			.matcher(section.group(1))
			.results()
			.map((found) -> found.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
