package io.selfieregistration.rule;

import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The catalogue of named rules, by workspace. Rules in it are valid, and a rule in use
 * cannot be removed.
 */
@Service
public class Rules {

	private final RuleStore store;

	private final RuleEvaluator evaluator;

	private final List<RuleUses> uses;

	private final Clock clock;

	Rules(RuleStore store, RuleEvaluator evaluator, List<RuleUses> uses, Clock clock) {
		this.store = store;
		this.evaluator = evaluator;
		this.uses = List.copyOf(uses);
		this.clock = clock;
	}

	/**
	 * Lists rules by name.
	 * @param after name that the page begins after, or null
	 */
	public List<NamedRule> list(String workspace, int limit, String after) {
		return this.store.list(workspace, limit, after);
	}

	public NamedRule find(String workspace, String name) {
		return this.store.find(workspace, name).orElseThrow(RuleUnknown::new);
	}

	/**
	 * Lists the versions of a rule, newest first.
	 * @param before version that the page begins before, or null
	 */
	public List<NamedRule> versions(String workspace, String name, int limit, Integer before) {
		find(workspace, name);
		return this.store.versions(workspace, name, limit, before);
	}

	/**
	 * Adds a rule.
	 * @throws RuleExists if the name is taken
	 * @throws RuleInvalid if the rule could not be evaluated for any request
	 */
	@Transactional
	public NamedRule create(String workspace, String name, String expression, String description, String author) {
		this.store.lock(workspace);
		if (this.store.find(workspace, name).isPresent()) {
			throw new RuleExists();
		}
		this.evaluator.check(expression, workspace, name);
		Instant now = this.clock.instant();
		NamedRule rule = new NamedRule(workspace, name, this.store.lastVersion(workspace, name) + 1, expression,
				description, author, now, now);
		this.store.save(rule);
		return rule;
	}

	/**
	 * Creates a new version, which applies from the next evaluation on. Callers of the
	 * rule stay valid.
	 * @param expected version that the caller has read
	 * @throws RuleUnknown if there is no such rule
	 * @throws RuleChanged if it has another version than expected
	 * @throws RuleInvalid if the rule could not be evaluated for any request
	 */
	@Transactional
	public NamedRule change(String workspace, String name, long expected, String expression, String description,
			String author) {
		this.store.lock(workspace);
		NamedRule current = require(workspace, name, expected);
		this.evaluator.check(expression, workspace, name);
		NamedRule changed = new NamedRule(workspace, name, current.version() + 1, expression, description, author,
				current.createdAt(), this.clock.instant());
		List<NamedRule> catalogue = this.store.list(workspace);
		List<RuleUses.Use> callers = uses(workspace, withCallers(name, catalogue), catalogue)
			.filter((use) -> isValid(use, workspace))
			.toList();
		this.store.save(changed);
		for (RuleUses.Use caller : callers) {
			if (!isValid(caller, workspace)) {
				throw new RuleInvalid(expression,
						"makes " + caller.place() + " invalid: it would call too many rules one after the other");
			}
		}
		return changed;
	}

	/**
	 * Removes a rule that nothing uses.
	 * @param expected version that the caller has read
	 * @throws RuleUnknown if there is no such rule
	 * @throws RuleChanged if it has another version than expected
	 * @throws RuleInUse if another rule, an application or the latest version of a
	 * workflow calls it
	 */
	@Transactional
	public void remove(String workspace, String name, long expected) {
		this.store.lock(workspace);
		require(workspace, name, expected);
		List<String> places = uses(workspace, Set.of(name), this.store.list(workspace)).map(RuleUses.Use::place)
			.toList();
		if (!places.isEmpty()) {
			throw new RuleInUse(places);
		}
		this.store.remove(workspace, name);
	}

	private NamedRule require(String workspace, String name, long expected) {
		NamedRule current = find(workspace, name);
		if (current.version() != expected) {
			throw new RuleChanged();
		}
		return current;
	}

	/** Finds the calls of rules, in the catalogue and elsewhere. */
	private Stream<RuleUses.Use> uses(String workspace, Set<String> names, List<NamedRule> catalogue) {
		return Stream
			.concat(catalogue.stream()
				.map((rule) -> new RuleUses.Use("the rule '" + rule.name() + "'", rule.expression())),
					this.uses.stream().flatMap((elsewhere) -> elsewhere.find(workspace).stream()))
			.filter((use) -> calls(use.expression(), names));
	}

	/** Returns a rule with its direct and indirect callers. */
	private Set<String> withCallers(String name, List<NamedRule> catalogue) {
		Set<String> names = new HashSet<>(Set.of(name));
		boolean grown = true;
		while (grown) {
			grown = names.addAll(
					catalogue.stream().filter((rule) -> calls(rule.expression(), names)).map(NamedRule::name).toList());
		}
		return names;
	}

	/**
	 * Whether an expression calls one of the rules; one that does not parse calls none.
	 */
	private boolean calls(String expression, Set<String> names) {
		try {
			return !Collections.disjoint(this.evaluator.namedRules(expression), names);
		}
		catch (RuleInvalid ex) {
			return false;
		}
	}

	private boolean isValid(RuleUses.Use use, String workspace) {
		try {
			this.evaluator.check(use.expression(), workspace, null);
			return true;
		}
		catch (RuleInvalid ex) {
			return false;
		}
	}

}
