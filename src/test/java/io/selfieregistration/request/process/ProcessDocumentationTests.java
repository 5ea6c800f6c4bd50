package io.selfieregistration.request.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.selfieregistration.duplicates.Duplicates;
import io.selfieregistration.duplicates.process.FindDuplicatesElements;
import io.selfieregistration.publishing.process.DeliverMessageElements;
import io.selfieregistration.publishing.process.DeliverMessageProcess;
import io.selfieregistration.renewal.process.RenewTemplatesElements;
import io.selfieregistration.renewal.process.RenewTemplatesProcess;
import io.selfieregistration.workflow.process.Modules;
import io.selfieregistration.workflow.process.SelfieRegistrationElements;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;
import io.selfieregistration.workflow.process.SelfieVerificationElements;
import io.selfieregistration.workflow.process.SelfieVerificationProcess;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps {@code docs/process.md} true. */
class ProcessDocumentationTests {

	private static final Pattern QUOTED = Pattern.compile("`([^`\n]+)`");

	private static final Pattern NAME_OF_THE_CONTRACT = Pattern
		.compile("[a-z]+([A-Z_][A-Za-z]*)+|selfie(?:Registration|Verification)\\..*");

	private final String page;

	ProcessDocumentationTests() throws IOException {
		this.page = Files.readString(Path.of("docs/process.md"));
	}

	@Test
	void namesTheWholeInterface() {
		assertThat(quoted()).containsAll(ProcessModelRules.variables())
			.containsAll(constants("Messages"))
			.containsAll(constants("Errors"))
			.containsAll(constants("CaptureDecisions"))
			.containsAll(constants("Functions"))
			.containsAll(ProcessModelRules.variables(SelfieVerificationProcess.class))
			.containsAll(ofVerification("Messages"))
			.containsAll(ofVerification("Functions"))
			.containsAll(ofVerification("Decisions"))
			.containsAll(ProcessModelRules.variables(DeliverMessageProcess.class))
			.containsAll(ProcessModelRules.constantsOf(DeliverMessageProcess.class, "DeliveryOutcomes"))
			.containsAll(ProcessModelRules.variables(RenewTemplatesProcess.class))
			.containsAll(ProcessModelRules.constantsOf(RenewTemplatesProcess.class, "RenewalSteps"));
	}

	@Test
	void namesNothingElse() {
		var known = Stream
			.of(ProcessModelRules.variables(), ProcessModelRules.constantsOf(SelfieRegistrationElements.class),
					constants("Messages"), constants("Errors"), constants("CaptureDecisions"), constants("Functions"),
					constants("Outcomes"), ProcessModelRules.variables(SelfieVerificationProcess.class),
					ProcessModelRules.constantsOf(SelfieVerificationElements.class), ofVerification("Messages"),
					ofVerification("Functions"), ofVerification("Decisions"), ofVerification("Outcomes"),
					List.of("comparisons_paused", "comparisons_blocked"),
					ProcessModelRules.constantsOf(VerificationProcess.Elements.class),
					ProcessModelRules.constantsOf(StartNextPhaseElements.class),
					ProcessModelRules.constantsOf(FindDuplicatesElements.class),
					ProcessModelRules.variables(DeliverMessageProcess.class),
					ProcessModelRules.constantsOf(DeliverMessageElements.class),
					ProcessModelRules.constantsOf(DeliverMessageProcess.class, "DeliveryOutcomes"),
					ProcessModelRules.variables(RenewTemplatesProcess.class),
					ProcessModelRules.constantsOf(RenewTemplatesElements.class),
					ProcessModelRules.constantsOf(RenewTemplatesProcess.class, "RenewalSteps"))
			.flatMap(List::stream)
			.toList();
		assertThat(quoted()).filteredOn((name) -> NAME_OF_THE_CONTRACT.matcher(name).matches())
			.isNotEmpty()
			.isSubsetOf(known);
	}

	@Test
	void tellsWhereEachOutcomeIsReached() {
		assertThat(Modules.all()).allSatisfy((module) -> assertThat(module.outcomes())
			.allSatisfy((end, outcome) -> assertThat(this.page).contains("| `" + outcome + "` | `" + end + "` |")));
	}

	@Test
	void showsTheCallAsTheWorkflowMakesIt() throws IOException {
		var workflow = Files.readString(Path.of("src/main/resources/bpmn/verification.bpmn"));
		assertThat(this.page.lines().filter((line) -> line.startsWith("<camunda:"))).isNotEmpty()
			.allSatisfy((line) -> assertThat(workflow).contains(line));
	}

	@Test
	void showsThePictures() {
		assertThat(this.page).contains("](" + SelfieRegistrationProcess.KEY + ".svg)",
				"](" + SelfieVerificationProcess.KEY + ".svg)", "](" + VerificationProcess.KEY + ".svg)",
				"](" + CamundaWorkflows.NEXT_PHASE + ".svg)", "](" + DeliverMessageProcess.KEY + ".svg)",
				"](" + RenewTemplatesProcess.KEY + ".svg)", "](" + Duplicates.PROCESS + ".svg)");
	}

	private List<String> quoted() {
		return QUOTED.matcher(this.page).results().map((result) -> result.group(1)).toList();
	}

	private static List<String> ofVerification(String nested) {
		return ProcessModelRules.constantsOf(SelfieVerificationProcess.class, nested);
	}

	private static List<String> constants(String nested) {
		return ProcessModelRules.constantsOf(SelfieRegistrationProcess.class, nested);
	}

}
