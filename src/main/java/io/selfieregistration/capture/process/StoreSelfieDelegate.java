package io.selfieregistration.capture.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import io.selfieregistration.comparison.Comparisons;
import io.selfieregistration.duplicates.Duplicates;
import io.selfieregistration.photo.Photos;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.ModuleRuns;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.template.FacialTemplates;

import org.springframework.stereotype.Component;

/**
 * Carries out {@code serviceTask_storeSelfie}: makes the accepted photo and template the
 * registered ones, with which comparisons begin anew, and schedules the search for
 * duplicates. May run twice: all of it is done in the transaction that completes the
 * step, and doing it again changes nothing.
 */
@Component
class StoreSelfieDelegate implements JavaDelegate {

	private final Requests requests;

	private final ModuleRuns runs;

	private final Photos photos;

	private final FacialTemplates templates;

	private final Comparisons comparisons;

	private final Duplicates duplicates;

	StoreSelfieDelegate(Requests requests, ModuleRuns runs, Photos photos, FacialTemplates templates,
			Comparisons comparisons, Duplicates duplicates) {
		this.requests = requests;
		this.runs = runs;
		this.photos = photos;
		this.templates = templates;
		this.comparisons = comparisons;
		this.duplicates = duplicates;
	}

	@Override
	public void execute(DelegateExecution execution) {
		RequestId id = RequestId.of(execution.getProcessBusinessKey());
		ModuleRun run = this.runs.lock(id, execution.getProcessInstanceId());
		this.photos.store(run.id());
		Request request = this.requests.get(id);
		this.templates.store(request, run.id());
		this.comparisons.registered(request);
		this.duplicates.searchLater(request);
	}

}
