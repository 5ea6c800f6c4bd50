package io.selfieregistration.application;

import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.selfieregistration.platform.Coded;

/** Policy on the strictness of the quality assessment. */
public enum QualityPolicy implements Coded {

	/** Refusals reject a selfie; hints are only shown. */
	@JsonProperty("standard")
	STANDARD,

	/** Hints reject a selfie as well. */
	@JsonProperty("strict")
	STRICT;

	/** Finds a policy by its code. */
	public static Optional<QualityPolicy> of(String code) {
		return Coded.parse(QualityPolicy.class, code);
	}

}
