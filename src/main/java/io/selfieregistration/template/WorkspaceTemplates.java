package io.selfieregistration.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.selfieregistration.encryption.Sealer;
import io.selfieregistration.encryption.TamperedSeal;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.template.FacialTemplateStore.WorkspaceTemplate;

import org.springframework.stereotype.Service;

/** Opens the current facial templates of a whole workspace, for searches. */
@Service
public class WorkspaceTemplates {

	private static final Logger logger = LoggerFactory.getLogger(WorkspaceTemplates.class);

	private final FacialTemplateStore store;

	private final Sealer sealer;

	WorkspaceTemplates(FacialTemplateStore store, Sealer sealer) {
		this.store = store;
		this.sealer = sealer;
	}

	/**
	 * Finds the template that a request of a workspace registered, if it is still the
	 * current one of its user.
	 * @throws TamperedSeal if it was changed or moved
	 */
	public Optional<Registered> find(String workspace, RequestId id) {
		return this.store.findCurrentOf(workspace, id)
			.map((found) -> new Registered(found.run(), open(workspace, found)));
	}

	/**
	 * Lists the runs whose templates are current and of a model, newest first.
	 * @param exceptUser whose template is left out
	 */
	public List<ModuleRun.Id> list(String workspace, FaceTemplate.Model model, String exceptUser, int limit) {
		return this.store.listCurrent(workspace, model.id(), exceptUser, limit);
	}

	/** Counts what {@link #list} would list without a limit. */
	public int count(String workspace, FaceTemplate.Model model, String exceptUser) {
		return this.store.countCurrent(workspace, model.id(), exceptUser);
	}

	/**
	 * Opens templates. Those that are gone are left out, and those that were changed or
	 * moved as well, after an error in the log: one of them must not end every search.
	 */
	public Map<ModuleRun.Id, FaceTemplate> open(String workspace, List<ModuleRun.Id> runs) {
		Map<ModuleRun.Id, FaceTemplate> opened = new HashMap<>();
		for (WorkspaceTemplate found : this.store.readCurrent(workspace, runs)) {
			try {
				opened.put(found.run(), open(workspace, found));
			}
			catch (TamperedSeal ex) {
				logger.error("The facial template of {} is left out of searches: {}", found.run(), ex.getMessage());
			}
		}
		return opened;
	}

	private FaceTemplate open(String workspace, WorkspaceTemplate found) {
		return FaceTemplate.fromBytes(this.sealer.open(found.sealed(),
				FacialTemplates.context(workspace, found.userId(), found.run().request().toString(), found.model())));
	}

	/** The current template of a user, and the run that it is from. */
	public record Registered(ModuleRun.Id run, FaceTemplate template) {
	}

}
