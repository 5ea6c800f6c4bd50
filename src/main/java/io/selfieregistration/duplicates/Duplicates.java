package io.selfieregistration.duplicates;

import java.time.Clock;
import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import io.selfieregistration.application.ApplicationSettings.DuplicatePolicy;
import io.selfieregistration.application.Applications;
import io.selfieregistration.duplicates.HeldTemplates.Nearest;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.SearchLimits;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.request.Workflows;
import io.selfieregistration.template.WorkspaceTemplates;
import io.selfieregistration.template.WorkspaceTemplates.Registered;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks for other users of a workspace with the face of a registered selfie, if the
 * application wants that. Candidates are flagged for operators, and nothing else follows.
 */
@Service
public class Duplicates {

	/** The process that searches. Its business key is the request's id. */
	public static final String PROCESS = "find-duplicates";

	/** How many a human looks at. */
	private static final int MOST_CANDIDATES = 10;

	private final Applications applications;

	private final Requests requests;

	private final Workflows workflows;

	private final WorkspaceTemplates templates;

	private final DuplicateStore store;

	private final DuplicateSettings settings;

	private final Clock clock;

	private final HeldTemplates held;

	private final Counter flagged;

	Duplicates(Applications applications, Requests requests, Workflows workflows, WorkspaceTemplates templates,
			DuplicateStore store, DuplicateSettings settings, Clock clock, MeterRegistry registry) {
		this.applications = applications;
		this.requests = requests;
		this.workflows = workflows;
		this.templates = templates;
		this.store = store;
		this.settings = settings;
		this.clock = clock;
		this.held = new HeldTemplates(settings.maxTemplates());
		this.flagged = Counter.builder("selfie.duplicates.flagged")
			.description("Registered selfies whose face another user of the workspace may have")
			.register(registry);
		Gauge.builder("selfie.duplicates.templates", this.held, HeldTemplates::size)
			.description("Decrypted facial templates in the memory of this node, for searches")
			.register(registry);
	}

	/**
	 * Schedules the search for a request whose selfie was registered, after commit of the
	 * current transaction, if its application wants it.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void searchLater(Request request) {
		if (wanted(request)) {
			this.workflows.startBeside(PROCESS, request.workspace(), request.id());
		}
	}

	/**
	 * Searches for the face that a request registered, and writes what was found.
	 * Idempotent. Does nothing if its application does not want it any longer, if the
	 * template is not the current one of its user any longer, or if it is of a vendor's
	 * model, whose distances only the vendor knows.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void search(RequestId id) {
		Request request = this.requests.get(id);
		if (wanted(request)) {
			this.templates.find(request.workspace(), id)
				.ifPresent((registered) -> SearchLimits.of(registered.template().model())
					.ifPresent((limits) -> search(request, registered, limits)));
		}
	}

	private void search(Request request, Registered registered, SearchLimits limits) {
		String workspace = request.workspace();
		FaceTemplate face = registered.template();
		List<ModuleRun.Id> wanted = this.templates.list(workspace, face.model(), request.userId(),
				this.settings.maxTemplates());
		int users = (wanted.size() < this.settings.maxTemplates()) ? wanted.size()
				: this.templates.count(workspace, face.model(), request.userId());
		Nearest nearest = this.held.search(workspace, face, limits.flagDistance(), wanted,
				(runs) -> this.templates.open(workspace, runs), MOST_CANDIDATES, this.clock.instant());
		this.store.save(new DuplicateSearch(registered.run(), face.modelId(), users, nearest.compared(),
				nearest.found(), nearest.candidates(), this.clock.instant()));
		if (nearest.found() > 0) {
			this.flagged.increment();
		}
	}

	/** Drops the templates of workspaces that are not searched any longer. */
	@Scheduled(fixedDelayString = "PT1M")
	void forget() {
		this.held.forget(this.clock.instant().minus(this.settings.heldFor()));
	}

	private boolean wanted(Request request) {
		return this.applications.get(request.applicationId()).settings().duplicates() == DuplicatePolicy.FLAG;
	}

}
