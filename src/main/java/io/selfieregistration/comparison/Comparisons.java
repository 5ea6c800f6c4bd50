package io.selfieregistration.comparison;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import io.selfieregistration.face.FaceAnalysis;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.MatchPolicy;
import io.selfieregistration.request.Request;
import io.selfieregistration.template.FacialTemplates;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Compares selfies with the registered template of the user, as often as the
 * {@link FailureLimit} allows. A comparison counts under the lock of its user, so that
 * several requests at once have no more attempts than one after the other.
 */
@Service
public class Comparisons {

	private final FacialTemplates templates;

	private final FaceAnalysis analysis;

	private final FailedComparisonStore failures;

	private final Counter matched;

	private final Counter notMatched;

	Comparisons(FacialTemplates templates, FaceAnalysis analysis, FailedComparisonStore failures,
			MeterRegistry registry) {
		this.templates = templates;
		this.analysis = analysis;
		this.failures = failures;
		this.matched = counter(registry, "matched");
		this.notMatched = counter(registry, "not_matched");
	}

	private static Counter counter(MeterRegistry registry, String result) {
		return Counter.builder("selfie.comparisons")
			.description("Selfies that were compared with the registered template of the user, by result")
			.tag("result", result)
			.register(registry);
	}

	/**
	 * Finds the template of a user that selfies can be compared with.
	 * @return empty if the user is not registered, or by a network that no longer runs
	 */
	Optional<FaceTemplate> comparable(Request request) {
		return this.templates.find(request.workspace(), request.userId())
			.filter((template) -> this.analysis.maxDistance(template.model(), MatchPolicy.STANDARD).isPresent());
	}

	/** Returns how often comparisons of a user failed. */
	public FailureLimit limit(Request request) {
		return this.failures.find(request.workspace(), request.userId());
	}

	/**
	 * Requires that a selfie of the user may be compared now.
	 * @throws ComparisonsPaused if the user has to wait
	 * @throws ComparisonsBlocked if only a new registration helps
	 */
	public void requireTurn(Request request) {
		require(limit(request));
	}

	private static void require(FailureLimit limit) {
		if (limit.blocked()) {
			throw new ComparisonsBlocked();
		}
		Duration pause = limit.pause();
		if (!pause.isZero()) {
			throw new ComparisonsPaused(pause);
		}
	}

	/**
	 * Compares a selfie with the registered template. Its result counts, and may be told,
	 * only once it is recorded.
	 * @return empty if the user has no template to compare with
	 */
	public Optional<Comparison> compare(Request request, FaceTemplate selfie, MatchPolicy policy) {
		return comparable(request).filter((registered) -> registered.model().equals(selfie.model()))
			.flatMap((registered) -> {
				OptionalDouble max = this.analysis.maxDistance(registered.model(), policy);
				return max.isPresent() ? Optional.of(new Comparison(registered.distanceTo(selfie), max.getAsDouble()))
						: Optional.empty();
			});
	}

	/**
	 * Records a comparison, in the current transaction: a failure counts, and a success
	 * begins anew.
	 * @return whether the user is blocked from now on
	 * @throws ComparisonsPaused if others failed in the meantime; this one must not be
	 * told
	 * @throws ComparisonsBlocked likewise
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean record(Request request, Comparison comparison) {
		this.templates.lockUser(request.workspace(), request.userId());
		require(limit(request));
		if (comparison.matched()) {
			this.failures.removeAll(request.workspace(), request.userId());
			this.matched.increment();
			return false;
		}
		this.failures.add(request.workspace(), request.userId());
		this.notMatched.increment();
		return limit(request).blocked();
	}

	/**
	 * Begins anew for a user who has registered again, in the current transaction, which
	 * holds the lock of the user since it stored the template.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void registered(Request request) {
		this.failures.removeAll(request.workspace(), request.userId());
	}

}
