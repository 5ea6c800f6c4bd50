package io.selfieregistration.rule.feel;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import camundajar.impl.scala.Product;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.If;
import org.camunda.feel.syntaxtree.In;
import org.camunda.feel.syntaxtree.Ref;

import io.selfieregistration.rule.ModelFeel.TextUse;

/**
 * Finds where an expression takes a variable that holds text for something else. FEEL
 * makes null of that, at run time and without a word.
 */
final class TextUses {

	private static final String BOOLEAN = "a Boolean";

	private static final String NUMBER = "a number";

	private static final String TIME = "a time";

	private static final Map<String, Set<String>> KINDS = Map.of(BOOLEAN,
			Set.of("ConstBool", "Conjunction", "Disjunction", "Equal", "GreaterOrEqual", "GreaterThan", "In",
					"LessOrEqual", "LessThan", "Not"),
			NUMBER, Set.of("ArithmeticNegation", "ConstNumber", "Division", "Multiplication"), TIME,
			Set.of("ConstDate", "ConstDateTime", "ConstDayTimeDuration", "ConstLocalDateTime", "ConstLocalTime",
					"ConstTime", "ConstYearMonthDuration", "ZonedTime"));

	private static final Map<String, Set<String>> FUNCTIONS = Map.of(BOOLEAN, Set
		.of("all", "any", "contains", "ends with", "even", "is defined", "list contains", "not", "odd", "starts with"),
			NUMBER,
			Set.of("abs", "ceiling", "count", "day of year", "floor", "modulo", "number", "round down",
					"round half down", "round half up", "round up", "string length", "sum", "week of year"),
			TIME, Set.of("date", "date and time", "duration", "now", "time", "today", "years and months duration"));

	private static final Set<String> COMPARISONS = Set.of("Addition", "Equal", "GreaterOrEqual", "GreaterThan",
			"LessOrEqual", "LessThan");

	private static final Set<String> CALCULATIONS = Set.of("ArithmeticNegation", "Division", "Multiplication",
			"Subtraction");

	private static final Set<String> LOGIC = Set.of("Conjunction", "Disjunction", "Not");

	private final Set<String> texts;

	TextUses(Set<String> texts) {
		this.texts = Set.copyOf(texts);
	}

	/**
	 * @param decides whether the value of the expression must be a Boolean
	 */
	Optional<TextUse> find(Exp expression, boolean decides) {
		return Stream.concat(decides ? use(expression, BOOLEAN) : Stream.empty(), within(expression)).findFirst();
	}

	/** Looks at the tests that a value must satisfy. */
	Optional<TextUse> findInTests(Exp value, Exp tests) {
		// A cell that is passed over by a hyphen reads as a bare constant.
		Stream<TextUse> compared = isConstant(tests) ? Stream.empty() : tested(value, tests);
		return Stream.concat(compared, within(tests)).findFirst();
	}

	private Stream<TextUse> within(Object node) {
		Stream<TextUse> inner = parts(node).flatMap(this::within);
		return (node instanceof Exp expression) ? Stream.concat(uses(expression), inner) : inner;
	}

	private Stream<TextUse> uses(Exp node) {
		String name = name(node);
		if (COMPARISONS.contains(name)) {
			Exp left = operand(node, 0);
			Exp right = operand(node, 1);
			return Stream.concat(compared(left, right), compared(right, left));
		}
		if (CALCULATIONS.contains(name)) {
			return operands(node).flatMap((operand) -> use(operand, NUMBER));
		}
		if (LOGIC.contains(name)) {
			return operands(node).flatMap((operand) -> use(operand, BOOLEAN));
		}
		if (node instanceof If decision) {
			return use(decision.condition(), BOOLEAN);
		}
		if (node instanceof FunctionInvocation call && call.function().equals("not")) {
			return parts(call.params()).flatMap(TextUses::elements).flatMap((operand) -> use(operand, BOOLEAN));
		}
		return (node instanceof In) ? tested(operand(node, 0), operand(node, 1)) : Stream.empty();
	}

	/** What is compared with a value stands in the tests as a constant. */
	private Stream<TextUse> tested(Exp value, Object tests) {
		return Stream.concat(
				(tests instanceof Exp test) ? constant(test).flatMap((kind) -> use(value, kind)) : Stream.empty(),
				parts(tests).filter((part) -> isTest(part)).flatMap((part) -> tested(value, part)));
	}

	private static boolean isTest(Object part) {
		return !(part instanceof Exp) || name(part).startsWith("Input") || name(part).endsWith("RangeBoundary")
				|| name(part).startsWith("Const")
				|| Set.of("Not", "UnaryTestExpression", "AtLeastOne").contains(name(part));
	}

	private static Stream<String> constant(Exp test) {
		return isConstant(test) ? kind(test).stream() : Stream.empty();
	}

	private static boolean isConstant(Exp test) {
		return name(test).startsWith("Const");
	}

	private Stream<TextUse> compared(Exp one, Exp other) {
		return kind(other).stream().flatMap((kind) -> use(one, kind));
	}

	private Stream<TextUse> use(Object expression, String kind) {
		return (expression instanceof Ref ref && ref.names().size() == 1 && this.texts.contains(ref.names().head()))
				? Stream.of(new TextUse(ref.names().head(), kind)) : Stream.empty();
	}

	private static Optional<String> kind(Exp expression) {
		boolean call = expression instanceof FunctionInvocation;
		String name = call ? ((FunctionInvocation) expression).function() : name(expression);
		return (call ? FUNCTIONS : KINDS).entrySet()
			.stream()
			.filter((kind) -> kind.getValue().contains(name))
			.map(Map.Entry::getKey)
			.findFirst();
	}

	private static Stream<Exp> operands(Exp node) {
		return IntStream.range(0, ((Product) node).productArity()).mapToObj((index) -> operand(node, index));
	}

	private static Exp operand(Exp node, int index) {
		return (Exp) ((Product) node).productElement(index);
	}

	private static Stream<?> parts(Object node) {
		if (node instanceof Iterable<?> list) {
			return elements(list);
		}
		return (node instanceof Product product)
				? CollectionConverters.asJava(product.productIterator().toList()).stream() : Stream.empty();
	}

	private static Stream<?> elements(Object node) {
		return (node instanceof Iterable<?> list) ? CollectionConverters.asJava(list.toList()).stream()
				: Stream.of(node);
	}

	private static String name(Object node) {
		return node.getClass().getSimpleName();
	}

}
