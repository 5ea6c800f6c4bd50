package io.selfieregistration.renewal;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import io.selfieregistration.face.SelfieAssessor;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.request.RequestId;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Starts renewals, and tells how far they are. */
@Service
public class TemplateRenewals {

	private final RenewalStore store;

	private final RenewalProcesses processes;

	private final SelfieAssessor assessor;

	private final Clock clock;

	TemplateRenewals(RenewalStore store, RenewalProcesses processes, SelfieAssessor assessor, Clock clock) {
		this.store = store;
		this.processes = processes;
		this.assessor = assessor;
		this.clock = clock;
	}

	/**
	 * Starts to renew the current templates of a workspace that are not of the model of
	 * this service.
	 * @param operator who starts it
	 * @throws RenewalInProgress if one is running in the workspace
	 * @throws RenewalNotSupported if the face analysis does not tell its model
	 */
	@Transactional
	public Renewal start(String workspace, String operator) {
		String model = this.assessor.templateModel().map(FaceTemplate.Model::id).orElseThrow(RenewalNotSupported::new);
		String id = Renewal.newId();
		if (!this.store.add(id, workspace, model, operator, this.clock.instant())) {
			throw new RenewalInProgress();
		}
		this.processes.start(workspace, id);
		return this.store.find(id).orElseThrow();
	}

	/**
	 * Ties a process instance to its renewal.
	 * @return false if there is no renewal that waits for one
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean begin(String id, String processInstanceId) {
		return this.store.begin(id, processInstanceId);
	}

	/**
	 * Notes that the process of a renewal has ended: one that is not completed is
	 * cancelled. May be repeated.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void ended(String id) {
		this.store.end(id, Renewal.State.CANCELLED, this.clock.instant());
	}

	public Optional<Renewal> find(String id) {
		return this.store.find(id);
	}

	/**
	 * Counts the templates of other models that a renewal has not looked at, now or when
	 * it ended.
	 */
	public int left(Renewal renewal) {
		return this.store.left(renewal.id());
	}

	/**
	 * Lists the renewals of a workspace, newest first.
	 * @param after id of the last one of the page before, or null
	 */
	public List<Renewal> list(String workspace, String after, int limit) {
		return this.store.list(workspace, after, limit);
	}

	/**
	 * Lists the templates that a renewal could not recompute, by request.
	 * @param after request of the last one of the page before, or null
	 */
	public List<RenewalFailure> failures(Renewal renewal, RequestId after, int limit) {
		return this.store.failures(renewal.id(), after, limit);
	}

}
