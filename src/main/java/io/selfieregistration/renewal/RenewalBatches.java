package io.selfieregistration.renewal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.selfieregistration.encryption.TamperedSeal;
import io.selfieregistration.face.FaceAnalysisBusy;
import io.selfieregistration.face.SelfieAssessor;
import io.selfieregistration.face.SelfieImageRejected;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.photo.ObjectStoreUnavailable;
import io.selfieregistration.photo.Photos;
import io.selfieregistration.renewal.RenewalFailure.Reason;
import io.selfieregistration.template.FacialTemplates;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Renews facial templates batch by batch. A batch first computes, holding no lock that a
 * registration needs, and then writes what is still wanted.
 */
@Service
public class RenewalBatches {

	private static final Logger logger = LoggerFactory.getLogger(RenewalBatches.class);

	private final RenewalStore store;

	private final FacialTemplates templates;

	private final Photos photos;

	private final SelfieAssessor assessor;

	private final RenewalSettings settings;

	private final RenewalMetrics metrics;

	private final Clock clock;

	RenewalBatches(RenewalStore store, FacialTemplates templates, Photos photos, SelfieAssessor assessor,
			RenewalSettings settings, RenewalMetrics metrics, Clock clock) {
		this.store = store;
		this.templates = templates;
		this.photos = photos;
		this.assessor = assessor;
		this.settings = settings;
		this.metrics = metrics;
		this.clock = clock;
	}

	/**
	 * Renews the next batch of templates. Whatever was not committed is done again by the
	 * next call; templates that are renewed, and those that cannot be, are not looked at
	 * again.
	 * @throws ObjectStoreUnavailable if the object store does not answer and nothing was
	 * done
	 * @throws IllegalStateException if the renewal is not running, or wants another model
	 * than this node has
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Progress renewNext(String id) {
		Renewal renewal = this.store.find(id)
			.filter(Renewal::running)
			.orElseThrow(() -> new IllegalStateException("There is no running renewal " + id));
		requireModel(renewal);
		Step step = this.store.takeTurn() ? renewNext(renewal) : Step.LATER;
		return new Progress(step, this.store.find(id).orElseThrow(), this.clock.instant().plus(this.settings.pause()));
	}

	private Step renewNext(Renewal renewal) {
		List<OutdatedTemplate> outdated = this.store.findOutdated(renewal, this.settings.batchSize());
		if (!outdated.isEmpty()) {
			List<Recomputed> recomputed = recompute(outdated, renewal.model());
			return recomputed.isEmpty() ? Step.LATER : write(renewal, recomputed);
		}
		if (renewal.position() != null) {
			// Templates may have been passed over because their users were being
			// registered.
			this.store.advance(renewal.id(), 0, null);
			return Step.AGAIN;
		}
		this.store.end(renewal.id(), Renewal.State.COMPLETED, this.clock.instant());
		logger.info("Renewal {} of facial templates is complete: {} renewed, {} failed", renewal.id(),
				renewal.renewed(), renewal.failed());
		return Step.DONE;
	}

	private void requireModel(Renewal renewal) {
		String model = this.assessor.templateModel().map(FaceTemplate.Model::id).orElse("an unknown model");
		if (!model.equals(renewal.model())) {
			throw new IllegalStateException(
					"The renewal %s makes templates of %s, but this node those of %s: ".formatted(renewal.id(),
							renewal.model(), model) + "give all nodes the same selfie.face.recognition-model");
		}
	}

	/**
	 * Recomputes templates until time is up, people need the network, or the object store
	 * fails: what is done so far is not lost.
	 */
	private List<Recomputed> recompute(List<OutdatedTemplate> outdated, String model) {
		Instant end = this.clock.instant().plus(this.settings.batchTime());
		List<Recomputed> recomputed = new ArrayList<>();
		for (OutdatedTemplate template : outdated) {
			if (!recomputed.isEmpty() && this.clock.instant().isAfter(end)) {
				break;
			}
			try {
				recomputed.add(recompute(template, model));
			}
			catch (FaceAnalysisBusy ex) {
				break;
			}
			catch (ObjectStoreUnavailable ex) {
				if (recomputed.isEmpty()) {
					throw ex;
				}
				break;
			}
		}
		return recomputed;
	}

	private Recomputed recompute(OutdatedTemplate outdated, String model) {
		try {
			Optional<byte[]> photo = this.photos.find(outdated.run());
			if (photo.isEmpty()) {
				return new Recomputed(outdated, null, Reason.PHOTO_MISSING);
			}
			Optional<FaceTemplate> template = this.assessor.describe(photo.get());
			if (template.isPresent() && !template.get().modelId().equals(model)) {
				throw new IllegalStateException("The face analysis made a template of " + template.get().modelId());
			}
			return new Recomputed(outdated, template.orElse(null), Reason.NO_SINGLE_FACE);
		}
		catch (TamperedSeal ex) {
			return new Recomputed(outdated, null, Reason.PHOTO_ALTERED);
		}
		catch (SelfieImageRejected ex) {
			return new Recomputed(outdated, null, Reason.PHOTO_UNREADABLE);
		}
	}

	/**
	 * Locks users from here to the end of the transaction, and waits for none of them.
	 */
	private Step write(Renewal renewal, List<Recomputed> recomputed) {
		int renewed = 0;
		int passedOver = 0;
		for (Recomputed result : recomputed) {
			OutdatedTemplate outdated = result.outdated();
			if (!this.templates.tryLock(renewal.workspace(), outdated.userId())) {
				passedOver++;
			}
			else if (result.template() == null) {
				this.store.addFailure(renewal.id(), outdated.run(), result.problem(), this.clock.instant());
				this.metrics.failed(result.problem());
			}
			else if (this.templates.renew(renewal.workspace(), outdated.userId(), outdated.run(), result.template())) {
				renewed++;
				this.metrics.renewed();
			}
		}
		this.store.advance(renewal.id(), renewed, recomputed.get(recomputed.size() - 1).outdated().run());
		return (passedOver < recomputed.size()) ? Step.AGAIN : Step.LATER;
	}

	/** What comes after a batch. */
	public enum Step {

		/** The next batch. */
		AGAIN,

		/** The next batch, after a pause. */
		LATER,

		/** Nothing: every template was looked at. */
		DONE

	}

	/**
	 * How far a renewal is after a batch.
	 *
	 * @param continuesAt end of the pause, if there is one
	 */
	public record Progress(Step step, Renewal renewal, Instant continuesAt) {
	}

	/**
	 * What was computed of a photo.
	 *
	 * @param template null if there is none
	 * @param problem why there is none
	 */
	private record Recomputed(OutdatedTemplate outdated, FaceTemplate template, Reason problem) {
	}

}
