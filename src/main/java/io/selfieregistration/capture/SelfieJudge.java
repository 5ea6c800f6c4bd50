package io.selfieregistration.capture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.selfieregistration.application.QualityPolicy;
import io.selfieregistration.comparison.Comparison;
import io.selfieregistration.comparison.Comparisons;
import io.selfieregistration.comparison.ComparisonsBlocked;
import io.selfieregistration.comparison.ComparisonsPaused;
import io.selfieregistration.face.FaceAssessment;
import io.selfieregistration.face.Finding;
import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.face.quality.QualityScore;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.MatchPolicy;
import io.selfieregistration.invitation.OpenLink;
import io.selfieregistration.request.Decision;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Request;
import io.selfieregistration.template.FacialTemplates;
import io.selfieregistration.workflow.process.SelfieVerificationProcess;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Judges selfies by what their module asks for: a registration asks for a good one, a
 * verification also for the registered person. How alike two faces are is kept with the
 * attempt, for operators alone.
 */
@Component
public class SelfieJudge {

	/** Of an attempt: how far its template is from the registered one. */
	static final String DISTANCE = "matchDistance";

	/** Of an attempt: up to which distance both are of one person. */
	static final String MAX_DISTANCE = "matchMaxDistance";

	private final Comparisons comparisons;

	private final FacialTemplates templates;

	private final AttemptStore attempts;

	SelfieJudge(Comparisons comparisons, FacialTemplates templates, AttemptStore attempts) {
		this.comparisons = comparisons;
		this.templates = templates;
		this.attempts = attempts;
	}

	/** Whether a selfie is compared with the registered one. */
	static boolean compares(ModuleRun run) {
		return run.module().equals(SelfieVerificationProcess.KEY);
	}

	/**
	 * Requires that a selfie of the request may be judged now.
	 * @throws ComparisonsPaused if the person has to wait
	 * @throws ComparisonsBlocked if the user has to register again
	 */
	void requireTurn(Request request) {
		if (request.waitingRun().filter(SelfieJudge::compares).isPresent()) {
			this.comparisons.requireTurn(request);
		}
	}

	/** Judges a selfie without changing anything. */
	Judged judge(OpenLink link, FaceAssessment face) {
		QualityScore score = QualityScore.of(face.measures());
		Judged quality = new Judged(isGood(link, face), face.findings(), face.measures(), face.template(),
				score.value(), Optional.empty());
		if (!quality.accepted() || !compares(link.run())) {
			return quality;
		}
		if (score.value() < link.window().judgement().minimumQuality().orElse(0)) {
			return quality.refused(score.weakest().orElseThrow());
		}
		MatchPolicy policy = link.window().judgement().matchPolicy().orElse(MatchPolicy.STANDARD);
		Optional<Comparison> comparison = this.comparisons.compare(link.request(), face.template().orElseThrow(),
				policy);
		return comparison.map(quality::with).orElseGet(() -> quality.refused(ReasonCode.NOT_MATCHED));
	}

	private static boolean isGood(OpenLink link, FaceAssessment face) {
		return face.accepted() && (link.qualityPolicy() != QualityPolicy.STRICT || face.findings().isEmpty());
	}

	/**
	 * Makes a verdict count, in the current transaction and under the lock of the
	 * request: stores the template of a registration, and counts a comparison.
	 * @return how the run is decided though attempts are left; empty if it goes on
	 * @throws ComparisonsPaused if the verdict must not be told, as others failed in the
	 * meantime
	 * @throws ComparisonsBlocked likewise
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Optional<Decision> settle(OpenLink link, Judged judged) {
		if (!compares(link.run())) {
			if (judged.accepted()) {
				this.templates.accept(link.request(), link.run().id(), judged.template().orElseThrow());
			}
			return Optional.empty();
		}
		if (judged.comparison().isPresent()) {
			boolean blocked = this.comparisons.record(link.request(), judged.comparison().get());
			return blocked ? Optional.of(Decision.NOT_MATCHED) : Optional.empty();
		}
		return judged.isNotMatched() ? Optional.of(Decision.NOT_REGISTERED) : Optional.empty();
	}

	/** Returns how a run is decided whose attempts are used up. */
	Decision exhausted(ModuleRun run) {
		return this.attempts.isNotMatched(run.id()) ? Decision.NOT_MATCHED : Decision.ATTEMPTS_EXHAUSTED;
	}

	/**
	 * A selfie that was judged.
	 *
	 * @param findings most important first
	 * @param measures by their names
	 * @param template empty if the picture cannot be used
	 * @param score its quality, 0 to 100
	 * @param comparison empty if it was not compared
	 */
	public record Judged(boolean accepted, List<Finding> findings, Map<String, Double> measures,
			Optional<FaceTemplate> template, int score, Optional<Comparison> comparison) {

		private Judged with(Comparison compared) {
			Map<String, Double> more = new TreeMap<>(this.measures);
			more.put(DISTANCE, compared.distance());
			more.put(MAX_DISTANCE, compared.maxDistance());
			Judged judged = new Judged(true, this.findings, more, this.template, this.score, Optional.of(compared));
			return compared.matched() ? judged : judged.refused(ReasonCode.NOT_MATCHED);
		}

		/** What could be better is no reason here. */
		private Judged refused(ReasonCode why) {
			return new Judged(false, List.of(Finding.refuse(why)), this.measures, this.template, this.score,
					this.comparison);
		}

		private boolean isNotMatched() {
			return this.findings.contains(Finding.refuse(ReasonCode.NOT_MATCHED));
		}

		/** What integrators are told of an accepted selfie, or null. */
		String hints() {
			return this.findings.isEmpty() ? null
					: this.findings.stream().map((hint) -> hint.code().code()).collect(Collectors.joining(","));
		}

		@Override
		public String toString() {
			return "Judged[accepted=" + this.accepted + "]";
		}

	}

}
