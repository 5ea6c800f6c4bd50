package io.selfieregistration.duplicates.process;

import java.io.IOException;

import io.selfieregistration.duplicates.Duplicates;
import io.selfieregistration.request.process.ProcessModelRules;

/** Keeps {@code bpmn/find-duplicates.bpmn} and its contract together. */
class FindDuplicatesModelTests extends ProcessModelRules {

	FindDuplicatesModelTests() throws IOException {
		super(Duplicates.PROCESS, FindDuplicatesElements.class, FindDuplicatesElements.class);
	}

}
