package io.selfieregistration.rule.feel;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import org.camunda.feel.api.EvaluationFailure;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.context.CustomFunctionProvider;
import org.camunda.feel.context.JavaFunction;
import org.camunda.feel.context.JavaFunctionProvider;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValString;

import io.selfieregistration.rule.RuleBroken;
import io.selfieregistration.rule.RuleDecision;

/**
 * One strict evaluation: null, a suppressed failure and any result but a Boolean break
 * the rule. A called rule is evaluated in the same way and context, on demand, and at
 * most once.
 */
final class Evaluation {

	/** The function by which rules call others. */
	static final CustomFunctionProvider FUNCTIONS = new Functions();

	/** The evaluation in progress on the thread, for the function to find its rules. */
	private static final ThreadLocal<Evaluation> CURRENT = new ThreadLocal<>();

	private final FeelEngineApi engine;

	private final Map<String, CalledRule> callable;

	private final Map<String, Object> context;

	private final Map<String, Boolean> decided = new LinkedHashMap<>();

	private final Deque<String> calling = new ArrayDeque<>();

	/** The failure of a called rule, which the engine may have suppressed. */
	private RuleBroken broken;

	Evaluation(FeelEngineApi engine, Map<String, CalledRule> callable, Map<String, Object> context) {
		this.engine = engine;
		this.callable = callable;
		this.context = context;
	}

	RuleDecision decide(ParsedRule rule) {
		CURRENT.set(this);
		try {
			boolean satisfied = evaluate(rule);
			return new RuleDecision(satisfied, inputs(rule));
		}
		catch (StackOverflowError ex) {
			throw new RuleBroken(rule.text(), "is nested too deeply");
		}
		finally {
			CURRENT.remove();
		}
	}

	private boolean evaluate(ParsedRule rule) {
		EvaluationResult result = result(rule);
		if (this.broken != null) {
			throw this.broken;
		}
		List<EvaluationFailure> suppressed = CollectionConverters.asJava(result.suppressedFailures());
		if (!suppressed.isEmpty()) {
			throw new RuleBroken(rule.text(), "cannot be decided: " + describe(suppressed));
		}
		if (result.isFailure()) {
			throw new RuleBroken(rule.text(), "cannot be decided: its evaluation fails");
		}
		if (!(result.result() instanceof Boolean satisfied)) {
			throw new RuleBroken(rule.text(), "is neither true nor false, it is " + kindOf(result.result()));
		}
		return satisfied;
	}

	/** Exceptions of the engine quote values, which may be personal. */
	private EvaluationResult result(ParsedRule rule) {
		try {
			return this.engine.evaluate(rule.expression(), contextOf(rule));
		}
		catch (RuntimeException ex) {
			throw (this.broken != null) ? this.broken
					: new RuleBroken(rule.text(), "cannot be decided: its evaluation fails");
		}
	}

	/**
	 * Holds only what the rule reads: the engine converts all values of the context, and
	 * unrelated ones must not use up the time of this rule.
	 * <p>
	 * A missing value breaks a rule, unless the rule itself tests whether it is defined:
	 * then it is null.
	 */
	private Map<String, Object> contextOf(ParsedRule rule) {
		Map<String, Object> complete = new HashMap<>();
		for (String path : rule.syntax().paths()) {
			copy(this.context, path, complete);
		}
		for (String path : rule.syntax().optional()) {
			complete = with(complete, List.of(path.split("\\.")));
		}
		return complete;
	}

	/**
	 * Adds the value at a path, and the maps on the way to it. A map that is read as a
	 * whole is not copied. Names may hold dots themselves.
	 */
	@SuppressWarnings("unchecked")
	private static void copy(Map<?, ?> from, String path, Map<String, Object> to) {
		from.forEach((key, value) -> {
			String name = String.valueOf(key);
			boolean within = path.startsWith(name + ".");
			if (path.equals(name) || (within && !(value instanceof Map))) {
				to.put(name, value);
			}
			else if (within && to.get(name) != value) {
				Map<String, Object> part = (Map<String, Object>) to.computeIfAbsent(name,
						(missing) -> new HashMap<String, Object>());
				copy((Map<?, ?>) value, path.substring(name.length() + 1), part);
			}
		});
	}

	private static Map<String, Object> with(Map<String, Object> values, List<String> path) {
		Map<String, Object> copy = new HashMap<>(values);
		String name = path.get(0);
		if (path.size() == 1) {
			copy.putIfAbsent(name, null);
		}
		else if (!copy.containsKey(name) || copy.get(name) instanceof Map) {
			Map<String, Object> inner = new HashMap<>();
			if (copy.get(name) instanceof Map<?, ?> present) {
				present.forEach((key, value) -> inner.put(String.valueOf(key), value));
			}
			copy.put(name, with(inner, path.subList(1, path.size())));
		}
		return copy;
	}

	private boolean call(String name) {
		Boolean known = this.decided.get(name);
		if (known != null) {
			return known;
		}
		ParsedRule rule = this.callable.get(name).rule();
		try {
			if (this.calling.contains(name)) {
				throw new RuleBroken(rule.text(), "leads back to itself");
			}
			this.calling.push(name);
			boolean satisfied = evaluate(rule);
			this.calling.pop();
			this.decided.put(name, satisfied);
			return satisfied;
		}
		catch (RuleBroken ex) {
			this.broken = ex;
			throw ex;
		}
	}

	private Map<String, Object> inputs(ParsedRule rule) {
		Map<String, Object> inputs = new TreeMap<>();
		addInputs(rule, inputs);
		this.decided.forEach((name, satisfied) -> {
			CalledRule called = this.callable.get(name);
			addInputs(called.rule(), inputs);
			inputs.put("rule(\"" + name + "\")", Map.of("version", called.version(), "satisfied", satisfied));
		});
		return inputs;
	}

	private void addInputs(ParsedRule rule, Map<String, Object> inputs) {
		for (String path : rule.syntax().paths()) {
			Object value = this.context;
			for (String name : path.split("\\.")) {
				value = (value instanceof Map<?, ?> map) ? map.get(name) : null;
			}
			inputs.put(path, (value != null) ? value.toString() : "");
		}
	}

	/**
	 * Describes failures by name only; messages of the engine quote values, which may be
	 * personal.
	 */
	private static String describe(List<EvaluationFailure> failures) {
		return failures.stream().map((failure) -> {
			String type = failure.failureType().toString();
			String message = failure.failureMessage();
			return (type.contains("NO_VARIABLE_FOUND") || type.contains("NO_FUNCTION_FOUND")
					|| type.contains("NO_CONTEXT_ENTRY_FOUND")) ? firstLine(message) : type;
		}).distinct().collect(Collectors.joining("; "));
	}

	/**
	 * Cuts the message after the missing name, where the engine lists the whole context.
	 */
	private static String firstLine(String message) {
		int context = message.indexOf(" in context");
		int available = message.indexOf(". Available");
		int end = message.length();
		end = (context >= 0) ? Math.min(end, context) : end;
		end = (available >= 0) ? Math.min(end, available) : end;
		return message.substring(0, end).lines().findFirst().orElse("");
	}

	private static String kindOf(Object result) {
		return (result != null) ? "a " + result.getClass().getSimpleName() : "null";
	}

	/** Provides the function {@code rule(name)}. */
	private static final class Functions extends JavaFunctionProvider {

		private static final JavaFunction CALL = new JavaFunction(List.of("name"), Functions::call);

		@Override
		public Optional<JavaFunction> resolveFunction(String name) {
			return RuleSyntax.CALL.equals(name) ? Optional.of(CALL) : Optional.empty();
		}

		@Override
		public Collection<String> getFunctionNames() {
			return Set.of(RuleSyntax.CALL);
		}

		/** The syntax check has ensured a single text. */
		private static Val call(List<Val> arguments) {
			return new ValBoolean(CURRENT.get().call(((ValString) arguments.get(0)).value()));
		}

	}

}
