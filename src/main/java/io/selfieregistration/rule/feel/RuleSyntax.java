package io.selfieregistration.rule.feel;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

import camundajar.impl.scala.Product;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.PathExpression;
import org.camunda.feel.syntaxtree.Ref;

import io.selfieregistration.rule.RuleBroken;

/**
 * What a rule may consist of. Everything that repeats, filters, defines or reaches
 * outside is left out, so the work of a rule is bounded by its length: a time limit alone
 * would not stop a list that is built before it is looked at.
 */
final class RuleSyntax {

	private static final Set<String> EXPRESSIONS = Set.of("Addition", "ArithmeticNegation", "AtLeastOne",
			"ClosedConstRangeBoundary", "ClosedRangeBoundary", "Conjunction", "ConstBool", "ConstContext", "ConstDate",
			"ConstDateTime", "ConstDayTimeDuration", "ConstInputValue$", "ConstInputValue", "ConstList",
			"ConstLocalDateTime", "ConstLocalTime", "ConstNull$", "ConstNull", "ConstNumber", "ConstRange",
			"ConstString", "ConstTime", "ConstYearMonthDuration", "Disjunction", "Division", "Equal",
			"FunctionInvocation", "GreaterOrEqual", "GreaterThan", "If", "In", "InputEqualTo", "InputGreaterOrEqual",
			"InputGreaterThan", "InputInRange", "InputLessOrEqual", "InputLessThan", "LessOrEqual", "LessThan",
			"Multiplication", "NamedFunctionParameters", "Not", "OpenConstRangeBoundary", "OpenRangeBoundary",
			"PathExpression", "PositionalFunctionParameters", "Ref", "Subtraction", "UnaryTestExpression", "ZonedTime");

	private static final Set<String> FUNCTIONS = Set.of("abs", "all", "any", "ceiling", "contains", "count", "date",
			"date and time", "day of week", "day of year", "duration", "ends with", "even", "floor", "is defined",
			"list contains", "lower case", "max", "min", "modulo", "month of year", "not", "now", "number", "odd",
			"round down", "round half down", "round half up", "round up", "starts with", "string", "string length",
			"substring", "substring after", "substring before", "sum", "time", "today", "trim", "upper case",
			"week of year", "years and months duration");

	private final String rule;

	private final Set<String> paths = new LinkedHashSet<>();

	private RuleSyntax(String rule) {
		this.rule = rule;
	}

	/**
	 * @return what the rule reads from its context, such as {@code user.age}
	 * @throws RuleBroken if the rule holds what rules may not use
	 */
	static Set<String> check(String rule, Exp expression) {
		RuleSyntax syntax = new RuleSyntax(rule);
		syntax.visit(expression);
		return syntax.paths;
	}

	private void visit(Object node) {
		if (node instanceof Ref ref) {
			this.paths.add(CollectionConverters.asJava(ref.names()).stream().collect(Collectors.joining(".")));
		}
		else if (node instanceof PathExpression path && pathOf(path) != null) {
			this.paths.add(pathOf(path));
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
			throw new RuleBroken(this.rule, "uses '" + kind + "', which rules may not use");
		}
		if (node instanceof FunctionInvocation call && !FUNCTIONS.contains(call.function())) {
			throw new RuleBroken(this.rule, "calls '" + call.function() + "', which is not a function of rules");
		}
		visitAll(CollectionConverters.asJava(((Product) node).productIterator()));
	}

	private void visitAll(Iterator<?> nodes) {
		while (nodes.hasNext()) {
			visit(nodes.next());
		}
	}

	private static String pathOf(PathExpression path) {
		if (path.path() instanceof Ref ref) {
			return CollectionConverters.asJava(ref.names()).stream().collect(Collectors.joining(".")) + "."
					+ path.key();
		}
		if (path.path() instanceof PathExpression parent && pathOf(parent) != null) {
			return pathOf(parent) + "." + path.key();
		}
		return null;
	}

}
