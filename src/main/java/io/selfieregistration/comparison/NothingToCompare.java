package io.selfieregistration.comparison;

import java.util.Optional;

import io.selfieregistration.request.Decision;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.ModuleRuns;
import io.selfieregistration.request.Request;
import io.selfieregistration.workflow.process.SelfieVerificationProcess;

import org.springframework.stereotype.Component;

/**
 * Decides verifications that cannot succeed, before a link is sent: of a user who has no
 * template to compare with, and of one for whom comparisons failed too often.
 */
@Component
class NothingToCompare implements ModuleRuns.DecidedBefore {

	private final Comparisons comparisons;

	NothingToCompare(Comparisons comparisons) {
		this.comparisons = comparisons;
	}

	@Override
	public String module() {
		return SelfieVerificationProcess.KEY;
	}

	@Override
	public Optional<Decision> decide(Request request, ModuleRun run) {
		if (this.comparisons.comparable(request).isEmpty()) {
			return Optional.of(Decision.NOT_REGISTERED);
		}
		return this.comparisons.limit(request).blocked() ? Optional.of(Decision.NOT_MATCHED) : Optional.empty();
	}

}
