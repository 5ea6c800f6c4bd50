package io.selfieregistration.blocklist;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.ApplicationSettings.BlockListPolicy;
import io.selfieregistration.blocklist.BlockListStore.NewFace;
import io.selfieregistration.blocklist.BlockListStore.SealedFace;
import io.selfieregistration.encryption.Sealer;
import io.selfieregistration.encryption.TamperedSeal;
import io.selfieregistration.face.FaceAssessment;
import io.selfieregistration.face.Finding;
import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.SearchLimits;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.template.WorkspaceTemplates;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The block lists of workspaces: operators add faces of registered requests, and
 * applications that want it refuse selfies with such a face. No template is held in
 * memory, so that a change counts for the next selfie on every node.
 */
@Service
public class BlockList {

	/** How many entries a workspace has at most: more would refuse too many others. */
	public static final int MOST_ENTRIES = 1000;

	/**
	 * What a person with a face of the list is told: the most common refusal, which no
	 * person can check, so that it does not tell of the list.
	 */
	private static final ReasonCode TOLD = ReasonCode.BLURRED;

	private static final Logger logger = LoggerFactory.getLogger(BlockList.class);

	private static final TimeBasedEpochRandomGenerator IDS = Generators.timeBasedEpochRandomGenerator();

	private final BlockListStore store;

	private final WorkspaceTemplates templates;

	private final Sealer sealer;

	private final Clock clock;

	private final Counter refusals;

	BlockList(BlockListStore store, WorkspaceTemplates templates, Sealer sealer, Clock clock, MeterRegistry registry) {
		this.store = store;
		this.templates = templates;
		this.sealer = sealer;
		this.clock = clock;
		this.refusals = Counter.builder("selfie.block.list.refusals")
			.description("Selfies that were refused for a face of the block list")
			.register(registry);
	}

	/**
	 * Adds the face of a registered request, with a template of its own.
	 * @param legalBasis why the entry may outlive the erasure of its user, or null
	 * @param validFor how long it is valid
	 * @param by user of the engine
	 * @throws BlockListConflict if the request does not have the current template of its
	 * user, if its face is in the list, if the list is full, or if the model of the
	 * template is not exact enough
	 */
	@Transactional
	public BlockedFace add(String workspace, RequestId id, String reason, String legalBasis, Duration validFor,
			String by) {
		this.store.lock(workspace);
		this.store.removeExpired();
		if (this.store.contains(workspace, id)) {
			throw BlockListConflict.alreadyBlocked();
		}
		if (this.store.count(workspace) >= MOST_ENTRIES) {
			throw BlockListConflict.full(MOST_ENTRIES);
		}
		FaceTemplate template = this.templates.find(workspace, id)
			.orElseThrow(BlockListConflict::notRegistered)
			.template();
		if (distance(template).isEmpty()) {
			throw BlockListConflict.notComparable();
		}
		UUID entry = IDS.generate();
		byte[] sealed = this.sealer.seal(template.toBytes(), context(workspace, entry, template.modelId()));
		return this.store
			.add(new NewFace(entry, workspace, id, template.modelId(), sealed, reason, legalBasis, by, validFor));
	}

	/**
	 * Lists the entries of a workspace in the order in which they were added.
	 * @param after id that the page begins after, or null
	 */
	public List<BlockedFace> list(String workspace, UUID after, int limit) {
		return this.store.list(workspace, after, limit);
	}

	/** Finds an entry that has not expired. */
	public Optional<BlockedFace> find(UUID id) {
		return this.store.find(id);
	}

	/**
	 * Removes an entry.
	 * @throws BlockedFaceUnknown if it is not there any longer
	 */
	@Transactional
	public void remove(UUID id, String by) {
		if (!this.store.remove(id, by)) {
			throw new BlockedFaceUnknown();
		}
	}

	/**
	 * Lists who changed the block list of a workspace and when, newest first.
	 * @param before only changes with a lower number, or null
	 */
	public List<BlockListChange> changes(String workspace, Long before, int limit) {
		return this.store.changes(workspace, before, limit);
	}

	/**
	 * Refuses an acceptable face that is in the block list, if the application wants it.
	 * Compares with all entries, so that it takes the same time whether there is a hit or
	 * not. May be repeated.
	 * @param submissionKey of the selfie, under which the true reason is kept
	 * @return the assessment as it was, or a refusal that does not tell of the list
	 */
	public FaceAssessment screen(ApplicationSettings settings, Request request, String submissionKey,
			FaceAssessment face) {
		if (settings.blockList() != BlockListPolicy.REFUSE || face.template().isEmpty()) {
			return face;
		}
		Optional<Hit> nearest = nearest(request.workspace(), face.template().get());
		nearest.ifPresent((hit) -> {
			this.store.addHit(request.id(), submissionKey, hit.entry(), hit.distance(), this.clock.instant());
			this.refusals.increment();
		});
		return nearest.isPresent() ? refused(face) : face;
	}

	private Optional<Hit> nearest(String workspace, FaceTemplate face) {
		OptionalDouble limit = distance(face);
		if (limit.isEmpty()) {
			return Optional.empty();
		}
		Hit nearest = null;
		for (SealedFace entry : this.store.templates(workspace, face.modelId())) {
			double distance = distance(workspace, face, entry);
			if (distance <= limit.getAsDouble() && (nearest == null || distance < nearest.distance())) {
				nearest = new Hit(entry.id(), distance);
			}
		}
		return Optional.ofNullable(nearest);
	}

	/** A template that was changed is near no face: it must not stop every selfie. */
	private double distance(String workspace, FaceTemplate face, SealedFace entry) {
		try {
			return face.distanceTo(FaceTemplate
				.fromBytes(this.sealer.open(entry.sealed(), context(workspace, entry.id(), face.modelId()))));
		}
		catch (TamperedSeal ex) {
			logger.error("The entry {} of a block list blocks nothing: {}", entry.id(), ex.getMessage());
			return Double.POSITIVE_INFINITY;
		}
	}

	private static FaceAssessment refused(FaceAssessment face) {
		List<Finding> findings = new ArrayList<>(face.findings());
		findings.removeIf((finding) -> finding.code() == TOLD);
		findings.add(Finding.refuse(TOLD));
		return new FaceAssessment(findings, face.measures(), Optional.empty());
	}

	private static OptionalDouble distance(FaceTemplate template) {
		return SearchLimits.of(template.model()).map(SearchLimits::blockDistance).orElse(OptionalDouble.empty());
	}

	/** Deletes what has expired. */
	@Scheduled(fixedDelayString = "PT1M")
	@Transactional
	void sweep() {
		int expired = this.store.removeExpired();
		if (expired > 0) {
			logger.info("{} entries of block lists expired", expired);
		}
	}

	private static String[] context(String workspace, UUID entry, String model) {
		return new String[] { "block-list", workspace, entry.toString(), model };
	}

	/** The nearest entry that a face matches. */
	private record Hit(UUID entry, double distance) {
	}

}
