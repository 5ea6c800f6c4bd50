package io.selfieregistration.duplicates.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import io.selfieregistration.duplicates.Duplicates;
import io.selfieregistration.request.RequestId;

import org.springframework.stereotype.Component;

/**
 * Carries out {@code serviceTask_findDuplicates}. May run twice: the second search takes
 * the place of the first.
 */
@Component
class FindDuplicatesDelegate implements JavaDelegate {

	private final Duplicates duplicates;

	FindDuplicatesDelegate(Duplicates duplicates) {
		this.duplicates = duplicates;
	}

	@Override
	public void execute(DelegateExecution execution) {
		this.duplicates.search(RequestId.of(execution.getProcessBusinessKey()));
	}

}
