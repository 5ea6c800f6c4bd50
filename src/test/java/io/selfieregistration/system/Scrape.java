package io.selfieregistration.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Prometheus reads from a node. */
final class Scrape {

	private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");

	private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

	private final List<Sample> samples = new ArrayList<>();

	private final Map<String, String> types = new TreeMap<>();

	private final Map<String, String> descriptions = new TreeMap<>();

	Scrape(String text) {
		for (String line : text.split("\n")) {
			String[] words = line.split(" ", 4);
			if (line.startsWith("# TYPE ")) {
				this.types.put(words[2], words[3]);
			}
			else if (line.startsWith("# HELP ")) {
				this.descriptions.put(words[2], (words.length > 3) ? words[3] : "");
			}
			else if (!line.startsWith("#") && !line.isBlank()) {
				this.samples.add(sample(line));
			}
		}
	}

	private static Sample sample(String line) {
		Matcher sample = SAMPLE.matcher(line);
		if (!sample.matches()) {
			throw new AssertionError("This is no sample: " + line);
		}
		Map<String, String> labels = new LinkedHashMap<>();
		if (sample.group(2) != null) {
			Matcher label = LABEL.matcher(sample.group(2));
			while (label.find()) {
				labels.put(label.group(1), label.group(2));
			}
		}
		return new Sample(sample.group(1), labels, Double.parseDouble(sample.group(3)));
	}

	List<Sample> samples() {
		return this.samples;
	}

	/** Type by the name of the family, such as {@code counter}. */
	Map<String, String> types() {
		return this.types;
	}

	Map<String, String> descriptions() {
		return this.descriptions;
	}

	/** The labels of each metric, but for the limits of buckets. */
	Map<String, Set<String>> labelsByMetric() {
		Map<String, Set<String>> labels = new TreeMap<>();
		this.samples.forEach((sample) -> labels.computeIfAbsent(sample.name(), (name) -> new TreeSet<>())
			.addAll(sample.labels().keySet()));
		return labels;
	}

	/** The one sample with this name that has these labels. */
	Optional<Double> value(String name, String... labels) {
		return this.samples.stream()
			.filter((sample) -> sample.name().equals(name) && sample.has(labels))
			.map(Sample::value)
			.reduce((one, other) -> {
				throw new AssertionError("There are several of " + name);
			});
	}

	/** All samples with this name that have these labels. */
	double sum(String name, String... labels) {
		return this.samples.stream()
			.filter((sample) -> sample.name().equals(name) && sample.has(labels))
			.mapToDouble(Sample::value)
			.sum();
	}

	/** One line of a scrape. */
	record Sample(String name, Map<String, String> labels, double value) {

		private boolean has(String... wanted) {
			for (int i = 0; i < wanted.length; i += 2) {
				if (!wanted[i + 1].equals(this.labels.get(wanted[i]))) {
					return false;
				}
			}
			return true;
		}

		/** What tells this series from others. */
		String series() {
			return this.name + this.labels;
		}

	}

}
