package io.selfieregistration.application;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How strictly a selfie is judged. */
public enum QualityPolicy {

	/** Findings that refuse a selfie do so; hints are only told. */
	@JsonProperty("standard")
	STANDARD,

	/** Hints refuse a selfie as well. */
	@JsonProperty("strict")
	STRICT

}
