package io.selfieregistration.rule.feel;

import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import camundajar.impl.scala.Product;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import org.camunda.feel.syntaxtree.ConstNumber;
import org.camunda.feel.syntaxtree.ConstString;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.InputInRange;
import org.camunda.feel.syntaxtree.PathExpression;
import org.camunda.feel.syntaxtree.PositionalFunctionParameters;
import org.camunda.feel.syntaxtree.Ref;

import io.selfieregistration.rule.NamedRule;
import io.selfieregistration.rule.RuleInvalid;

/**
 * Allow-list of the syntax of rules. It excludes loops, filters, definitions and access
 * to the outside, so the work of a rule is bounded by its length: a time limit alone
 * would not stop a list that is built in one step.
 */
final class RuleSyntax {

	/** The function that calls a rule of the catalogue. */
	static final String CALL = "rule";

	private static final String IS_DEFINED = "is defined";

	private static final Set<String> EXPRESSIONS = Set.of("Addition", "ArithmeticNegation", "AtLeastOne",
			"ClosedConstRangeBoundary", "ClosedRangeBoundary", "Conjunction", "ConstBool", "ConstDate", "ConstDateTime",
			"ConstDayTimeDuration", "ConstInputValue$", "ConstInputValue", "ConstList", "ConstLocalDateTime",
			"ConstLocalTime", "ConstNull$", "ConstNull", "ConstNumber", "ConstString", "ConstTime",
			"ConstYearMonthDuration", "Disjunction", "Division", "Equal", "FunctionInvocation", "GreaterOrEqual",
			"GreaterThan", "If", "In", "InputEqualTo", "InputGreaterOrEqual", "InputGreaterThan", "InputInRange",
			"InputLessOrEqual", "InputLessThan", "LessOrEqual", "LessThan", "Multiplication", "NamedFunctionParameters",
			"Not", "OpenConstRangeBoundary", "OpenRangeBoundary", "PathExpression", "PositionalFunctionParameters",
			"Ref", "Subtraction", "UnaryTestExpression", "ZonedTime");

	static final Set<String> FUNCTIONS = Set.of(CALL, "abs", "all", "any", "ceiling", "contains", "count", "date",
			"date and time", "day of week", "day of year", "duration", "ends with", "even", "floor", IS_DEFINED,
			"list contains", "lower case", "max", "min", "modulo", "month of year", "not", "now", "number", "odd",
			"round down", "round half down", "round half up", "round up", "starts with", "string", "string length",
			"substring", "substring after", "substring before", "sum", "time", "today", "trim", "upper case",
			"week of year", "years and months duration");

	/** Functions that return values with properties, such as the year of a date. */
	private static final Set<String> TIMES = Set.of("date", "date and time", "duration", "now", "time", "today",
			"years and months duration");

	/**
	 * Functions that expand numbers to all digits; numbers read from text can be huge.
	 */
	private static final Set<String> WRITING_OUT = Set.of("ceiling", "floor", "modulo", "round down", "round half down",
			"round half up", "round up");

	/** Maximum number of decimals to round to. */
	private static final int DECIMALS_LIMIT = 20;

	/**
	 * Maximum depth of an expression; the engine is recursive, and a chain of "and" is
	 * deep.
	 */
	private static final int DEPTH_LIMIT = 150;

	private final String rule;

	private final Set<String> paths = new LinkedHashSet<>();

	private final Set<String> functions = new HashSet<>();

	private final Set<String> rules = new LinkedHashSet<>();

	private final Set<String> optional = new LinkedHashSet<>();

	private final Set<String> properties = new LinkedHashSet<>();

	private int depth;

	private RuleSyntax(String rule) {
		this.rule = rule;
	}

	/**
	 * @throws RuleInvalid if the rule uses syntax that is not allowed
	 */
	static Names check(String rule, Exp expression) {
		RuleSyntax syntax = new RuleSyntax(rule);
		syntax.visit(expression);
		if (syntax.functions.contains("number") && !Collections.disjoint(syntax.functions, WRITING_OUT)) {
			throw new RuleInvalid(rule, "rounds and calls 'number', which rules may not do together");
		}
		return new Names(syntax.paths, syntax.rules, syntax.optional, syntax.properties);
	}

	private void visit(Object node) {
		String path = (node instanceof Exp expression) ? pathOf(expression) : null;
		if (path != null) {
			this.paths.add(path);
		}
		else if (node instanceof Exp || node.getClass().getPackage().equals(Exp.class.getPackage())) {
			visitExpression(node);
		}
		else if (node instanceof Iterable<?> list) {
			visitAll(CollectionConverters.asJava(list).iterator());
		}
		else if (node instanceof Product product) {
			visitAll(CollectionConverters.asJava(product.productIterator()));
		}
	}

	private void visitExpression(Object node) {
		String kind = node.getClass().getSimpleName();
		if (!EXPRESSIONS.contains(kind)) {
			throw new RuleInvalid(this.rule, "uses '" + kind + "', which rules may not use");
		}
		if (++this.depth > DEPTH_LIMIT) {
			throw new RuleInvalid(this.rule, "is nested deeper than " + DEPTH_LIMIT + " expressions");
		}
		if (node instanceof FunctionInvocation call) {
			checkCall(call);
		}
		if (node instanceof PathExpression path
				&& !(path.path() instanceof FunctionInvocation time && TIMES.contains(time.function()))) {
			this.properties.add(path.key());
		}
		// Outside a comparison a range is a list that is built in full.
		Product parts = (node instanceof InputInRange comparison) ? comparison.range() : (Product) node;
		visitAll(CollectionConverters.asJava(parts.productIterator()));
		this.depth--;
	}

	private void checkCall(FunctionInvocation call) {
		if (!FUNCTIONS.contains(call.function())) {
			throw new RuleInvalid(this.rule, "calls '" + call.function() + "', which is not a function of rules",
					RuleParser.positionOf(call.function(), this.rule));
		}
		if (call.function().startsWith("round ") && !roundsToFewDecimals(call)) {
			throw new RuleInvalid(this.rule, "calls '" + call.function()
					+ "', whose second argument must be a whole number up to " + DECIMALS_LIMIT);
		}
		if (call.function().equals(CALL)) {
			this.rules.add(calledBy(call));
		}
		if (call.function().equals(IS_DEFINED) && call.params() instanceof PositionalFunctionParameters arguments) {
			CollectionConverters.asJava(arguments.params())
				.stream()
				.map(RuleSyntax::pathOf)
				.filter(Objects::nonNull)
				.forEach(this.optional::add);
		}
		this.functions.add(call.function());
	}

	/** Only a constant name can be found when a rule is to be removed. */
	private String calledBy(FunctionInvocation call) {
		if (call.params() instanceof PositionalFunctionParameters arguments && arguments.params().size() == 1
				&& arguments.params().apply(0) instanceof ConstString name && name.value().matches(NamedRule.NAME)) {
			return name.value();
		}
		throw new RuleInvalid(this.rule, "calls '" + CALL + "' with anything but the name of one rule in quotes",
				RuleParser.positionOf(CALL, this.rule));
	}

	private static boolean roundsToFewDecimals(FunctionInvocation call) {
		return call.params() instanceof PositionalFunctionParameters arguments && arguments.params().size() == 2
				&& arguments.params().apply(1) instanceof ConstNumber decimals && decimals.value().isValidInt()
				&& decimals.value().toInt() >= 0 && decimals.value().toInt() <= DECIMALS_LIMIT;
	}

	private void visitAll(Iterator<?> nodes) {
		while (nodes.hasNext()) {
			visit(nodes.next());
		}
	}

	/**
	 * @return the names of a path, or null if it does not start with a name
	 */
	private static String pathOf(Exp expression) {
		if (expression instanceof Ref ref) {
			return CollectionConverters.asJava(ref.names()).stream().collect(Collectors.joining("."));
		}
		String parent = (expression instanceof PathExpression path) ? pathOf(path.path()) : null;
		return (parent != null) ? parent + "." + ((PathExpression) expression).key() : null;
	}

	/**
	 * The names in a rule.
	 *
	 * @param paths what it reads from its context, such as {@code user.age}
	 * @param rules the rules that it calls
	 * @param optional what it asks for whether it is there
	 * @param properties what it reads from something that it has computed, but for times
	 */
	record Names(Set<String> paths, Set<String> rules, Set<String> optional, Set<String> properties) {

		Names {
			paths = Collections.unmodifiableSet(new LinkedHashSet<>(paths));
			rules = Collections.unmodifiableSet(new LinkedHashSet<>(rules));
			optional = Collections.unmodifiableSet(new LinkedHashSet<>(optional));
			properties = Collections.unmodifiableSet(new LinkedHashSet<>(properties));
		}

	}

}
