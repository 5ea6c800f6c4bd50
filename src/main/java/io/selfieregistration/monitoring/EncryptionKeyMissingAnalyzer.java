package io.selfieregistration.monitoring;

import io.selfieregistration.encryption.EncryptionKeyMissing;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Failure analyzer: explains that the keys do not open what is in the database. */
class EncryptionKeyMissingAnalyzer extends AbstractFailureAnalyzer<EncryptionKeyMissing> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, EncryptionKeyMissing cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Add the missing key to selfie.encryption.keys, behind the first one, from where you keep it apart from"
						+ " the backups. The id of a key is the beginning of a hash of it; docs/operations.md has more.",
				cause);
	}

}
