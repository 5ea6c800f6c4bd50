package io.selfieregistration.system;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression in PromQL asks for: the metrics, and the labels that it needs each
 * of them to have. A label that is grouped by is needed of every metric of the
 * expression.
 */
final class Query {

	private static final Pattern TOKEN = Pattern.compile(
			"\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|\\$?[a-zA-Z_:][a-zA-Z0-9_:]*|[0-9.]+[a-z0-9]*|=~|!~|!=|==|>=|<=|\\S");

	private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

	private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

	private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

	private static final Set<String> FUNCTIONS = Set.of("sum", "max", "min", "avg", "count", "rate", "increase",
			"histogram_quantile", "max_over_time");

	private final Map<String, Set<String>> labelsByMetric = new TreeMap<>();

	private final Set<String> grouped = new HashSet<>();

	private final List<String> tokens = new ArrayList<>();

	Query(String expression) {
		Matcher token = TOKEN.matcher(expression);
		while (token.find()) {
			this.tokens.add(token.group());
		}
		read(expression);
		this.labelsByMetric.values().forEach((labels) -> labels.addAll(this.grouped));
	}

	private void read(String expression) {
		for (int i = 0; i < this.tokens.size(); i++) {
			String token = this.tokens.get(i);
			boolean called = next(i).equals("(");
			if (!NAME.matcher(token).matches() || OPERATORS.contains(token)) {
				continue;
			}
			if (GROUPING.contains(token)) {
				i = readLabels(i + 2, ")", this.grouped);
			}
			else if (FUNCTIONS.contains(token)) {
				if (!called && !GROUPING.contains(next(i))) {
					throw new AssertionError("'" + token + "' is not called in " + expression);
				}
			}
			else if (called) {
				throw new AssertionError("'" + token + "' is no known function in " + expression);
			}
			else {
				Set<String> labels = this.labelsByMetric.computeIfAbsent(token, (name) -> new TreeSet<>());
				if (next(i).equals("{")) {
					i = readLabels(i + 2, "}", labels);
				}
				if (next(i).equals("[")) {
					i += 3;
				}
			}
		}
	}

	/** In a selector the values are texts, which are no names. */
	private int readLabels(int from, String end, Set<String> labels) {
		int i = from;
		for (; !this.tokens.get(i).equals(end); i++) {
			if (NAME.matcher(this.tokens.get(i)).matches()) {
				labels.add(this.tokens.get(i));
			}
		}
		return i;
	}

	private String next(int index) {
		return (index + 1 < this.tokens.size()) ? this.tokens.get(index + 1) : "";
	}

	/** The labels that are needed, by the name of the metric. */
	Map<String, Set<String>> labelsByMetric() {
		return this.labelsByMetric;
	}

}
