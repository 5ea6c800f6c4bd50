package io.selfieregistration.template;

import java.time.Clock;
import java.util.Optional;

import io.selfieregistration.encryption.Sealer;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Request;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Stores facial templates, sealed; one is current for each user. */
@Service
public class FacialTemplates {

	private final FacialTemplateStore store;

	private final Sealer sealer;

	private final Clock clock;

	FacialTemplates(FacialTemplateStore store, Sealer sealer, Clock clock) {
		this.store = store;
		this.sealer = sealer;
		this.clock = clock;
	}

	/**
	 * Stores the template of an accepted selfie, which is not current for its user yet.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void accept(Request request, ModuleRun.Id run, FaceTemplate template) {
		byte[] sealed = this.sealer.seal(template.toBytes(), context(request, template.modelId()));
		this.store.add(run, request.workspace(), request.userId(), template.modelId(), sealed, this.clock.instant());
	}

	/**
	 * Makes the template of a run the current one of its user, and destroys the earlier
	 * one. Idempotent. Requests of one user take their turns.
	 * @throws IllegalStateException if no template was accepted in the run
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void store(Request request, ModuleRun.Id run) {
		lockUser(request.workspace(), request.userId());
		this.store.removeCurrent(request.workspace(), request.userId(), run);
		if (!this.store.makeCurrent(run)) {
			throw new IllegalStateException(run + " has no template");
		}
	}

	/**
	 * Keeps other transactions from changing which template of a user is current, until
	 * this one ends, and waits for none of them.
	 * @return false if another one is about to change it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean tryLock(String workspace, String userId) {
		return this.store.tryLockUser(workspace, userId);
	}

	/**
	 * Replaces the template of a run by one that another model made of the same photo, if
	 * it is still the current one of its user: a newer registration wins. Needs
	 * {@link #tryLock}. Idempotent.
	 * @return whether the template was replaced
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean renew(String workspace, String userId, ModuleRun.Id run, FaceTemplate template) {
		byte[] sealed = this.sealer.seal(template.toBytes(),
				context(workspace, userId, run.request().toString(), template.modelId()));
		return this.store.replaceCurrent(run, template.modelId(), sealed);
	}

	/**
	 * Keeps other transactions from changing or comparing the template of a user, until
	 * this one ends.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void lockUser(String workspace, String userId) {
		this.store.lockUser(workspace, userId);
	}

	/**
	 * @return the current template of a user; empty if the user is not registered
	 */
	public Optional<FaceTemplate> find(String workspace, String userId) {
		return this.store.findCurrent(workspace, userId)
			.map((found) -> FaceTemplate.fromBytes(this.sealer.open(found.sealed(),
					context(workspace, userId, found.requestId().toString(), found.model()))));
	}

	private static String[] context(Request request, String model) {
		return context(request.workspace(), request.userId(), request.id().toString(), model);
	}

	static String[] context(String workspace, String userId, String requestId, String model) {
		return new String[] { "template", workspace, userId, requestId, model };
	}

}
