package io.selfieregistration.capture.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import io.selfieregistration.photo.Photos;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.ModuleRuns;
import io.selfieregistration.request.RequestId;

import org.springframework.stereotype.Component;

/**
 * Carries out {@code serviceTask_storePhoto}: makes the accepted photo of a verification
 * the one of its result. May run twice: all of it is done in the transaction that
 * completes the step, and doing it again changes nothing.
 */
@Component
class StorePhotoDelegate implements JavaDelegate {

	private final ModuleRuns runs;

	private final Photos photos;

	StorePhotoDelegate(ModuleRuns runs, Photos photos) {
		this.runs = runs;
		this.photos = photos;
	}

	@Override
	public void execute(DelegateExecution execution) {
		ModuleRun run = this.runs.lock(RequestId.of(execution.getProcessBusinessKey()),
				execution.getProcessInstanceId());
		this.photos.store(run.id());
	}

}
