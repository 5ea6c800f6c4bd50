package io.selfieregistration.rule;

import java.util.List;

/** The rule cannot be removed, because others call it. */
public class RuleInUse extends Exception {

	private final List<String> places;

	RuleInUse(List<String> places) {
		super("The rule is used by " + String.join(", by ", places));
		this.places = List.copyOf(places);
	}

	/** What calls it; each completes the sentence "It is used by …". */
	public List<String> places() {
		return this.places;
	}

}
