package io.selfieregistration.application;

import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.selfieregistration.platform.Coded;

/** How strictly a selfie is judged. */
public enum QualityPolicy implements Coded {

	/** Findings that refuse a selfie do so; hints are only told. */
	@JsonProperty("standard")
	STANDARD,

	/** Hints refuse a selfie as well. */
	@JsonProperty("strict")
	STRICT;

	/** Returns the policy with a code, if there is one. */
	public static Optional<QualityPolicy> of(String code) {
		return Coded.parse(QualityPolicy.class, code);
	}

}
