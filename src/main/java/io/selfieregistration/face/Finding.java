package io.selfieregistration.face;

import java.util.Comparator;
import java.util.Objects;

/** One thing to say about a selfie. Refusals sort before hints, then by usefulness. */
public record Finding(ReasonCode code, Severity severity) implements Comparable<Finding> {

	private static final Comparator<Finding> MOST_IMPORTANT_FIRST = Comparator.comparing(Finding::severity)
		.thenComparing(Finding::code);

	public Finding {
		Objects.requireNonNull(code, "code");
		Objects.requireNonNull(severity, "severity");
	}

	public static Finding refuse(ReasonCode code) {
		return new Finding(code, Severity.REFUSE);
	}

	public static Finding hint(ReasonCode code) {
		return new Finding(code, Severity.HINT);
	}

	@Override
	public int compareTo(Finding other) {
		return MOST_IMPORTANT_FIRST.compare(this, other);
	}

}
