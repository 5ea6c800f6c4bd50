package io.selfieregistration.rule;

import java.util.Optional;

import io.selfieregistration.platform.IncidentCause;
import io.selfieregistration.web.ProblemStatus;

/**
 * A rule cannot be evaluated. The message quotes the rule and tells what is wrong and
 * where, but no value that it read.
 */
@ProblemStatus(status = 422, code = "rule_broken")
@IncidentCause("rule")
public class RuleBroken extends RuntimeException {

	private final String problem;

	private final transient Position position;

	public RuleBroken(String rule, String problem) {
		this(rule, problem, null);
	}

	/**
	 * @param position where in the rule it is, or null if that is not known
	 */
	protected RuleBroken(String rule, String problem, Position position) {
		super("The rule '" + rule + "' " + problem);
		this.problem = problem;
		this.position = position;
	}

	/** Returns the problem, to complete a sentence about the rule: "does not parse". */
	public String problem() {
		return this.problem;
	}

	/** Returns the position of the problem, if known. */
	public Optional<Position> position() {
		return Optional.ofNullable(this.position);
	}

	/**
	 * A position in the text of a rule.
	 *
	 * @param line from 1
	 * @param column in characters, from 1
	 */
	public record Position(int line, int column) {

		/**
		 * @param index in the text, from 0
		 */
		public static Position of(String text, int index) {
			String before = text.substring(0, index);
			int lineBreaks = (int) before.chars().filter((character) -> character == '\n').count();
			return new Position(lineBreaks + 1, index - before.lastIndexOf('\n'));
		}

		@Override
		public String toString() {
			return "line " + this.line + ", column " + this.column;
		}

	}

}
