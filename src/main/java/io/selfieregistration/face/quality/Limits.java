package io.selfieregistration.face.quality;

import java.util.Optional;

import io.selfieregistration.face.Finding;
import io.selfieregistration.face.ReasonCode;

/**
 * Between which values a measure is accepted, and between which it says nothing. Both
 * ranges include their ends. A value that is not a number is outside of every range.
 */
record Limits(ReasonCode code, Range accepted, Range unremarkable) {

	/** No limits yet, for one reason. */
	static Limits of(ReasonCode code) {
		return new Limits(code, Range.ALL, Range.ALL);
	}

	Limits refuseBelow(double limit) {
		return new Limits(this.code, new Range(limit, this.accepted.max()), this.unremarkable);
	}

	Limits refuseAbove(double limit) {
		return new Limits(this.code, new Range(this.accepted.min(), limit), this.unremarkable);
	}

	Limits hintBelow(double limit) {
		return new Limits(this.code, this.accepted, new Range(limit, this.unremarkable.max()));
	}

	Limits hintAbove(double limit) {
		return new Limits(this.code, this.accepted, new Range(this.unremarkable.min(), limit));
	}

	/** What is to be said about a value; nothing if it is unremarkable. */
	Optional<Finding> judge(double value) {
		if (!this.accepted.contains(value)) {
			return Optional.of(Finding.refuse(this.code));
		}
		if (!this.unremarkable.contains(value)) {
			return Optional.of(Finding.hint(this.code));
		}
		return Optional.empty();
	}

	/** Ends included. */
	record Range(double min, double max) {

		static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

		/** Written so that a value that is not a number is not contained. */
		boolean contains(double value) {
			return value >= this.min && value <= this.max;
		}

	}

}
