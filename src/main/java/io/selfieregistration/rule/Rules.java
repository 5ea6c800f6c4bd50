package io.selfieregistration.rule;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The catalogue of named rules, by workspace. A rule that is in it can be decided, but
 * for what it reads; one that is used stays in it.
 */
@Service
public class Rules {

	private final RuleStore store;

	private final RuleEvaluator evaluator;

	private final ObjectProvider<RuleUses> uses;

	private final Clock clock;

	Rules(RuleStore store, RuleEvaluator evaluator, ObjectProvider<RuleUses> uses, Clock clock) {
		this.store = store;
		this.evaluator = evaluator;
		this.uses = uses;
		this.clock = clock;
	}

	/**
	 * Rules by name.
	 * @param after name that the page begins after, or null
	 */
	public List<NamedRule> list(String workspace, int limit, String after) {
		return this.store.list(workspace, limit, after);
	}

	public NamedRule find(String workspace, String name) throws RuleUnknown {
		return this.store.find(workspace, name).orElseThrow(RuleUnknown::new);
	}

	/**
	 * The versions of a rule, newest first.
	 * @param before version that the page begins before, or null
	 */
	public List<NamedRule> versions(String workspace, String name, int limit, Integer before) throws RuleUnknown {
		find(workspace, name);
		return this.store.versions(workspace, name, limit, before);
	}

	/**
	 * Adds a rule.
	 * @throws RuleExists if the name is taken
	 * @throws RuleInvalid if the rule could be decided for no request at all
	 */
	@Transactional(rollbackFor = Exception.class)
	public NamedRule create(String workspace, String name, String expression, String description, String author)
			throws RuleExists {
		this.store.lock(workspace);
		if (this.store.find(workspace, name).isPresent()) {
			throw new RuleExists();
		}
		this.evaluator.check(expression, workspace, name);
		Instant now = now();
		NamedRule rule = new NamedRule(workspace, name, this.store.lastVersion(workspace, name) + 1, expression,
				description, author, now, now);
		this.store.save(rule);
		return rule;
	}

	/**
	 * Makes a new version, which counts from the next decision on.
	 * @param expected version that the caller has read
	 * @throws RuleUnknown if there is no such rule
	 * @throws RuleChanged if it has another version than expected
	 * @throws RuleInvalid if the rule could be decided for no request at all
	 */
	@Transactional(rollbackFor = Exception.class)
	public NamedRule change(String workspace, String name, long expected, String expression, String description,
			String author) throws RuleUnknown, RuleChanged {
		this.store.lock(workspace);
		NamedRule current = require(workspace, name, expected);
		this.evaluator.check(expression, workspace, name);
		NamedRule changed = new NamedRule(workspace, name, current.version() + 1, expression, description, author,
				current.createdAt(), now());
		this.store.save(changed);
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
	@Transactional(rollbackFor = Exception.class)
	public void remove(String workspace, String name, long expected) throws RuleUnknown, RuleChanged, RuleInUse {
		this.store.lock(workspace);
		require(workspace, name, expected);
		List<String> places = Stream
			.concat(this.store.list(workspace)
				.stream()
				.map((rule) -> new RuleUses.Use("the rule '" + rule.name() + "'", rule.expression())),
					this.uses.orderedStream().flatMap((elsewhere) -> elsewhere.find(workspace).stream()))
			.filter((use) -> calls(use.expression(), name))
			.map(RuleUses.Use::place)
			.toList();
		if (!places.isEmpty()) {
			throw new RuleInUse(places);
		}
		this.store.remove(workspace, name);
	}

	/**
	 * Checks a rule that is not in the catalogue, before it is saved elsewhere. The rules
	 * that it calls stay until the current transaction ends.
	 * @throws RuleInvalid if the rule could be decided for no request at all
	 */
	@Transactional(noRollbackFor = RuleInvalid.class)
	public void check(String workspace, String expression) {
		this.store.lockShared(workspace);
		this.evaluator.check(expression, workspace, null);
	}

	private NamedRule require(String workspace, String name, long expected) throws RuleUnknown, RuleChanged {
		NamedRule current = find(workspace, name);
		if (current.version() != expected) {
			throw new RuleChanged();
		}
		return current;
	}

	/** What does not even parse calls nothing. */
	private boolean calls(String expression, String name) {
		try {
			return this.evaluator.namedRules(expression).contains(name);
		}
		catch (RuleInvalid ex) {
			return false;
		}
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
