package io.selfieregistration.application;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How strictly a selfie is judged. */
public enum QualityPolicy {

	/** Findings that refuse a selfie do so; hints are only told. */
	@JsonProperty("standard")
	STANDARD,

	/** Hints refuse a selfie as well. */
	@JsonProperty("strict")
	STRICT;

	/** Returns the policy with a code, if there is one. */
	public static Optional<QualityPolicy> of(String code) {
		return Arrays.stream(values()).filter((policy) -> policy.code().equals(code)).findFirst();
	}

	/** The text that stands for it in models and in the database. */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
